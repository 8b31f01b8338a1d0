"""What is kept of a printed file: what it was made of, and what that was when it was made.

A file may be used again where all that it asked for is answered as it was then. Nothing else is asked: no date, no
file's name. Many files ask for the same – the labels of the navigation, of an entry's facts – which is kept once.
"""

from collections.abc import Container, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from triptych.noting import Key
from triptych.printing.products import Anchored, Object, Printed, Printer, Sent, digest_of

# What all files of a language are made of, whatever they ask: settings, templates, the taxonomy.
BASIS: Key = ("basis",)


@dataclass(frozen=True, slots=True)
class Kept(Sent):
    """A file that was printed; what it asked for, and a digest of the answers.

    `searched` is a digest of what of it is searched, None where nothing is. `shared` names sets of keys that other
    files have asked for too. `anchored` is what `Printed` says.
    """

    object: Object
    searched: str | None
    own: tuple[Key, ...]
    answered: str
    shared: tuple[str, ...]
    anchored: Anchored


@dataclass(frozen=True, slots=True)
class Shared(Sent):
    """A set of keys that files have asked for, and a digest of the answers."""

    keys: tuple[Key, ...]
    answered: str


@dataclass
class Answers:
    """Asks the printer of a language, once for each key, and keeps what is answered now."""

    printer: Printer
    _known: dict[Key, str | None] = field(default_factory=dict)
    _shared: dict[frozenset[Key], tuple[str, Shared] | None] = field(default_factory=dict)
    _held: dict[str, bool] = field(default_factory=dict)

    def one(self, key: Key) -> str | None:
        """A digest of the answer to `key`; None where it cannot be told."""
        if key not in self._known:
            self._known[key] = self.printer.answer(key)
        return self._known[key]

    def changed_since(self, before: "Answers") -> set[Key]:
        """The keys that are answered otherwise than they were `before`, of all that were asked then."""
        steady = _steady(before.printer.subjects(), self.printer.subjects())
        changed = set()
        for key, said in before._known.items():
            if key[-1] in steady.get(key[:-1], ()):
                self._known[key] = said
            elif self.one(key) != said:
                changed.add(key)
        return changed

    def to(self, keys: Iterable[Key]) -> str | None:
        """A digest of the answers to `keys`; None where one cannot be told."""
        known = self._known
        found = [known[key] if key in known else self.one(key) for key in keys]
        return None if None in found else digest_of("".join(map(str, found)).encode())

    def kept(self, printed: Printed, lies: Object, searched: str | None) -> tuple[Kept, dict[str, Shared]] | None:
        """What is to be kept of a file just printed, with the shared sets that it names; None: it is not to be kept."""
        if printed.findings:  # they are to be told each time
            return None
        own, shared = printed.taken
        labels: list[Key] = [BASIS]
        others: list[Key] = []
        for key in own:
            (labels if key[0] == "label" else others).append(key)
        sets = [self._set(keys) for keys in (*shared, frozenset(labels))]
        rest = _in_order(others)
        answered = self.to(rest)
        if answered is None or None in sets:
            return None
        named = dict(one for one in sets if one)
        return Kept(lies, searched, rest, answered, tuple(sorted(named)), printed.anchored), named

    def still(self, kept: Kept, shared: Mapping[str, Shared]) -> bool:
        """Whether all that a file had asked for is answered as it was then; `shared` has the sets that it names."""
        return all(self._holds(name, shared) for name in kept.shared) and self.to(kept.own) == kept.answered

    def _holds(self, name: str, shared: Mapping[str, Shared]) -> bool:
        if name not in self._held:
            found = shared.get(name)
            self._held[name] = found is not None and self.to(found.keys) == found.answered
        return self._held[name]

    def _set(self, keys: frozenset[Key]) -> tuple[str, Shared] | None:
        if keys not in self._shared:
            ordered = _in_order(keys)
            answered = self.to(ordered)
            # By the answers too: where they have changed since, what was made of the former ones names those.
            name = digest_of(repr((ordered, answered)).encode())
            self._shared[keys] = None if answered is None else (name, Shared(ordered, answered))
        return self._shared[keys]


def _in_order(keys: Iterable[Key]) -> tuple[Key, ...]:
    try:
        return tuple(sorted(keys))
    except TypeError:  # of parts of several kinds
        return tuple(sorted(keys, key=repr))


class _Everything:
    """Holds whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


def _steady(before: Mapping[Key, object], now: Mapping[Key, object]) -> Mapping[Key, Container[Hashable]]:
    """The last parts of keys whose answers are made of what they were made of `before`, by all parts but the last."""
    found: dict[Key, Container[Hashable]] = {}
    for prefix, made in now.items():
        then = before.get(prefix)
        if made is then:
            found[prefix] = _Everything()
        elif isinstance(made, Mapping) and isinstance(then, Mapping):
            found[prefix] = {last for last, one in made.items() if (was := then.get(last)) is one or was == one}
    return found
