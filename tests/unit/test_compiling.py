"""Our own templates are compiled to fewer steps, and give what Jinja's own way gives."""

import pickle
import string
from collections.abc import Iterator
from types import CodeType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from triptych.printing.products import Anchored, Object
from triptych.rendering.compiling import QuickMacro, quick, shown
from triptych.rendering.environment import TEMPLATES, environment_over


class OfFewerSteps(Environment):
    """Compiles every template as our own are compiled."""

    def _compile(self, source: str, filename: str) -> CodeType:
        return quick(source, filename)


class Safe:
    """Says of itself how HTML shows it."""

    def __html__(self) -> str:
        return "<b>safe</b>"


MACROS = """
{% macro plain(a, b="<&>") %}[{{ a }}|{{ b }}]{% endmacro %}
{% macro framed(a) %}<{{ a }}>{{ caller() }}</{{ a }}>{% endmacro %}
{% macro any() %}{{ varargs | join(",") }};{{ kwargs | dictsort }}{% endmacro %}
"""
CASES = {
    "attributes": "{{ page.title }}{{ page.inner.name }}{{ page['title'] }}",
    "escaped": "{{ text }}{{ page.title }}{{ number }}{{ nothing }}{{ safe }}{{ markup }}{{ text | safe }}",
    "pieces": "a{{ number }}b{{ number }}c{% if number %}d{{ number }}{% else %}e{{ text }}{% endif %}f",
    "loops": "{% for one in items %}{{ loop.index }}{{ call(one) }}{{ one }}{% else %}none{% endfor %}",
    "empty loop": "{% for one in [] %}{{ one }}{% else %}none{{ number }}{% endfor %}",
    "calls": "{{ call(number, key=text) }}{{ page.title.upper() }}{{ call(*items) }}{{ call(**{'key': 1}) }}",
    "macros": "{% import 'macros' as m %}{{ m.plain(text) }}{{ m.plain(markup, number) }}{{ m.plain(b=1, a=2) }}",
    "blocks of calls": "{% import 'macros' as m %}{% call m.framed('p') %}{{ text }}{% endcall %}{{ m.any(1, k=2) }}",
    "own macro": "{% macro own(x, y) %}{{ x }}{{ y }}{% endmacro %}{{ own(text, safe) }}{{ own(1, y=markup) }}",
    "set": "{% set x %}{{ text }}<i>{% endset %}{{ x }}{% set y = page.title %}{{ y }}",
    "inherited": "{% extends 'base' %}{% block main %}{{ super() }}{{ text }}{% for i in items %}{{ i }}{% endfor %}"
    "{% endblock %}",
    "included": "{% include 'included' %}{{ text ~ markup }}{{ (text ~ number) | upper }}",
    "conditional": "{{ text if number else markup }}{{ 'x' if nothing }}|{{ page.title is string }}",
    "namespace": "{% set n = namespace(at=1) %}{% for i in items %}{% set n.at = n.at + 1 %}{% endfor %}{{ n.at }}",
}
OTHERS = {
    "macros": MACROS,
    "base": "<{% block main %}{{ number }}{{ text }}{% endblock %}>",
    "included": "{{ page.title }}",
}


def given_to_all() -> dict[str, Any]:
    page = SimpleNamespace(title="L’été & « l'hiver »", inner=SimpleNamespace(name='"<x>"'))
    page = type("Page", (SimpleNamespace,), {"__getitem__": SimpleNamespace.__getattribute__})(**vars(page))
    return {
        "page": page,
        "text": "<a href='x'>&\"",
        "number": 3,
        "nothing": None,
        "safe": Safe(),
        "markup": Markup("<em>&amp;</em>"),
        "items": ["<", "b", 1],
        "call": lambda *args, **named: f"{args}{sorted(named.items())}",
    }


def rendered(kind: type[Environment], text: str) -> str:
    loader = DictLoader({**OTHERS, "tried": text})
    environment = kind(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("tried").render(given_to_all())


@pytest.mark.parametrize("name", CASES)
def test_a_template_gives_what_jinja_gives(name: str) -> None:
    assert rendered(OfFewerSteps, CASES[name]) == rendered(Environment, CASES[name])


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{{ missing }}", UndefinedError),
        ("{{ missing.title }}", UndefinedError),
        ("{{ missing() }}", UndefinedError),
        ("{% import 'macros' as m %}{{ m.plain() }}", UndefinedError),
        ("{% import 'macros' as m %}{{ m.plain(1, 2, 3) }}", TypeError),
        ("{% import 'macros' as m %}{{ m.plain(1, c=3) }}", TypeError),
        ("{% import 'macros' as m %}{% call m.plain(1) %}{% endcall %}", TypeError),
    ],
)
def test_what_a_template_lacks_is_told_as_jinja_tells_it(text: str, error: type[Exception]) -> None:
    for kind in (Environment, OfFewerSteps):
        with pytest.raises(error):
            rendered(kind, text)


def test_an_attribute_that_is_not_there_is_an_error_too() -> None:
    with pytest.raises(AttributeError):
        rendered(OfFewerSteps, "{{ page.none }}")


@given(st.text(alphabet=string.printable + "é’&<>\"'"))
def test_any_text_is_shown_as_it_is_escaped(text: str) -> None:
    assert shown(text) == str(escape(text))
    assert shown(Markup(text)) == text


def test_each_of_our_templates_takes_fewer_steps() -> None:
    environment = environment_over([TEMPLATES])
    environment.filters["host"] = str
    for path in TEMPLATES.glob("*.html"):
        source = environment.compile(path.read_text(encoding="utf-8"), path.name, str(path), raw=True)
        assert not set(_names_in_functions(quick(source, str(path)))) & {"call", "getattr", "escape", "Macro"}


def _names_in_functions(code: CodeType) -> Iterator[str]:
    """Every name that the functions in some code take from elsewhere, or as an attribute."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from (*one.co_names, *_names_in_functions(one))


def test_a_macro_of_ours_may_be_called_by_a_template_that_jinja_has_compiled() -> None:
    loader = DictLoader({"tried": "{% import 'macros' as m %}{{ m.plain('<') }}", **OTHERS})
    environment = OfFewerSteps(loader=loader, autoescape=True)
    module: Any = environment.get_template("macros").module
    assert isinstance(module.plain, QuickMacro)
    plain = Environment(loader=loader, autoescape=True)
    assert plain.from_string("{{ given('<') }}").render(given=module.plain) == "[&lt;|&lt;&amp;&gt;]"


@pytest.mark.parametrize("record", [Object("00", 1), Anchored(frozenset({"a"}), (("b", "c", "d"),))])
def test_what_processes_send_each_other_arrives_as_it_was(record: object) -> None:
    assert pickle.loads(pickle.dumps(record)) == record
