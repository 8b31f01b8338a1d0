"""The canonical form over the catalogs of a large real project: Django's, over a thousand in a hundred languages."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.long import also_long
from triptych.catalogs.po_file import read_po
from triptych.catalogs.writing import po_text

pytestmark = pytest.mark.slow


def compiled(path: Path, mo: Path) -> bytes:
    """The catalog as gettext compiles it; what it warns of is the catalog's own affair."""
    subprocess.run(["msgfmt", "-o", str(mo), str(path)], check=True, stderr=subprocess.DEVNULL)
    return mo.read_bytes()


def difference(path: Path, folder: Path) -> str | None:
    """What formatting does to `path` that it must not do."""
    po, findings = read_po(path, str(path))
    if po is None:
        return "\n".join(map(str, findings))
    formatted = folder / "labels.po"
    formatted.write_text(po_text(po), encoding="utf-8")
    again, _ = read_po(formatted, str(path))
    if again is None or po_text(again) != po_text(po):
        return f"{path}: formatting twice is not formatting once"
    if compiled(path, folder / "before.mo") != compiled(formatted, folder / "after.mo"):
        return f"{path}: gettext makes another catalog of it"
    return None


@pytest.mark.parametrize("step", also_long([4], [1]), ids=["every fourth", "all"])
def test_formatting_keeps_every_message_of_a_thousand_catalogs(step: int, tmp_path: Path) -> None:
    spec = find_spec("django")
    assert spec is not None
    assert spec.origin is not None
    paths = sorted(Path(spec.origin).parent.rglob("*.po"))
    assert len(paths) > 1000
    paths = paths[::step]
    folders = [tmp_path / str(number) for number in range(len(paths))]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(4) as pool:
        differences = [found for found in pool.map(difference, paths, folders) if found]
    assert not differences, "\n".join(differences[:20])
