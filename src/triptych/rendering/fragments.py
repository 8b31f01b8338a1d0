"""Parts that many pages share – the navigation, the search, the foot – rendered once for all that they fit.

A part may ask anything of the page's view; it is used again on each page that answers all its questions alike. What it
asks of the page's standpoint is answered alike by all that have the same one.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from triptych.noting import Key, Notes
from triptych.rendering.standpoint import Standpoint
from triptych.rendering.view import View

_MOST_VARIANTS = 64
# What is asked of where a page stands, not of the page.
OF_STANDPOINT = frozenset(
    name for name in (*vars(Standpoint), *(one.name for one in fields(Standpoint))) if not name.startswith("_")
)


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked of a view: an attribute, or a method with what it was given."""

    name: str
    arguments: tuple[Any, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Variant:
    """A part as rendered where `up` leads to the root, what it asked of the view, and what of everything else."""

    up: str
    asked: tuple[tuple[_Question, Any], ...]
    noted: frozenset[Key]
    html: Markup

    def fits(self, view: View) -> bool:
        if view.up != self.up:
            return False
        for question, answer in self.asked:
            given = getattr(view, question.name)
            if question.arguments is not None:
                given = given(*question.arguments)
            if given is not answer and given != answer:
                return False
        return True


class Fragments:
    """Renders parts of pages by their templates' names, as a template asks for them."""

    def __init__(self, environment: Environment, notes: Notes) -> None:
        self._environment, self._notes = environment, notes
        self._variants: dict[str, list[_Variant]] = defaultdict(list)

    def __call__(self, name: str, view: View) -> Markup:
        """The part of the template `name` for the page of `view`."""
        variants = self._variants[name]
        for place, variant in enumerate(variants):
            with self._notes.apart() as noted:
                fits = variant.fits(view)
            if fits:
                if place:
                    variants.insert(0, variants.pop(place))
                self._notes.own.update(noted - variant.noted)
                self._notes.share(variant.noted)
                return variant.html
        variant = self._rendered(name, view)
        variants.insert(0, variant)
        del variants[_MOST_VARIANTS:]
        self._notes.share(variant.noted)
        return variant.html

    def _rendered(self, name: str, view: View) -> _Variant:
        asking = _Asking(view)
        with self._notes.apart() as noted:
            html = Markup(self._environment.get_template(name).render(view=asking))
            return _Variant(view.up, tuple(asking.asked), frozenset(noted), html)


class _Asking:
    """A view that remembers what it was asked, and what it answered."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.asked: list[tuple[_Question, Any]] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._view, name)
        if name in OF_STANDPOINT:
            return found
        if not callable(found):
            self._remember(_Question(name), found)
            return found
        return self._method(name, found)

    def _remember(self, question: _Question, answer: Any) -> None:
        """What was asked before is answered alike: a page is one all the time."""
        if all(question != earlier for earlier, _ in self.asked):
            self.asked.append((question, answer))

    def _method(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*arguments: Any) -> Any:
            answer = method(*arguments)
            self._remember(_Question(name, arguments), answer)
            return answer

        return ask
