"""The merge: what the site declares, joined with what translators wrote, of which nothing is lost.

Exact on context and msgid. A long text whose source changed in its context keeps its translation as fuzzy, with
the old source; short labels are never guessed, nor is anything across contexts. What the site no longer
declares becomes obsolete, and comes back with its translation.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field

import polib

from triptych.catalogs.extraction import Label
from triptych.catalogs.po_file import Key, PoFile, has_plural, key_of

LONG = 40


@dataclass(slots=True)
class Merge:
    """What a merge did, by the keys of the labels."""

    added: list[Key] = field(default_factory=list)
    changed: list[Key] = field(default_factory=list)
    revived: list[Key] = field(default_factory=list)
    obsolete: list[Key] = field(default_factory=list)
    fuzzy: list[Key] = field(default_factory=list)


def merged(po: PoFile, labels: Iterable[Label], *, forms: int) -> tuple[PoFile, Merge]:
    """`po` with just the labels that are declared, and what that changed; `po` stays as it is.

    `forms` is the number of the language's plural forms.
    """
    declared = {(label.context, label.id): label for label in labels}
    active = {key_of(entry): _copied(entry) for entry in po.entries if not entry.obsolete}
    obsolete: dict[Key, polib.POEntry] = {}
    for entry in (_copied(entry) for entry in po.entries if entry.obsolete):
        twin = obsolete.get(key_of(entry))
        obsolete[key_of(entry)] = entry if twin is None else _with_former_texts(entry, twin)
    did = Merge()
    left_by_context = _left_by_context(active, declared)
    entries = []
    for key, label in declared.items():
        former = obsolete.pop(key, None)
        if former is not None:
            entry = _revived(active.get(key), former)
            did.revived.append(key)
        elif key in active:
            entry = active[key]
        else:
            entry = _new(label, left_by_context.get(label.context), did, forms=forms)
        if _declare(entry, label, forms=forms) and key in active and former is None:
            did.changed.append(key)
        entries.append(entry)
    for key in active.keys() - declared.keys():
        obsolete[key] = _retired(active[key], obsolete.get(key))
        if _is_worth_keeping(obsolete[key]):
            did.obsolete.append(key)
    entries += [entry for entry in obsolete.values() if _is_worth_keeping(entry)]
    did.obsolete.sort()
    return PoFile(po.comment, _copied(po.header), entries, po.closing), did


def _copied(entry: polib.POEntry) -> polib.POEntry:
    """An entry to change: what is deep in it is one level deep, which `copy.deepcopy` takes ten times as long for."""
    own = copy.copy(entry)
    own.flags, own.occurrences, own.msgstr_plural = list(entry.flags), list(entry.occurrences), {**entry.msgstr_plural}
    return own


def begin_with(shipped: PoFile | None, po: PoFile, *, keys: Iterable[Key]) -> None:
    """Give the entries of `po` that are new (`keys`) the translation that the package ships, where it does."""
    texts = {key_of(entry): entry for entry in shipped.entries} if shipped else {}
    new = set(keys)
    for entry in po.entries:
        ready = texts.get(key_of(entry)) if key_of(entry) in new else None
        if ready is not None and ready.msgstr_plural.keys() == entry.msgstr_plural.keys():
            entry.msgstr, entry.msgstr_plural = ready.msgstr, dict(ready.msgstr_plural)


def _revived(entry: polib.POEntry | None, former: polib.POEntry) -> polib.POEntry:
    """The obsolete entry that is declared again; `entry` is its twin, where another tool began it anew."""
    former.obsolete = False
    if entry is None:
        return former
    return _with_former_texts(entry, former) if _has_text(entry) else _with_former_texts(former, entry)


def _retired(entry: polib.POEntry, former: polib.POEntry | None) -> polib.POEntry:
    """The entry that is declared no longer; `former` is its twin, where it was so once before."""
    entry.obsolete, entry.comment, entry.occurrences = True, "", []
    if former is None:
        return entry
    return _with_former_texts(entry, former) if _has_text(entry) else _with_former_texts(former, entry)


def _with_former_texts(entry: polib.POEntry, former: polib.POEntry) -> polib.POEntry:
    """`entry` with what its twin says as translator's comments, so that it is not lost."""
    texts = [former.msgstr, *former.msgstr_plural.values()]
    own = {entry.msgstr, *entry.msgstr_plural.values()}
    notes = [former.tcomment, *(f"Formerly: {text}" for text in texts if text and text not in own)]
    entry.tcomment = "\n".join(dict.fromkeys(filter(None, [entry.tcomment, *notes])))
    entry.flags = list(dict.fromkeys([*entry.flags, *(flag for flag in former.flags if flag != "fuzzy")]))
    return entry


