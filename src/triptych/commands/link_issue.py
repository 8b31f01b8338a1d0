"""What an issue says of the links that need somebody: Markdown, in the site's default language."""

from babel.dates import format_date

from triptych.commands.links import LinkReport
from triptych.links.policy import LinkState, silent

_TEXTS = {
    "fr": {
        "title": "Des liens vers d’autres sites demandent une correction",
        LinkState.GONE: "Liens morts",
        LinkState.REDIRECTED: "Liens déplacés définitivement",
        LinkState.UNKNOWN: "Liens sans réponse utilisable",
        "since": "depuis le {date}",
        "to": "nouvelle adresse\u00a0: {to}",
    },
    "en": {
        "title": "Links to other sites need somebody",
        LinkState.GONE: "Dead links",
        LinkState.REDIRECTED: "Links that have moved for good",
        LinkState.UNKNOWN: "Links without a usable answer",
        "since": "since {date}",
        "to": "new address: {to}",
    },
    "nl": {
        "title": "Links naar andere sites vragen aandacht",
        LinkState.GONE: "Dode links",
        LinkState.REDIRECTED: "Links die voorgoed verhuisd zijn",
        LinkState.UNKNOWN: "Links zonder bruikbaar antwoord",
        "since": "sinds {date}",
        "to": "nieuw adres: {to}",
    },
    "de": {
        "title": "Links zu anderen Websites brauchen jemanden",
        LinkState.GONE: "Tote Links",
        LinkState.REDIRECTED: "Links, die dauerhaft umgezogen sind",
        LinkState.UNKNOWN: "Links ohne brauchbare Antwort",
        "since": "seit dem {date}",
        "to": "neue Adresse: {to}",
    },
}
# What `docs/links.json` says in English of a link that does not answer; a status is a number in every language.
WORDS_FOR_REASONS = {
    "fr": {
        "no such host": "aucun hôte de ce nom",
        "no secure connection": "pas de connexion sécurisée",
        "refused": "connexion refusée",
        "broken off": "connexion interrompue",
        "timeout": "délai dépassé",
        "no answer": "aucune réponse",
        "redirect loop": "redirections en boucle",
        "leads to a private host": "mène à un hôte privé",
    },
    "nl": {
        "no such host": "geen host met die naam",
        "no secure connection": "geen beveiligde verbinding",
        "refused": "verbinding geweigerd",
        "broken off": "verbinding verbroken",
        "timeout": "tijd verstreken",
        "no answer": "geen antwoord",
        "redirect loop": "eindeloze doorverwijzing",
        "leads to a private host": "leidt naar een private host",
    },
    "de": {
        "no such host": "kein Host dieses Namens",
        "no secure connection": "keine sichere Verbindung",
        "refused": "Verbindung abgelehnt",
        "broken off": "Verbindung abgebrochen",
        "timeout": "Zeit abgelaufen",
        "no answer": "keine Antwort",
        "redirect loop": "endlose Weiterleitung",
        "leads to a private host": "führt zu einem privaten Host",
    },
}


def issue_text(report: LinkReport) -> str:
    """The issue: its title, as a heading, and its body; empty where no link is gone, moved, or long without any answer.

    What keeps machines out (403, 429) is no work for anybody, and would keep the issue open for ever.
    """
    settings = report.settings
    code = settings.default_language.split("-")[0]
    texts = _TEXTS.get(code, _TEXTS["en"])
    dialect = settings.language[settings.default_language].dialect if code in _TEXTS else "en_GB"
    reasons = WORDS_FOR_REASONS.get(code, {})
    quiet = silent(report.record)
    parts = []
    for state in (LinkState.GONE, LinkState.REDIRECTED, LinkState.UNKNOWN):
        lines = []
        for url, one in report.in_state(state).items():
            if state is LinkState.UNKNOWN and url not in quiet:
                continue
            said = [texts["since"].format(date=format_date(one.since, "long", locale=dialect))]
            said += [reasons.get(one.reason, one.reason)] if one.reason else []
            said += [texts["to"].format(to=f"<{one.moved_to}>")] if one.moved_to else []
            lines.append(f"- <{url}> – {', '.join(said)}")
            lines += [f"  - `{path}:{line}`" for path, line in report.places[url]]
        if lines:
            parts.append(f"## {texts[state]}\n\n" + "\n".join(lines) + "\n")
    return "\n".join([f"# {texts['title']}\n", *parts]) if parts else ""
