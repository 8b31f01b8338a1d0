"""What the system does not tell of a source is seen by looking."""

import threading
from pathlib import Path

from triptych.engine.watching import Watcher

ENOUGH = 20  # seconds


def test_a_change_is_told_by_the_system(tmp_path: Path) -> None:
    told = threading.Event()
    watcher = Watcher(told.set)
    watcher.watch([tmp_path])
    watcher.start()
    try:
        (tmp_path / "page.md").write_text("Text", encoding="utf-8")
        assert told.wait(ENOUGH)
    finally:
        watcher.stop()


def test_a_file_is_followed_where_an_editor_puts_another_one_in_its_place(tmp_path: Path) -> None:
    told = threading.Event()
    settings, new = tmp_path / "mkdocs.yml", tmp_path / "new"
    settings.write_text("one", encoding="utf-8")
    watcher = Watcher(told.set)
    watcher.watch([settings])
    watcher.start()
    try:
        for text in ("two", "three"):
            new.write_text(text, encoding="utf-8")
            new.replace(settings)
            assert told.wait(ENOUGH)
            told.clear()
    finally:
        watcher.stop()


def test_a_change_in_a_folder_of_which_the_system_tells_nothing_is_seen(tmp_path: Path) -> None:
    told = threading.Event()
    outside, docs = tmp_path / "outside", tmp_path / "docs"
    outside.mkdir()
    docs.mkdir()
    (docs / "linked").symlink_to(outside)  # a link is not followed by what the system is asked
    watcher = Watcher(told.set)
    watcher.watch([docs])
    watcher.start()
    try:
        (outside / "page.md").write_text("Text", encoding="utf-8")
        assert told.wait(ENOUGH)
    finally:
        watcher.stop()
