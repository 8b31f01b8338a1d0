"""What an editor, a translator or a publisher does to a site, each by a name; what just, a number decides."""

import re
from collections.abc import Callable
from random import Random

import polib

from tests.changing import SOURCES, ChangingSite
from tests.killing import kill_after, start
from tests.sites import LANGUAGES, run

BETWEEN = (0, 1.2)  # seconds after its start at which a build is killed

Edit = Callable[[ChangingSite, Random], None]


def _described(site: ChangingSite, chance: Random) -> None:
    paths = sorted(site.root.glob("docs/*/directory/*.md"))
    path = chance.choice(paths).relative_to(site.root).as_posix()
    site.set_field(path, "description", f"Dit {chance.randrange(1000)}.")


def _added(site: ChangingSite, chance: Random) -> None:
    site.add_entry(f"new-{chance.randrange(1000)}", chance)


def _removed(site: ChangingSite, chance: Random) -> None:
    site.rename(chance.choice(site.entries()), None)


def _renamed(site: ChangingSite, chance: Random) -> None:
    site.rename(chance.choice(site.entries()), f"renamed-{chance.randrange(1000)}")


def _fact(site: ChangingSite, chance: Random) -> None:
    name, values = chance.choice(
        [
            ("website", [None, "https://a.example/", "https://b.example/"]),
            ("kind", [None, "resource"]),
            ("status", [None, "inactive", "defunct"]),
            ("alternate_name", [None, "ABC"]),
            ("languages", [None, "[fr]", "[nl, de]"]),
            ("address", [None, "{locality: Gent}", '{postal_code: "4000", locality: Liège, country: BE}']),
            ("assured_date", [None, "2026-02-03"]),
            ("telephone", [None, "+3225551234"]),
        ]
    )
    site.set_field(site.entry(chance.choice(site.entries())), name, chance.choice(values))


def _part(site: ChangingSite, chance: Random) -> None:
    whole, part = sorted(chance.sample(site.entries(), 2))
    site.set_field(site.entry(part), "part_of", chance.choice([whole, whole, None]))


def _categories(site: ChangingSite, chance: Random) -> None:
    found = ", ".join(chance.sample(["help", "advice", "work"], chance.randint(1, 3)))
    site.set_field(site.entry(chance.choice(site.entries())), "categories", f"[{found}]")


def _name(site: ChangingSite, chance: Random) -> None:
    site.set_field(site.entry(chance.choice(site.entries())), "name", f"{chance.choice('AÉZ7')} {chance.random()}")


def _translation(site: ChangingSite, chance: Random) -> None:
    """Begin a translation, or remove one, of an entry or a page."""
    path = chance.choice([*(f"directory/{one}.md" for one in site.entries()), "guide.md", "about.md"])
    language = chance.choice(["en", "nl"])
    place = site.root / f"docs/{language}/{path}"
    if place.exists():
        place.unlink()
    elif path.startswith("directory"):
        site.put(f"docs/{language}/{path}", f"---\nname: Nu {chance.randrange(9)} {language}\n---\n")
    else:
        site.put(f"docs/{language}/{path}", f"---\ntitle: Nu {language}\n---\n\n## Eén {{#one}}\n\nNu.\n")


def _source(site: ChangingSite, chance: Random) -> None:
    """Change what is translated, so that its translations are out of date."""
    path = chance.choice(sorted(site.root.glob("docs/fr/**/*.md"))).relative_to(site.root).as_posix()
    site.put(path, f"{site.text(path)}\n## Plus {{#plus-{chance.randrange(99)}}}\n\nTexte {chance.randrange(9)}.\n")


def _spacing(site: ChangingSite, chance: Random) -> None:
    """Change how a source is written, and not what it says."""
    path = chance.choice(sorted(site.root.glob("docs/fr/**/*.md"))).relative_to(site.root).as_posix()
    site.put(path, site.text(path).replace("Texte", "Texte\n") + "\n\n")


def _synced(site: ChangingSite, _: Random) -> None:
    site.sync()


def _slug(site: ChangingSite, chance: Random) -> None:
    path = chance.choice(sorted(site.root.glob("docs/*/guide.md"))).relative_to(site.root).as_posix()
    site.set_field(path, "slug", f"guide-{chance.randrange(99)}")


def _anchor(site: ChangingSite, _: Random) -> None:
    site.toggle("docs/fr/about.md", "{#who}", "{#whom}")


