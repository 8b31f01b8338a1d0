"""The record of links: `links.json` in the documents' folder, a line a link, written whole."""

import json
import re
from datetime import date
from pathlib import Path

from triptych.errors import Finding, has_errors
from triptych.links.policy import LinkState, Record, Standing
from triptych.model import Settings
from triptych.sources.forms import Form, read_form

LINKS = "links.json"
_MAX_BYTES = 2_000_000
_KEYS = ("checked", "links")
_OF_LINK = ("state", "since", "reason", "moved_to", "gone_since", "answered")
_REASON = re.compile("[a-z0-9 ]{1,40}")
_REMEDY = "restore the file from its history, or remove it: `triptych links` begins a new one"


def read_record(path: Path, settings: Settings) -> tuple[Record | None, list[Finding]]:
    """What the file `path` keeps, and what is wrong there. No file: no record."""
    form, findings = read_form(path, settings.shown(path), _KEYS, max_bytes=_MAX_BYTES)
    if form is None:
        return None, findings
    _required(form, _KEYS)
    checked = form.date("checked") or date.min
    part = form.part("links")
    links = {}
    for key, _ in part.mapping.items if part else ():
        url = str(key.text)
        if not url.startswith(("https://", "http://")):
            form.error(key.line, f"'{url}' is no address", _REMEDY)
        elif url in links:
            form.error(key.line, f"'{url}' stands twice", _REMEDY)
        elif part is not None and (one := part.part(url)) is not None:
            links[url] = _standing(one)
    for url, standing in links.items():
        if standing.since > checked and not has_errors(form.findings):
            form.error(form.line_of("checked"), f"'{url}' is dated after the day of the check", _REMEDY)
    return (None if has_errors(form.findings) else Record(checked, links)), form.findings


def _standing(form: Form) -> Standing:
    form.known_keys(_OF_LINK)
    _required(form, ("state", "since"))
    return Standing(
        state=form.one_of("state", LinkState) or LinkState.UNKNOWN,
        since=form.date("since") or date.min,
        reason=form.matching("reason", _REASON, wanted="a status or a few words"),
        moved_to=form.url("moved_to"),
        gone_since=form.date("gone_since"),
        answered=form.date("answered"),
    )


def _required(form: Form, keys: tuple[str, ...]) -> None:
    for key in keys:
        if not form.is_given(key) and form.mapping.get(key) is None:
            form.error(form.mapping.line, f"{key} is missing", _REMEDY)


def record_text(record: Record) -> str:
    """The file's text: the same for the same record, with a line a link in the order of their addresses."""
    lines = [f"{json.dumps(url, ensure_ascii=False)}: {_line(record.links[url])}" for url in sorted(record.links)]
    body = "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"
    return f'{{\n"checked": "{record.checked.isoformat()}",\n"links": {body}\n}}\n'


def _line(one: Standing) -> str:
    given = {name: getattr(one, name) for name in _OF_LINK}
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}
    return json.dumps({name: value for name, value in said.items() if value is not None}, ensure_ascii=False)
