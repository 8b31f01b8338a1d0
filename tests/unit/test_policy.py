"""The policy that each page states of itself."""

from pathlib import Path

from triptych.engine.serving import with_reload_allowed
from triptych.rendering.documents import TEMPLATES
from triptych.rendering.policy import inline_hashes, script_hash, security_policy


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_nothing_unsafe_is_allowed_and_nothing_of_another_host() -> None:
    allowed = directives(security_policy(searched=True))
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == ["'none'"]
    sources = {source for values in allowed.values() for source in values}
    assert sources == {"'none'", "'self'", "data:", "'wasm-unsafe-eval'"}
    assert allowed["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert allowed["img-src"] == ["'self'", "data:"]


def test_only_a_page_with_the_search_may_run_web_assembly() -> None:
    assert directives(security_policy(searched=False))["script-src"] == ["'self'"]


def test_the_package_has_no_inline_script() -> None:
    assert inline_hashes((TEMPLATES,)) == ()


def test_an_inline_script_of_a_sites_own_template_is_allowed_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "footer.html").write_text(
        "<script>let one = 1;</script><script src='a.js'></script><script type='application/ld+json'>{}</script>"
        "<script>let two = {{ two }};</script>",
        encoding="utf-8",
    )
    hashes = inline_hashes((tmp_path, TEMPLATES))
    # As `openssl dgst -sha256 -binary | base64` has it.
    assert hashes == ("'sha256-apeiYwVJXyVgyP4z/u78fT9T4v2cLo6XFExlULo4Z70='",)
    assert hashes[0] in security_policy(searched=False, hashes=hashes)


PAGE = '<meta content="script-src &#39;self&#39;; x">{text}<script>f();\nlivereload(17, 18);\n</script></body></html>'


def test_while_serving_the_script_that_reloads_is_allowed_and_no_other() -> None:
    page = PAGE.format(text="<script>alert(1)</script>").encode()
    served = with_reload_allowed(page).decode()
    allowed = script_hash("f();\nlivereload(17, 18);\n").replace("'", "&#39;")
    assert served == page.decode().replace("&#39;self&#39;", f"&#39;self&#39; {allowed}")


def test_a_page_without_that_script_is_served_as_it_is() -> None:
    for page in (b"<script>livereload(1, 2);</script>", b"<p>x</p></body>", b"<script>x()</script></body>"):
        assert with_reload_allowed(page) == page
