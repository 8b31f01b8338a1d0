"""Finds the browser that the tests drive, or installs one: `python tests/browsers.py --install`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)
REMEDY = (
    "No Chromium or Chrome was found, and none could be installed.\n"
    "Install one (Debian: sudo apt-get install chromium; elsewhere: https://www.chromium.org/getting-involved/"
    "download-chromium/), or name yours in the variable BROWSER_PATH, and run again."
)


def find() -> str | None:
    """The path of a Chromium or Chrome: the one that BROWSER_PATH names, the system's, or Playwright's."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).exists() else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    if MAC.exists():
        return str(MAC)
    return _playwrights_own()


def install() -> bool:
    """Install a browser: Debian's package as root, else Playwright's own. Whether one is there now."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing chromium (once)…", flush=True)
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if not find():
        print("Installing Playwright's chromium (once)…", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find() is not None


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    if not find() and not ("--install" in sys.argv and install()):
        sys.exit(REMEDY)
    print(f"Browser: {find()}")
