"""The order of names: letters, then accents, then case; and the initials of an A–Z list."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from triptych.directory.collation import OTHER, initial, sort_key

# A letter of the basic alphabet and how a name may write it.
WRITTEN = [
    (plain, written)
    for plain, others in {
        "a": "AàâäáÀ",
        "b": "B",
        "c": "CçÇ",
        "e": "EéèêëÉÈ",
        "i": "IîïíÎ",
        "n": "Nñ",
        "o": "OôöóÔ",
        "oe": ["OE", "œ", "Œ"],
        "ae": ["æ", "Æ"],
        "s": "S",
        "u": "UùûüÜ",
        "y": "Yÿ",
        "z": "Z",
    }.items()
    for written in (plain, *others)
]
WORDS = st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=6).map(
    lambda letters: ("".join(plain for plain, _ in letters), "".join(written for _, written in letters))
)
NAMES = st.text() | st.text(alphabet="aàâAeéEœŒæçsßfiﬁıijĳ'’- 1", max_size=4)


@pytest.mark.parametrize(
    "names",
    [
        ["eau", "Énergie", "iets", "IJsland", "Zoo"],
        ["cote", "coté", "côte", "côté"],
        ["cote", "Cote", "coté", "Coté", "côte"],
        ["eau", "Eau", "EAU"],
        ["ete", "Ete", "été", "Été"],
        ["bodem", "bœuf", "Bofferding"],
        ["odeur", "Œil", "œuvre", "offre"],
        ["oeuvre", "œuvre", "offre"],
        ["ça", "cabane", "caddie", "Çadok"],
        ["aération", "æthuse", "afin"],
        ["Belge", "België", "Belgique"],
        ["coop", "coöperatie", "Coöperatief"],
        ["reeks", "reële", "regel"],
        ["ijs", "IJsland", "ijver", "ik"],
        ["Saint", "Saint-Gilles", "Saints"],
        ["d'abord", "d’accord", "d'ailleurs", "d’ami"],
        ["L’Atelier", "L'Avenir", "Le Forem", "L’Équipe"],
        ["school", "'s-Gravenhage", "’t Hof", "'t Park", "tram"],
        ["CSC", "C.S.C. Bruxelles", "CSEF"],
        ["Le Forem", "Le Grain", "Lecture"],
        ["3D", "Art"],
    ],
    ids=lambda names: names[0],
)
def test_names_stand_where_a_reader_looks_for_them(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


@given(orders=st.lists(NAMES, unique=True).flatmap(lambda all_: st.tuples(st.just(all_), st.permutations(all_))))
@example(orders=(["Straße", "Strasse"], ["Strasse", "Straße"]))
@example(orders=(["ﬁn", "fin"], ["fin", "ﬁn"]))
def test_the_order_does_not_depend_on_the_order_before(orders: tuple[list[str], list[str]]) -> None:
    one, other = orders
    assert sorted(one, key=sort_key) == sorted(other, key=sort_key)


@given(one=WORDS, other=WORDS)
def test_accents_and_case_alone_never_move_a_word_past_another_letter(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    (plain, written), (other_plain, other_written) = one, other
    if plain == other_plain:
        assert sort_key(written)[0] == sort_key(other_written)[0]
    else:
        assert (sort_key(written) < sort_key(other_written)) == (plain < other_plain)


@given(one=st.text(alphabet="aàeéœç'’- "), case=st.sampled_from([str.upper, str.title, str.capitalize]))
def test_case_counts_only_where_nothing_else_differs(one: str, case: Callable[[str], str]) -> None:
    assert sort_key(case(one))[:2] == sort_key(one)[:2]


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("eau", "E"),
        ("Énergie", "E"),
        ("Œuvre", "O"),
        ("æthuse", "A"),
        ("Ça", "C"),
        ("IJsland", "I"),
        ("ĳs", "I"),
        ("'t Hof", "T"),
        ("’t Hof", "T"),
        ("« Le Grain »", "L"),
        ("  Forem", "F"),
        ("e\u0301te", "E"),
        ("ßeta", "S"),
        ("3D", OTHER),
        ("10 Rives", OTHER),
        ("²", OTHER),
        ("…", OTHER),
        ("", OTHER),
    ],
)
def test_an_initial_is_the_capital_without_its_accent(name: str, letter: str) -> None:
    assert initial(name) == letter


@given(names=st.lists(NAMES))
def test_names_with_the_same_initial_stand_together(names: list[str]) -> None:
    letters = [initial(name) for name in sorted(names, key=sort_key) if initial(name) != OTHER]
    changes = sum(before != after for before, after in pairwise(letters))
    assert changes == max(0, len(set(letters)) - 1)


@given(name=NAMES)
def test_an_initial_is_the_first_letter_that_a_name_is_sorted_by(name: str) -> None:
    first = sort_key(name)[0][:1]
    assert initial(name) == (first.upper() if first.isalpha() else OTHER)
