"""`triptych publish`: a built site on a branch of a remote – real git, a bare repository on the disk, a browser."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.killing import kill, start
from tests.repositories import SOMEBODY, Repository
from tests.servers import served_to
from tests.sites import SmallSite, files_of, run

DAY = datetime(2026, 11, 3, 12, tzinfo=UTC)
ENTRY = "docs/fr/directory/alpha.md"


@dataclass(frozen=True)
class Publisher:
    """A repository with the sources of a site and with the site, and the bare one that it is published to."""

    sources: Repository
    remote: Repository

    def publish(self, *options: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        return run("publish", *options, cwd=self.sources.root, **SOMEBODY, **variables)

    def tip(self, branch: str = "gh-pages") -> str:
        return self.remote.git("rev-parse", branch).strip()

    def branches(self) -> str:
        return self.remote.git("for-each-ref", "--format=%(refname) %(objectname)")

    def files(self) -> list[str]:
        return self.remote.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()

    def edit(self, text: str = "\nUn mot de plus.\n") -> None:
        """Write a sentence more, and commit it."""
        entry = (self.sources.root / ENTRY).read_text(encoding="utf-8") + text
        self.sources.commit({ENTRY: entry}, DAY)

    def build(self) -> None:
        done = run("build", "--jobs", "1", cwd=self.sources.root)
        assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources, committed, with the site that was built from them."""
    site = SmallSite.write(tmp_path_factory.mktemp("publisher") / "site")
    site.put(".gitignore", "/site/\n/.cache/\n__pycache__/\n")
    repository = Repository.begin(site.root)
    repository.git("symbolic-ref", "HEAD", "refs/heads/main")
    repository.commit({}, DAY)
    assert site.build("--strict").returncode == 0
    return site.root


@pytest.fixture
def publisher(written: Path, tmp_path: Path) -> Publisher:
    shutil.copytree(written, tmp_path / "sources", symlinks=True)
    sources = Repository(tmp_path / "sources")
    remote = sources.clone(tmp_path / "remote.git", "--bare")
    sources.git("remote", "add", "origin", str(remote.root))
    return Publisher(sources, remote)


def state(sources: Repository) -> tuple[object, ...]:
    """All that is an editor's own: branches, HEAD, the index, files."""
    told = [sources.git(*one) for one in (("branch", "-v"), ("status", "--porcelain"), ("diff", "--cached"))]
    own = {path: data for path, data in files_of(sources.root).items() if not path.startswith((".git/", ".cache/"))}
    return *told, (sources.root / ".git/HEAD").read_text(), (sources.root / ".git/index").read_bytes(), own


