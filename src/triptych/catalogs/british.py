"""Words that British spelling writes otherwise than American: what to correct in a text that was left as it was.

Source: European Commission, English Style Guide, and Interinstitutional Style Guide, 10.3.1, which prefer -ise to
-ize, and keep the spelling that a name has: https://style-guide.europa.eu
Left out is what is right in both, or wrong only at times: analog, check, disk, draft, license, medieval, meter,
practice, program, sulfur.
"""

import re
from collections.abc import Iterator

from babel.core import get_global

# American ending, British ending, the stems before them, what may follow; a dash stands for nothing.
_FAMILIES = (
    (
        # colour, favourable, neighbourhood; but humorous, humorist, laborious, honorary, coloration
        ("or", "our"),
        "ard arm behavi belab cand clam col demean discol disfav dishon enam endeav fav ferv flav glam harb hon hum "
        "lab misbehavi misdemean multicol neighb od parl ranc rum savi sav splend tric tum unfav unsav val vap vig "
        "watercol",
        "- s ed er ers ing ings able ably ful fully hood hoods less ly y",
    ),
    (("or", "our"), "behavi", "al ally ism"),
    (("or", "our"), "col", "blind fast"),
    (("orit", "ourit"), "fav", "e es ism"),
    (("oriz", "ouris"), "col decol discol", "ation e ed es ing"),
    (
        ("er", "re"),
        "amphitheat cent centilit centimet epicent fib kilomet lit lust millilit millimet scept somb spect theat",
        "- s",
    ),
    (("er", "re"), "calib lacklust meag sab sepulch", "-"),
    (("er", "re"), "fib cent", "board glass fold folds piece pieces"),
    (("ter", "tr"), "cen", "ed ing"),
    (("og", "ogue"), "catal dial epil monol travel", "- s"),
    (("og", "ogu"), "catal", "ed er ers ing"),
    (("yz", "ys"), "anal breathal catal dial electrol hydrol paral psychoanal", "e ed er ers es ing"),
    (("ense", "ence"), "def off pret", "- s"),
    (("ense", "ence"), "def", "less"),
    (
        ("el", "ell"),
        "bev canc chann chis couns du enam fu funn jew lab lev lib mod pan parc quarr refu relab remod rev shov shriv "
        "swiv tow trav trow tunn unlab unrav yod",
        "ed er ers ing ings or ors",
    ),
    (("el", "ell"), "pan", "ist ists"),
    (("al", "all"), "di equ initi marsh ped riv sign spir subtot tot unequ unriv", "ed er ers ing ings"),
    (("al", "all"), "med", "ist ists"),
    (("il", "ill"), "penc stenc", "ed ing"),
    (("il", "ill"), "counc", "or ors"),
    (("vel", "vell"), "mar", "ed ing ous ously"),
    (("len", "llen"), "woo", "- s"),
    (("ll", "l"), "enro enthra fulfi", "- ment s"),
    (("ll", "l"), "disti insti", "-"),
    (("ll", "l"), "insta", "ment ments"),
    (("ll", "l"), "ski wi", "ful fully fulness"),
    (("liz", "llis"), "crysta tranqui", "ation e ed er ers es ing"),
    (("old", "ould"), "m", "- s ed ing ings y"),
    (("old", "ould"), "sm", "er ered ering ers"),
    (("ay", "ey"), "gr", "- s ed er est ing ish ness scale"),
    (("ow", "ough"), "pl", "- s ed ing"),
    (("sk", "sc"), "-", "eptic eptics eptical eptically epticism"),
    (("ped", "paed"), "ortho", "ic ics ist ists"),
    (("ped", "paed"), "-", "iatric iatrics iatrician iatricians"),
    (("esthe", "aesthe"), "an", "sia tic tics tist tists"),
    (("esthetiz", "aesthetis"), "an", "e ed es ing"),
    (("esthet", "aesthet"), "-", "ic ically ics"),
    (("eco", "aeco"), "gyn", "logical logist logists logy"),
    (("eo", "aeo"), "arch", "logical logist logists logy"),
    (("eo", "aeo"), "pal", "ntological ntologist ntologists ntology"),
    (("hem", "haem"), "-", "atological atologist atologists atology oglobin ophilia ophiliac orrhage orrhages"),
    (("em", "aem"), "an leuk", "ia ic"),
    (("rrhea", "rrhoea"), "dia", "-"),
    (("estro", "oestro"), "-", "gen gens"),
    (("euver", "oeuvre"), "man", "- s"),
    (("euver", "oeuvr"), "man", "able ability ed ing"),
    (("ic", "is"), "pract", "ed ing"),
    (("ship", "shipp"), "wor", "ed er ers ing"),
    (("ging", "geing"), "a", "-"),
    (("air", "aero"), "-", "plane planes"),
    (("num", "nium"), "alumi", "-"),
    (("arti", "arte"), "-", "fact facts"),
    (("check", "chequ"), "-", "ered"),
    (("z", "s"), "co", "y ier iness"),
    (("elry", "ellery"), "jew", "-"),
    (("must", "moust"), "-", "ache aches"),
    (("paj", "pyj"), "-", "amas"),
    (("let", "lette"), "ome", "- s"),
)
# What ends in -ize and is no verb in -ise, of the words that are longer than prize, seize and maize.
_NOT_ISE = re.compile(
    r"(?:ass|bel|\w*pr|(?:bite|cap|down|full|life|mid|out|over|pint|pocket|re|right|super|under|up)s)iz"
)
_IZE = re.compile(r"([a-z]{2,}[a-df-z]i)z(e|ed|er|ers|es|ing|ingly|able|ability|ement|ation|ations|ational|ationally)")
# Whole words: none in a path, a file name or an identifier. “Dialog box” is British too.
_WORD = re.compile(r"(?<![\w./\\@#])[a-z]{3,}(?![\w/\\@]|\.\w)(?!(?<=dialog) box)", re.IGNORECASE)
_OPENERS = " \u00a0“‘(«-"
_BRITISH_PARENTS = frozenset({"en_001", "en_150"})


