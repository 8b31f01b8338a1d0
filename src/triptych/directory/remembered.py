"""Reading source files for a server: in memory, and again only those that have changed.

As `kept_parsing`, by the system's own signatures, with the same caution for a file that was written when it was read.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from triptych.directory.kept_parsing import Signature, signature_of
from triptych.directory.parsing import Parse, ParsedFile, SourceFile, parse
from triptych.errors import Finding
from triptych.sources.signatures import doubtful_for


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file said, and its signature then; None where it could have changed once more without another one.

    As many findings are its form's `own`.
    """

    signature: Signature | None
    said: ParsedFile
    own: int


@dataclass
class RememberedParsing:
    """Reads source files, and keeps what they said for as long as it lives; `first` reads them the first time."""

    first: Parse
    _known: dict[Path, _Known] = field(default_factory=dict)

    def __call__(self, files: Sequence[SourceFile]) -> Iterable[ParsedFile]:
        """What `files` say, in their order; see `parse`."""
        now = time.time_ns()
        found: dict[Path, _Known] = {}
        if self._known:
            for file in files:
                found[file.path] = self._again(file, now)
        else:
            signatures = [signature_of(file.path) for file in files]
            for file, signature, said in zip(files, signatures, self.first(files), strict=True):
                found[file.path] = _Known(_settled(signature, now), said, len(_findings(said)))
        self._known = found
        return [one.said for one in found.values()]

    def _again(self, file: SourceFile, now: int) -> _Known:
        known, signature = self._known.get(file.path), signature_of(file.path)
        if known and known.signature and known.signature == signature:
            del _findings(known.said)[known.own :]
            return known
        said = parse(file)
        return _Known(_settled(signature, now), said, len(_findings(said)))


def _settled(signature: Signature | None, now: int) -> Signature | None:
    newest = max(signature[2:]) if signature else now
    return signature if newest < now - doubtful_for(newest) else None


def _findings(said: ParsedFile) -> list[Finding]:
    """What is wrong with a file's form; what joins the files adds to it what it finds."""
    written = said.entry or said.prose
    return written.form.findings if written else []
