"""The README: its commands exist, and its code runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import run_cli
from tests.cli.test_commands import COMMANDS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The README's code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make (\w+)", "".join(blocks("sh"))))))
def test_make_targets_exist(target: str) -> None:
    """Those that the README names."""
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


def test_options_exist() -> None:
    """Every option in the table of commands is one of its command."""
    rows = re.findall(r"^\| `tfjs-bridge ([\w-]+)[^`]*` \|(.*)\|$", README, re.MULTILINE)
    assert {command for command, _ in rows} == set(COMMANDS)
    for command, text in rows:
        shown = run_cli(command, "--help").stdout
        for option in re.findall(r"`(--[\w-]+)`", text):
            assert option in shown, (command, option)


def test_the_plain_commands_are_those_of_make() -> None:
    """Who does without make gets the same environment and the same tests."""
    plain = "\n".join(blocks("sh"))
    recipes = re.findall(r"^\t\$\(BIN\)/(\S+ ?[^$\n]*)$", MAKEFILE, re.MULTILINE)
    checked = [
        recipe
        for recipe in recipes
        if not recipe.startswith(("tfjs-bridge serve", "python -m hatchling"))
    ]
    assert len(checked) >= 7
    for recipe in checked:
        assert f".venv/bin/{recipe.replace(' --quiet', '')}" in plain


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.split("\n", 1)[0])
def test_python_code_runs(tmp_path: Path, code: str) -> None:
    """As it stands, with what the core of the package installs."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "exported" / "mine" / "metadata.json").is_file()
