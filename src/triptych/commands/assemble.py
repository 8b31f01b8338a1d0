"""`triptych assemble`: parts of a site that were built apart, joined, and put in their place when all of them stand."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from triptych.build import site_lock
from triptych.build.joining import join_parts, read_parts
from triptych.build.site_folder import check_apart, check_replaceable, put_in_place, staging
from triptych.commands.strict import audited

PATIENCE = site_lock.PATIENCE


@dataclass(frozen=True, slots=True)
class AssembleRequest:
    """Which folders to join into which. `strict` audits the site; `patience` is as a build has it (seconds)."""

    parts: tuple[Path, ...]
    site_dir: Path
    strict: bool = False
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class AssembleReport:
    """What was joined: the languages by their names, how many files the site has, and the seconds that it took."""

    languages: tuple[str, ...]
    files: int
    seconds: float


def assemble(request: AssembleRequest, progress: Callable[[str], None]) -> AssembleReport:
    """Join the parts of `request` into its folder; `progress` is told what happens, a line at a time.

    The sources need not be there. Raises `InputError` for parts that make no site together, and `StrictError`; the
    previous site then stays, and the parts stay in any case.
    """
    started = time.perf_counter()
    for folder in request.parts:
        check_apart(request.site_dir, folder, name=f"the part {folder}")
    with staging(request.site_dir, patience=request.patience, tell=progress) as folder:
        parts = read_parts(request.parts)
        check_replaceable(request.site_dir)
        join_parts(parts, folder / "site")
        first = parts[0].part
        if request.strict:
            progress(audited(folder / "site", site_url=first.site_url, shown=request.site_dir))
        files = len(put_in_place(folder / "site", request.site_dir))
    return AssembleReport(tuple(first.site_languages.values()), files, time.perf_counter() - started)
