"""What pages share is asked of where they stand, and that knows no page."""

from dataclasses import fields

from triptych.rendering.fragments import OF_STANDPOINT
from triptych.rendering.standpoint import Standpoint
from triptych.rendering.view import View


def test_no_page_answers_otherwise_than_where_it_stands() -> None:
    assert not OF_STANDPOINT & vars(View).keys()


def test_where_a_page_stands_is_known_by_its_panel_its_pages_and_its_depth() -> None:
    assert [one.name for one in fields(Standpoint)] == ["panel", "pages", "up"]
    assert {"panel", "pages", "up", "href", "title_of", "navigation"} <= OF_STANDPOINT
    assert not OF_STANDPOINT & {"page", "here", "counterpart", "crumbs", "is_in", "is_home", "status"}