def _swapped(site: ChangingSite, _: Random) -> None:
    """Let two pages take each other's address."""
    for path, name in (("guide", "about"), ("about", "guide")):
        said = re.search("^slug: (.*)$", site.text(f"docs/fr/{path}.md"), re.MULTILINE)
        site.set_field(f"docs/fr/{path}.md", "slug", f"le-{path}" if said and said[1] == f"le-{name}" else f"le-{name}")


def _label_of_all(site: ChangingSite, chance: Random) -> None:
    site.label("footer:licence", chance.choice(LANGUAGES), chance)


def _label_of_fact(site: ChangingSite, chance: Random) -> None:
    site.label(chance.choice(["field:website", "field:address"]), chance.choice(LANGUAGES), chance)


def _label_of_search(site: ChangingSite, chance: Random) -> None:
    site.label(chance.choice(["search:open", "nav:main", "category:help"]), chance.choice(LANGUAGES), chance)


def _plural(site: ChangingSite, chance: Random) -> None:
    site.label("count:entries", chance.choice(LANGUAGES), chance)


def _fuzzy(site: ChangingSite, chance: Random) -> None:
    number = chance.randrange(10_000)

    def change(messages: list[polib.POEntry]) -> None:
        message = messages[number % len(messages)]
        message.flags = [] if message.flags else ["fuzzy"]

    site.catalog(chance.choice(LANGUAGES), change)


def _category(site: ChangingSite, chance: Random) -> None:
    one, other = chance.choice(
        [
            ("label: Work", "label: Labour"),
            ("nl: werk}", "nl: arbeid}"),
            ("fr: aide,", "fr: secours,"),
            ("hand-heart-outline", "school"),
            ("colour: teal", "colour: rose"),
            ("  - id: work\n", "  - id: work\n    parent: help\n"),
            ("text: Who helps.", "text: Those who help."),
        ]
    )
    site.toggle("docs/categories.yml", one, other)


def _order(site: ChangingSite, _: Random) -> None:
    head, first, *middle, last = re.split("(?m)^(?=  - id)", site.text("docs/categories.yml"))
    site.put("docs/categories.yml", "".join([head, last, first, *middle]))


SETTINGS = [
    ("site_name: Essai\n", "site_name: Preuve\n"),
    ("//essai.example/\n", "//essai.example/sous/\n"),
    ("description: A small directory\n", "description: A tiny directory\n"),
    ("  - Home: index.md\n", "  - Start: index.md\n"),
    ("  - More: [guide.md, about.md]\n", "  - More: [about.md]\n"),
    ("  triptych:\n", "  triptych:\n    publish_from: {nl: 99}\n"),
    ("site_url:", "repo_url: https://git.example/a/b\nedit_uri: edit/main/docs/\nsite_url:"),
    ("nl: nl_BE", "nl: nl_NL"),
    ("nl: gids", "nl: lijst"),
    ("site_url:", "markdown_extensions: [{toc: {permalink: true}}]\nsite_url:"),
    ("site_url:", "extra_css: [own.css]\nsite_url:"),
    ("omitted_files: ignore}\n", "omitted_files: ignore}\n  links: {not_found: ignore}\n"),
    ("name: English}", "name: Anglais}"),
]


def _setting(site: ChangingSite, chance: Random) -> None:
    site.toggle("mkdocs.yml", *chance.choice(SETTINGS))


TEMPLATES = {
    "triptych/footer_site.html": "<p>{{ panel.site_name() }} {{ view.list_href() }}</p><ul>\n",
    "triptych/tools.html": '<p>{{ panel.listing.entries | length }} {{ icon("own/star") }}</p>\n',
    "triptych/open_data.html": "<p>{% for one in panel.site.entries %}{{ one.source.name }}, {% endfor %}</p>\n",
    "triptych/status.html": '{% extends "document.html" %}{% block main %}{{ press.last_change }}{% endblock %}\n',
    "triptych/prose.html": '{% extends "document.html" %}{% block main %}{{ body }}{% for one in press.pages %}'
    "{{ one.addresses[view.code] }} {% endfor %}{{ panel.listing.by_letter() | length }}{% endblock %}\n",
    "triptych/category.html": '{% extends "document.html" %}{% import "own.html" as own %}{% block main %}'
    "{{ own.said }}{% endblock %}\n",
    "triptych/list.html": '{% extends "document.html" %}{% block main %}{% for one in panel.listing.entries %}'
    "{{ one.body.markdown }} {{ one.status.units | length if one.status else 0 }}{% endfor %}{% endblock %}\n",
    "triptych/own.html": '{% set said = pgettext("field:website", "Website") ~ panel.listing.entries[0].name.text %}\n',
}