def _left_by_context(active: dict[Key, polib.POEntry], declared: dict[Key, Label]) -> dict[str, polib.POEntry]:
    """For each context the long translated text that the site no longer declares, where there is just one."""
    left: dict[str, list[polib.POEntry]] = {}
    for key, entry in active.items():
        if key not in declared and len(entry.msgid) > LONG and _has_text(entry):
            left.setdefault(key[0], []).append(entry)
    return {context: found[0] for context, found in left.items() if len(found) == 1}


def _new(label: Label, left: polib.POEntry | None, did: Merge, *, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=label.context or None, msgid=label.id)
    if label.plural_id is not None:
        entry.msgid_plural = label.plural_id
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    same_kind = left is not None and has_plural(left) == (label.plural_id is not None)
    if left is None or not same_kind or len(label.id) <= LONG:
        did.added.append((label.context, label.id))
        return entry
    entry.msgstr, entry.msgstr_plural = left.msgstr, dict(left.msgstr_plural)
    entry.tcomment = left.tcomment
    entry.flags = [*dict.fromkeys(["fuzzy", *left.flags])]
    # What was not reviewed since the last change is still the translation of the source before that.
    unseen = "fuzzy" in left.flags and left.previous_msgid
    entry.previous_msgid = left.previous_msgid if unseen else left.msgid
    entry.previous_msgid_plural = left.previous_msgid_plural if unseen else left.msgid_plural or None
    did.fuzzy.append((label.context, label.id))
    return entry


def _declare(entry: polib.POEntry, label: Label, *, forms: int) -> bool:
    """Give an entry what its source says of it: comments, files, plural; whether that is new."""
    before = (entry.comment, sorted({name for name, _ in entry.occurrences}), entry.msgid_plural or None)
    entry.comment = "\n".join(label.comments)
    entry.occurrences = [(name, "") for name in label.files]
    if (entry.msgid_plural or None) != label.plural_id or has_plural(entry) != (label.plural_id is not None):
        _change_number(entry, label, forms=forms)
    if label.plural_id is not None:
        _complete_forms(entry, forms=forms)
    return before != (entry.comment, sorted(label.files), label.plural_id)


def _change_number(entry: polib.POEntry, label: Label, *, forms: int) -> None:
    """Carry a translation over to a label that now counts, no longer does, or has another plural."""
    had_text = _has_text(entry)
    if label.plural_id is None:
        first, *others = [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)] or [""]
        entry.msgid_plural, entry.msgstr, entry.msgstr_plural = "", first, {}
        former = [f"Formerly also: {text}" for text in others if text]
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, *former]))
    else:
        if not has_plural(entry):
            entry.msgstr_plural = {**dict.fromkeys(range(forms), ""), 0: entry.msgstr}
            entry.msgstr = ""
        entry.msgid_plural = label.plural_id
    if had_text and "fuzzy" not in entry.flags:
        entry.flags.insert(0, "fuzzy")


def _complete_forms(entry: polib.POEntry, *, forms: int) -> None:
    """Give an entry just the forms that its language has; what is too much becomes a comment."""
    over = [entry.msgstr_plural.pop(form) for form in sorted(entry.msgstr_plural) if form >= forms]
    for form in range(forms):
        entry.msgstr_plural.setdefault(form, "")
    notes = [f"Formerly also: {text}" for text in over if text]
    entry.tcomment = "\n".join(filter(None, [entry.tcomment, *notes]))


def _has_text(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr) or any(entry.msgstr_plural.values())


def _is_worth_keeping(entry: polib.POEntry) -> bool:
    """Whether somebody wrote something here; an empty entry that nobody declares is no work lost."""
    return _has_text(entry) or bool(entry.tcomment.strip()) or bool(entry.flags)
