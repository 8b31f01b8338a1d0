"""What a shell completes, asked of bash itself; of the others, the script and the answer that it reads."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import SmallSite, run

# What is typed, and what must be among the completions; nothing: none may be offered.
TYPED = [
    ("triptych bui", {"build"}),
    ("triptych sync --la", {"--language"}),
    ("triptych labels upd", {"update"}),
    ("triptych completion z", {"zsh"}),
    ("triptych build --language ", {"en", "fr", "nl"}),
    ("triptych sync directory/al", {"directory/alpha.md"}),
    ("triptych diff --language nl directory/b", {"directory/beta.md"}),
    ("triptych sync nowhere", set()),
]


def asked(program: str, script: str, *arguments: str, cwd: Path) -> list[str]:
    """The lines that a shell's script gives, with our command on its path."""
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    command = [program, "-c", script, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return [line for line in done.stdout.splitlines() if line]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return SmallSite.write(tmp_path_factory.mktemp("completion") / "small").root


# The second line is what bash does at a press of the tab key.
BASH = """
eval "$(triptych completion bash)"
IFS=$'\\n' COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _triptych_completion triptych
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize(("typed", "offered"), TYPED)
def test_bash_completes(typed: str, offered: set[str], site: Path) -> None:
    assert set(asked("bash", BASH, "bash", *typed.split(" "), cwd=site)) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_as_the_command_answers(shell: str, site: Path) -> None:
    script = run("completion", shell, cwd=site).stdout
    assert f"_TRIPTYCH_COMPLETE={shell}_complete" in script
    word = "sy" if shell == "fish" else "1"
    variables = {"_TRIPTYCH_COMPLETE": f"{shell}_complete", "COMP_WORDS": "triptych sy", "COMP_CWORD": word}
    command = [str(Path(sys.executable).with_name("triptych"))]
    done = subprocess.run(
        command, cwd=site, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert "sync" in done.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_a_shell_that_is_none_of_them_is_told_with_those_that_are(site: Path) -> None:
    done = run("completion", "tcsh", cwd=site)
    assert done.returncode == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in done.stderr


def test_outside_a_site_no_value_is_offered(tmp_path: Path) -> None:
    assert asked("bash", BASH, "bash", "triptych", "sync", "--language", "", cwd=tmp_path) == []
