"""The README: its commands exist, and its code runs."""

from __future__ import annotations

import os
import re
import shutil
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


def test_ci_does_what_a_newcomer_does() -> None:
    """The README's first two commands, in their order, in one clone that stays as it was."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    first, second, *_ = (block.strip() for block in blocks("sh"))
    assert (first, second) == ("make run", "make test")
    steps = [line for line in script.splitlines() if line.startswith(("make ", "unchanged "))]
    assert steps == [first, f"unchanged '{first}'", second, f"unchanged '{second}'"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param("true", 0, id="nothing"),
        pytest.param("echo new > exported/cnn.keras", 0, id="what training writes"),
        pytest.param("echo more >> README.md", 1, id="a committed file"),
        pytest.param("echo new > new.txt", 1, id="a new file"),
        pytest.param("echo new > exported/pretrained/cnn/new", 1, id="beside a committed model"),
    ],
)
@pytest.mark.parametrize("command", ["run", "test"])
@pytest.mark.skipif(sys.platform == "win32", reason="make and bash")
def test_ci_fails_where_a_command_changes_the_clone(
    tmp_path: Path, command: str, change: str, code: int
) -> None:
    """With the name of the file; the last line of a run that ends well is the tests' own."""
    targets = {"run": "true", "test": "true"} | {command: change}
    rules = "".join(f"{name}:\n\t@{line}\n" for name, line in targets.items())
    (tmp_path / "Makefile").write_text(f".PHONY: run test\n{rules}\t@echo 3 passed\n")
    (tmp_path / "README.md").write_text("readme\n")
    (tmp_path / "exported" / "pretrained" / "cnn").mkdir(parents=True)
    (tmp_path / "exported" / "pretrained" / "cnn" / "metadata.json").write_text("{}")
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    shutil.copy(ROOT / ".gitignore", tmp_path)
    author = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for git in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "all")):
        subprocess.run(["git", *git], cwd=tmp_path, check=True)
    # Under `make test` these would make the inner make tell which folder it is in.
    env = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    command_line = [tmp_path / ".ci" / "run"]
    done = subprocess.run(command_line, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == code, done.stderr
    if code:
        assert f"make {command}: changed the work tree" in done.stderr
    else:
        assert done.stdout == "3 passed\n"


def test_paths_of_models_in_the_readme_are_those_of_a_fresh_clone() -> None:
    """Ships with the repository, or made by a command above: `make run` makes exported/cnn."""
    made = {"cnn", "mine", "sprite", "char-lstm-tutorial"}
    for path in re.findall(r"\bexported/([\w/-]+)", README):
        name = path.rstrip("/")
        if name.startswith("pretrained"):
            assert (ROOT / "exported" / name).is_dir(), name
        else:
            assert name in made, name


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
