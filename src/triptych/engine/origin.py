"""What a site is made of, as digests that are the same on any machine: by them, parts are compared."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from triptych.catalogs.labels import LabelMode
from triptych.engine.basis import described
from triptych.engine.making import OpenedSite
from triptych.engine.session import LABEL_MODE
from triptych.printing.products import digest_of
from triptych.sources.history import changes_below, last_change


def origin_of(site: OpenedSite) -> Mapping[str, str]:
    """A digest for each kind of what people wrote for a site, by its name in words.

    The settings are those that come of mkdocs.yml, of what it inherits and of the environment. Raises `OSError` for a
    file that cannot be read.
    """
    settings = site.sources.site.settings
    changes = changes_below(settings.docs_dir)
    dates = (last_change(settings.docs_dir, changes), sorted(changes.items()))
    custom = site.config.theme.custom_dir
    return {
        "documents": _digest(settings.docs_dir),
        "labels or records": _digest(settings.locales_dir),
        "settings": digest_of(repr(_settings(site)).encode()),
        "hooks": _digest(*sorted({path for hook in settings.hook_files for path in _beside(hook)})),
        "templates": _digest(*([Path(custom)] if custom else ())),
        "watched files": _digest(*map(Path, _watched(site.config))),
        "dates of changes": digest_of(repr(dates).encode()),
    }


def _settings(site: OpenedSite) -> object:
    """The settings as they were written, with the environment's share: paths are not yet those of this machine."""
    with site.config_file.open("rb") as file:
        written = yaml_load(file, get_yaml_loader(config=site.config))
    return described(written), os.environ.get(LABEL_MODE, LabelMode.PUBLISHED.value)


def _beside(hook: Path) -> Iterable[Path]:
    """A hook's file, and what it may import from its folder."""
    return hook.parent.glob("*.py")


def _watched(config: MkDocsConfig) -> Iterable[str]:
    """What `watch` names: files elsewhere that people say their site is made of."""
    return sorted(map(str, config.watch))


def _digest(*places: Path) -> str:
    """A digest of files and of all below folders, by their names below these, in the order of `places`."""
    lines = [line for place in places for line in _lines(place)]
    return digest_of("".join(lines).encode("utf-8", "surrogateescape"))


def _lines(place: Path) -> Iterator[str]:
    if place.is_file():
        yield f"{place.name}\0{digest_of(place.read_bytes())}\n"
        return
    for folder, below, names in os.walk(place, followlinks=True):
        # What MkDocs leaves out too, or Python and gettext make of what is there.
        below[:] = sorted(name for name in below if not name.startswith((".", "__pycache__")))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith((".pyc", ".mo")):
                path = Path(folder, name)
                yield f"{path.relative_to(place).as_posix()}\0{digest_of(path.read_bytes())}\n"
