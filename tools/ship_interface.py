"""Takes the labels of the package's code, and their texts from the reference site's catalogs, into the package.

Translators work in one place, `locales/`; a test says whether the package is in step. A language that the reference
site does not speak is translated in the package's own catalog, which is brought up to date. Run by `make interface`,
with `labels` before the site's catalogs are brought up to date, and without it after that.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from triptych.catalogs.declared import INTERFACE, extracted_interface_labels, interface_labels
from triptych.catalogs.merging import merged
from triptych.catalogs.po_file import read_po
from triptych.catalogs.shipped import FOLDER
from triptych.catalogs.template import first_catalog
from triptych.catalogs.writing import po_text
from triptych.sources.text_files import write_text

LOCALES = Path(__file__).parent.parent / "locales"


def shipped(language: str) -> str:
    """The text of the package's catalog for `language`."""
    path = LOCALES / language / "LC_MESSAGES" / "labels.po"
    is_taken = path.exists()
    path = path if is_taken else FOLDER / f"{language}.po"
    po, findings = read_po(path, str(path))
    if po is None:
        raise SystemExit("\n".join(map(str, findings)))
    catalog, _ = merged(po, interface_labels(), forms=2)
    if is_taken:
        catalog.comment = "The interface's texts, taken from locales/ by `make interface`."
    catalog.header = first_catalog(language, project="Triptych").header
    catalog.entries = [entry for entry in catalog.entries if not entry.obsolete]
    return po_text(catalog)


def labels_text() -> str:
    """The labels that the package's code names, as the package ships them: a line each."""
    rows = [json.dumps(asdict(label), ensure_ascii=False) for label in extracted_interface_labels()]
    return "[\n" + ",\n".join(rows) + "\n]\n"


def ship_texts() -> None:
    """Bring the package's catalogs up to date."""
    taken = {path.name for path in LOCALES.iterdir() if path.is_dir()}
    for language in sorted(taken | {path.stem for path in FOLDER.glob("*.po")}):
        write_text(FOLDER / f"{language}.po", shipped(language))


if __name__ == "__main__":
    if "labels" in sys.argv[1:]:
        write_text(INTERFACE, labels_text())
    else:
        ship_texts()
