"""Building, and telling how far it is and what was built."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from triptych.cli.telling import FINDINGS, tell, told
from triptych.commands.build import BuildRequest, build
from triptych.commands.strict import StrictError
from triptych.errors import Finding, InputError
from triptych.printing.progress import Progress


def build_and_tell(request: BuildRequest, profile: Path | None) -> None:
    """Build the site; exits as the command does where it cannot be built. `profile` is where its profile goes."""
    with told():
        try:
            with _progress() as progress:
                report = build(request, progress)
        except StrictError as error:
            tell(error.findings)
            raise SystemExit(FINDINGS) from error
        if profile is not None:
            _write(profile, report.profile.text())
    tell(report.findings)
    click.echo(f"{report.profile.summary().capitalize()}.")
    click.echo(f"Built {report.summary}, {report.seconds:.1f} s.")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise InputError([Finding(str(path), None, what, "name another file with --profile")]) from error


@contextmanager
def _progress() -> Iterator[Progress]:
    """Bars at a terminal, lines elsewhere."""
    if not sys.stdout.isatty():
        yield Progress(click.echo)
        return
    from triptych.cli.bars import bars  # noqa: PLC0415 - what draws them takes a while to load

    with bars() as progress:
        yield progress
