"""Words to invent texts of: in each language its own, as often as words come in real texts."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

_VOCABULARY = 5000
_COMMON: Mapping[str, str] = {
    "fr": "le la les de des du et en à un une pour par avec sur dans qui que est sont vous nous votre aide accueil "
    "atelier conseil emploi formation insertion jeune langue maison mission parcours personne projet quartier "
    "service soutien stage travail ville adulte métier apprendre droit santé logement famille enfant groupe "
    "rencontre horaire gratuit inscription réseau partenaire équipe région",
    "en": "the a of and to in for with on by that is are you we your our help welcome workshop advice job training "
    "insertion young language house mission path person project district service support placement work town adult "
    "trade learn right health housing family child group meeting hours free enrolment network partner team region",
    "nl": "de het een van en te in voor met op door dat is zijn u wij uw onze hulp onthaal atelier raad werk opleiding "
    "inschakeling jongere taal huis opdracht traject persoon project wijk dienst steun stage arbeid stad volwassene "
    "beroep leren recht gezondheid woning gezin kind groep ontmoeting uren gratis inschrijving netwerk partner ploeg",
}
_BEGIN = (*"bcdfglmnprstv", "br", "cr", "dr", "fr", "gr", "pl", "pr", "st", "tr")
_MIDDLE = (*"aeiou", "ai", "ei", "ie", "oe", "ou")
_END = (*[""] * 6, *"lnrst")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language, the commonest first; `weights` are sums of how often they come, the nth 1/n times."""

    words: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, language: str) -> "Vocabulary":
        """The common words of `language` where we know some, and thousands of invented ones for its rare words."""
        chance = random.Random(f"vocabulary of {language}")
        words = dict.fromkeys(_COMMON.get(language, "").split())
        while len(words) < _VOCABULARY:
            words[_invented(chance)] = None
        return cls(tuple(words), tuple(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1))))

    def sentences(self, length: int, chance: random.Random) -> str:
        """That many words, in sentences of about fifteen."""
        words = chance.choices(self.words, cum_weights=self.weights, k=length)
        parts = [words[begin : begin + 15] for begin in range(0, length, 15)]
        return " ".join(f"{' '.join(part).capitalize()}." for part in parts)

    def name(self, chance: random.Random) -> str:
        """Two words, as names are made of: none of the commonest."""
        return " ".join(word.capitalize() for word in chance.choices(self.words[20:400], k=2))


def _invented(chance: random.Random) -> str:
    syllables = chance.choice((2, 2, 3))
    return "".join(chance.choice(_BEGIN) + chance.choice(_MIDDLE) + chance.choice(_END) for _ in range(syllables))
