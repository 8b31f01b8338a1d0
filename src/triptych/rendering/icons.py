"""Icons by name, from the theme's own sets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Icons:
    """SVG icons below `folders` (`material/school` is `<folder>/material/school.svg`), each read once."""

    folders: tuple[Path, ...]
    _read: dict[str, Markup] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, name: str) -> bool:
        return self._path(name) is not None

    def svg(self, name: str) -> Markup:
        """The icon as markup that assistive technology passes over; raises KeyError where there is none."""
        if name not in self._read:
            path = self._path(name)
            if path is None:
                raise KeyError(name)
            svg = path.read_text(encoding="utf-8").strip()
            self._read[name] = Markup('<span class="tt-icon" aria-hidden="true">{}</span>').format(Markup(svg))
        return self._read[name]

    def _path(self, name: str) -> Path | None:
        candidates: Iterable[Path] = (folder / f"{name}.svg" for folder in self.folders)
        return next((path for path in candidates if path.is_file()), None)
