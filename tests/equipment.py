"""What the tests need beside Python packages: a browser and gettext.

`python tests/equipment.py` looks for them, installs what is missing where it can, and says what to do where it
cannot.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
NO_BROWSER = (
    "No Chromium or Chrome was found, and none could be installed. Install one (Debian, Ubuntu: "
    "sudo apt-get install chromium), or name yours in the variable BROWSER_PATH, and run again."
)
NO_GETTEXT = (
    "GNU gettext (msgfmt) was not found, and could not be installed. Install it (Debian, Ubuntu: "
    "sudo apt-get install gettext; macOS: brew install gettext), and run again."
)


def find_browser() -> str | None:
    """The path of a Chromium or Chrome: the one that BROWSER_PATH names, the system's, or Playwright's."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).exists() else None
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found:
        return found
    return str(MAC) if MAC.exists() else _playwrights_own()


def find_gettext() -> str | None:
    """The path of msgfmt."""
    return shutil.which("msgfmt")


def prepare() -> list[str]:
    """Install what is missing, and return what has to be done by hand."""
    own_browser = "BROWSER_PATH" in os.environ
    wanted = (("chromium", find_browser), ("gettext", find_gettext))
    packages = [name for name, find in wanted if find() is None and not (own_browser and find is find_browser)]
    if packages and _can_install():
        print(f"Installing {' and '.join(packages)} (once)…", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if find_browser() is None and not own_browser:
        print("Installing Playwright's chromium (once)…", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return [remedy for find, remedy in ((find_browser, NO_BROWSER), (find_gettext, NO_GETTEXT)) if find() is None]


def _can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    missing = prepare()
    if missing:
        sys.exit("\n".join(missing))
    print(f"Browser: {find_browser()}; gettext: {find_gettext()}")
