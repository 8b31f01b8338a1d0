"""A small built site in three languages with which nothing is wrong, to be spoilt in one place."""

from pathlib import Path

BASE = "https://essai.example/repo/"
# Each page's path and its title, description, heading and text by language.
PAGES = {
    "home": {
        "fr": ("", "Accueil", "Qui vous aide, et comment.", "Bienvenue ici"),
        "en": ("en/", "Home", "Who helps you, and how.", "Welcome here"),
        "nl": ("nl/", "Start", "Wie u helpt, en hoe.", "Welkom hier"),
    },
    "about": {
        "fr": ("a-propos/", "À propos", "Qui nous sommes.", "Le réseau"),
        "en": ("en/about/", "About", "Who we are.", "The network"),
        "nl": ("nl/over/", "Over", "Wie we zijn.", "Het netwerk"),
    },
    "contact": {
        "fr": ("contact/", "Contact", "Comment nous joindre.", "Nous écrire"),
        "en": ("en/contact/", "Contact us", "How to reach us.", "Write to us"),
        "nl": ("nl/contact/", "Contacteer ons", "Hoe u ons bereikt.", "Schrijf ons"),
    },
}
PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{address}">
{alternates}
<link rel="icon" href="{up}mark.svg">
<link rel="stylesheet" href="{up}site.css">
<script src="{up}site.js"></script>
<script type="application/ld+json">
{{"@type": "WebPage", "url": "{address}", "name": "{heading}", "inLanguage": "{language}"}}
</script>
</head>
<body>
<nav>{switch}</nav>
<nav>
<a href="{home}">{home_title}</a>
<a href="{about}#who">{about_title}</a>
<a href="{contact}">{contact_title}</a>
</nav>
<main>
<h1>{heading}</h1>
<p>{text}</p>
<h2 id="who">{heading} ?</h2>
<p><a href="https://autre.example/">Autre</a> <img src="{up}mark.svg" alt="{title}"></p>
<form action="{home}"><label>{title} <input name="q"></label> <button>{title}</button></form>
</main>
</body>
</html>
"""
NOT_FOUND = """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page introuvable</title>
<link rel="stylesheet" href="/repo/site.css">
</head>
<body>
<main><h1>Page introuvable</h1><p><a href="/repo/">Accueil</a></p></main>
</body>
</html>
"""
_TEXTS = {
    "fr": "Ce texte de la page « {title} » est assez long pour que l’on puisse le comparer à celui d’une autre page.",
    "en": "This text of the page “{title}” is long enough to be compared with the text of another page of the site.",
    "nl": "Deze tekst van de pagina “{title}” is lang genoeg om met de tekst van een andere pagina te vergelijken.",
}


def write_sound_site(folder: Path) -> Path:
    """Write the site into a new folder."""
    for name, versions in PAGES.items():
        for language, (path, title, description, heading) in versions.items():
            up = "../" * path.count("/")
            links = {key: up + PAGES[key][language][0] or "./" for key in PAGES}
            titles = {f"{key}_title": PAGES[key][language][1] for key in PAGES}
            switch = " ".join(
                f'<a href="{up + other[0] or "./"}" hreflang="{code}">{code}</a>' for code, other in versions.items()
            )
            text = PAGE.format(
                **links,
                **titles,
                language=language,
                title=title,
                description=description,
                heading=heading,
                address=BASE + path,
                alternates="\n".join(_alternates(name, '<link rel="alternate" hreflang="{}" href="{}">')),
                up=up,
                switch=switch,
                text=_TEXTS[language].format(title=title),
            )
            put(folder, f"{path}index.html", text)
    put(folder, "404.html", NOT_FOUND)
    put(folder, "sitemap.xml", _sitemap())
    put(folder, "site.css", "@font-face { font-family: F; src: url(f.woff2) }\nbody { background: url('mark.svg') }\n")
    put(folder, "site.js", "document.documentElement.classList.add('js')\n")
    put(folder, "f.woff2", "")
    put(folder, "mark.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n')
    return folder


def put(folder: Path, path: str, text: str | bytes) -> None:
    """Write a file of the site."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())


def _alternates(name: str, form: str) -> list[str]:
    versions = PAGES[name]
    return [form.format(code, BASE + versions[code][0]) for code in versions] + [
        form.format("x-default", BASE + versions["fr"][0])
    ]


def _sitemap() -> str:
    urls = []
    for name, versions in PAGES.items():
        links = "\n".join(_alternates(name, '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>'))
        urls += [f"<url>\n<loc>{BASE + path}</loc>\n{links}\n</url>" for path, *_ in versions.values()]
    namespaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {namespaces}>\n' + "\n".join(urls) + "\n</urlset>\n"