def _table() -> dict[str, str]:
    return {
        f"{stem}{american}{suffix}".replace("-", ""): f"{stem}{british}{suffix}".replace("-", "")
        for (american, british), stems, suffixes in _FAMILIES
        for stem in stems.split()
        for suffix in suffixes.split()
    }


_SPELLINGS = _table()


def writes_british(dialect: str) -> bool:
    """Whether a dialect of English spells as Britain does: those that CLDR derives from world English, `en_GB` first.

    `en` without a region is American, as CLDR has it; Canada mixes both, and is not judged.
    """
    name = dialect.replace("-", "_")
    return name in _BRITISH_PARENTS or get_global("parent_exceptions").get(name) in _BRITISH_PARENTS


def american_words(text: str) -> Iterator[tuple[str, str]]:
    """Each word of `text` that British spelling writes otherwise, and how it does.

    A capital within a sentence makes a name, which keeps its spelling: “World Health Organization”.
    """
    for found in _WORD.finditer(text):
        word = found[0]
        if word[0].islower() or word.isupper() or _begins(text, found.start()):
            spelling = british_spelling(word.lower())
            if spelling is not None:
                yield word, _in_the_case_of(word, spelling)


def british_spelling(word: str) -> str | None:
    """How British spelling writes an American word in lower case; None for one that is the same."""
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    told = _IZE.fullmatch(word)
    if told is None or _NOT_ISE.match(word):
        return None
    return f"{told[1]}s{told[2]}"


def _begins(text: str, position: int) -> bool:
    """Whether a sentence begins there: a capital then says nothing."""
    before = text[max(0, position - 8) : position].rstrip(_OPENERS)
    return before[-1:] in ".!?:…\n"


def _in_the_case_of(word: str, spelling: str) -> str:
    if word.isupper():
        return spelling.upper()
    return spelling.capitalize() if word[0].isupper() else spelling