def test_the_branch_holds_the_site_byte_for_byte_and_nothing_of_the_editors_changes(publisher: Publisher) -> None:
    before = state(publisher.sources)
    head = publisher.sources.git("rev-parse", "HEAD").strip()
    done = publisher.publish("site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Published {len(publisher.files()) - 1} files of {head[:10]} on origin gh-pages" in done.stdout
    clone = publisher.remote.clone(publisher.remote.root.with_name("clone"), "--branch", "gh-pages")
    found = {path: data for path, data in files_of(clone.root).items() if not path.startswith(".git/")}
    assert found == files_of(publisher.sources.root / "site") | {".nojekyll": b""}
    assert f"Triptych-Source: {head}" in publisher.remote.git("log", "--format=%B", "gh-pages")
    assert state(publisher.sources) == before


@pytest.mark.browser
def test_what_was_built_for_it_opens_below_the_repositorys_name(publisher: Publisher, tab: Page) -> None:
    shutil.rmtree(publisher.sources.root / "site")
    done = publisher.publish()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Audited" in done.stdout
    clone = publisher.remote.clone(publisher.remote.root.with_name("clone"), "--branch", "gh-pages")
    failed: list[str] = []
    tab.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    with served_to(tab, clone.root, "/repo/") as url:
        tab.goto(f"{url}nl/")
        tab.get_by_role("main").get_by_role("link", name="Help").first.click()
        tab.get_by_role("main").get_by_role("link", name="Alfa").first.click()
        expect(tab).to_have_url(f"{url}nl/gids/alpha/")
    assert not failed
    assert "Nothing to publish" in publisher.publish().stdout


def test_the_next_publication_is_a_commit_on_the_first_and_leaves_out_what_is_gone(publisher: Publisher) -> None:
    assert publisher.publish("site", "--message", "The first").returncode == 0
    first = publisher.tip()
    for language in ("fr", "en", "nl"):
        (publisher.sources.root / f"docs/{language}/directory/beta.md").unlink()
    publisher.sources.commit({}, DAY)
    publisher.build()
    assert publisher.publish("site").returncode == 0
    assert publisher.remote.git("log", "--format=%H %s", "gh-pages~1").strip() == f"{first} The first"
    assert "annuaire/alpha/index.html" in publisher.files()
    assert "annuaire/beta/index.html" not in publisher.files()


def test_what_is_published_already_is_not_published_again(publisher: Publisher) -> None:
    assert publisher.publish("site").returncode == 0
    tip = publisher.tip()
    done = publisher.publish("site")
    assert (done.returncode, publisher.tip()) == (0, tip)
    assert "Nothing to publish: origin gh-pages holds this very site." in done.stdout


def test_a_dry_run_says_what_would_be_published_and_publishes_nothing(publisher: Publisher) -> None:
    before = publisher.branches()
    done = publisher.publish("site", "--dry-run")
    assert done.returncode == 0
    assert "Nothing was published" in done.stdout
    assert publisher.branches() == before


def test_the_domain_that_the_host_wrote_into_the_branch_stays(publisher: Publisher) -> None:
    assert publisher.publish("site").returncode == 0
    host = publisher.remote.clone(publisher.remote.root.with_name("host"), "--branch", "gh-pages")
    host.commit({"CNAME": "essai.example\n"}, DAY)
    host.git("push", "-q", "origin", "gh-pages")
    publisher.edit()
    publisher.build()
    assert publisher.publish("site").returncode == 2
    assert publisher.publish("site", "--replacing", publisher.tip()[:10]).returncode == 0
    assert publisher.remote.git("show", "gh-pages:CNAME") == "essai.example\n"


def dirty(publisher: Publisher) -> None:
    (publisher.sources.root / ENTRY).write_text("---\nname: Alpha\n---\n", encoding="utf-8")
    (publisher.sources.root / "docs/fr/new.md").write_text("# New\n", encoding="utf-8")


def flawed(publisher: Publisher) -> None:
    page = publisher.sources.root / "site/annuaire/alpha/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('lang="fr"', 'lang="nl"', 1), encoding="utf-8")


def a_part(publisher: Publisher) -> None:
    done = run("build", "--language", "nl", "-d", "part", "--jobs", "1", cwd=publisher.sources.root)
    assert done.returncode == 0
    shutil.rmtree(publisher.sources.root / "site")
    (publisher.sources.root / "part").rename(publisher.sources.root / "site")


def no_site(publisher: Publisher) -> None:
    shutil.rmtree(publisher.sources.root / "site")


def written_by_hand(publisher: Publisher) -> None:
    other = publisher.remote.clone(publisher.remote.root.with_name("other"))
    other.git("checkout", "-q", "--orphan", "gh-pages")
    other.commit({"by-hand.html": "…"}, DAY)
    other.git("push", "-q", "origin", "gh-pages")


def published_from_newer_sources(publisher: Publisher) -> None:
    other = Publisher(publisher.remote.clone(publisher.remote.root.with_name("other")), publisher.remote)
    other.edit()
    shutil.copytree(publisher.sources.root / "site", other.sources.root / "site")
    assert other.publish("site").returncode == 0


def no_repository(publisher: Publisher) -> None:
    shutil.rmtree(publisher.sources.root / ".git")


def nothing(_: Publisher) -> None:
    """As it is."""


@pytest.mark.parametrize(
    ("spoil", "options", "code", "said"),
    [
        (
            dirty,
            (),
            2,
            (f"{ENTRY}: error: has changes that are in no commit", "docs/fr/new.md: error: is in no commit"),
        ),
        (flawed, (), 1, ("site/annuaire/alpha/index.html", "error: ")),
        (a_part, (), 2, ("site: error: is a part of a site; join the parts with triptych assemble",)),
        (no_site, (), 2, ("site: error: does not exist",)),
        (
            written_by_hand,
            (),
            2,
            ("by test@essai.example (“Change”) was not made by", "--replac"),
        ),
        (published_from_newer_sources, (), 2, ("origin gh-pages: error: has moved", "which yours do not contain")),
        (no_repository, (), 2, ("mkdocs.yml: error: lies in no git repository",)),
        (nothing, ("--remote", "elsewhere"), 2, ("elsewhere gh-pages: error: cannot be asked: git says: ",)),
        (nothing, ("--remote", "--upload-pack=touch hacked"), 2, ("cannot be asked: git says: ",)),
        (nothing, ("--branch", "a..b"), 2, ("origin a..b: error: cannot be pushed to: git says: ",)),
        (nothing, ("--branch", "main"), 2, ("the sources: error: are on the branch 'main'",)),
        (nothing, ("-f", "other.yml"), 2, ("other.yml:1: error: there is no such file",)),
    ],
    ids=lambda value: getattr(value, "__name__", None) or (" ".join(value) if isinstance(value, tuple) else str(value)),
)
def test_what_is_not_to_be_published_is_refused_and_the_remote_stays(
    spoil: Callable[[Publisher], None], options: tuple[str, ...], code: int, said: tuple[str, ...], publisher: Publisher
) -> None:
    spoil(publisher)
    before = publisher.branches()
    done = publisher.publish("site", *options)
    assert done.returncode == code, done.stdout + done.stderr
    assert not done.stderr
    for words in said:
        assert words in done.stdout
    assert publisher.branches() == before
    assert not (publisher.sources.root / "hacked").exists()


def test_the_branch_of_the_sources_is_never_written_to(publisher: Publisher) -> None:
    publisher.sources.git("checkout", "-q", "-b", "draft")
    done = publisher.publish("site", "--branch", "main", "--replacing", publisher.tip("main"))
    assert done.returncode == 2
    assert "origin main: error: holds the sources themselves" in done.stdout


def test_a_remote_that_moves_while_it_is_published_stays_as_it_was_left(publisher: Publisher) -> None:
    """Somebody pushes between our asking and our pushing: here, from the hook that git calls before it pushes."""
    assert publisher.publish("site").returncode == 0
    publisher.edit()
    publisher.build()
    other = publisher.remote.clone(publisher.remote.root.with_name("other"), "--branch", "gh-pages")
    other.commit({"by-hand.html": "…"}, DAY)
    hook = publisher.sources.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\ngit -C '{other.root}' push -q origin gh-pages\n", encoding="utf-8")
    hook.chmod(0o755)
    done = publisher.publish("site")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "origin gh-pages: error: has moved while this was being published" in done.stdout
    assert publisher.tip() == other.git("rev-parse", "HEAD").strip()


def test_a_publication_that_is_killed_leaves_all_as_it_was(publisher: Publisher) -> None:
    before = (state(publisher.sources), publisher.branches())
    hook = publisher.sources.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch .git/pushing\nsleep 60\n", encoding="utf-8")
    hook.chmod(0o755)
    process = start("triptych", "publish", "site", cwd=publisher.sources.root, **SOMEBODY)
    while not (publisher.sources.root / ".git/pushing").exists():
        assert process.poll() is None
    kill(process)
    process.communicate()
    assert (state(publisher.sources), publisher.branches()) == before
    hook.unlink()
    assert publisher.publish("site").returncode == 0