def _template(site: ChangingSite, chance: Random) -> None:
    name = chance.choice(sorted(TEMPLATES))
    place = site.root / "overrides" / name
    if name == "triptych/category.html":
        site.put("overrides/triptych/own.html", TEMPLATES["triptych/own.html"])
    if place.exists() and name != "triptych/own.html":
        place.unlink()
    else:
        site.put(f"overrides/{name}", TEMPLATES[name] + chance.choice(["", "<!-- two -->\n"]))


def _icon(site: ChangingSite, chance: Random) -> None:
    name = chance.choice(["own/star", "material/hand-heart-outline", "material/magnify"])
    site.put(f"overrides/.icons/{name}.svg", f'<svg viewBox="0 0 9 9"><path d="M0 0h{chance.randrange(9)}z"/></svg>\n')


def _asset(site: ChangingSite, chance: Random) -> None:
    if chance.random() < 0.5:
        site.put(f"docs/{chance.choice(LANGUAGES)}/plan.txt", f"Plan {chance.randrange(99)}.\n")
    else:
        (site.root / "docs/nl/plan.txt").unlink(missing_ok=True)


def _switched(site: ChangingSite, _: Random) -> None:
    """Go to the other branch: what the sources were when it was left, at first what they were in the beginning."""
    other = site.root.with_name("other-branch")
    if not other.exists():
        ChangingSite.write(other)
    for name in SOURCES:
        (site.root / name).rename(site.root / f".{name}")
        (other / name).rename(site.root / name)
        (site.root / f".{name}").rename(other / name)


def _halved(site: ChangingSite, chance: Random) -> None:
    kept = sorted(path for path in (site.root / ".cache/triptych").rglob("*") if path.is_file())
    for path in chance.sample(kept, len(kept) // 2):
        path.unlink()


def _killed(site: ChangingSite, chance: Random) -> None:
    _described(site, chance)
    kill_after(start("triptych", "build", cwd=site.root), chance.uniform(*BETWEEN))


def _one_language(site: ChangingSite, chance: Random) -> None:
    _label_of_all(site, chance)
    done = run("build", "--jobs", "1", "--language", chance.choice(LANGUAGES), "-d", "part", cwd=site.root)
    assert done.returncode == 0, done.stdout


def _nothing(_: ChangingSite, __: Random) -> None:
    pass


def _links(site: ChangingSite, chance: Random) -> None:
    """Let some websites not answer since some day."""
    urls = [f"https://{one}.example/" for one in sorted(site.entries()) if chance.random() < 0.5]
    lines = [f'"{url}": {{"state": "gone", "since": "2026-0{chance.randint(1, 9)}-02"}}' for url in urls]
    site.put("docs/links.json", '{"checked": "2026-11-02", "links": {\n' + ",\n".join(lines) + "\n}}\n")


EDITS: dict[str, Edit] = {
    "ask outside links": _links,
    "describe an entry": _described,
    "change a template": _template,
    "translate, or no longer": _translation,
    "change a label of all pages": _label_of_all,
    "rename an entry": _renamed,
    "switch branches": _switched,
    "change a fact": _fact,
    "make an entry a part": _part,
    "change a category": _category,
    "change a setting": _setting,
    "delete half of the cache": _halved,
    "kill a build": _killed,
    "add an entry": _added,
    "remove an entry": _removed,
    "change an entry's name": _name,
    "change an entry's categories": _categories,
    "change a source": _source,
    "space a source otherwise": _spacing,
    "sync": _synced,
    "change a slug": _slug,
    "swap two addresses": _swapped,
    "change an anchor": _anchor,
    "change a label of facts": _label_of_fact,
    "change a label of the masthead": _label_of_search,
    "change a plural": _plural,
    "make a label fuzzy": _fuzzy,
    "order the categories otherwise": _order,
    "change an icon": _icon,
    "change an asset": _asset,
    "build one language": _one_language,
    "change nothing": _nothing,
}
