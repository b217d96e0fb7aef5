"""The README and docs/: links lead somewhere, commands and options exist, and code runs."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import docs
from tests.artifact.make import write_artifact, write_graph_artifact
from tests.cli.run import run_cli
from tests.cli.test_commands import COMMANDS
from tests.conftest import PRETRAINED, ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NODE = ROOT / "web" / "node"
PROGRAMS = sorted(path.name for path in NODE.glob("*.mjs") if path.read_bytes()[:2] == b"#!")
COMMON_OPTIONS = {"--help", "--json", "--debug"}
# What commands in the pages write to `exported/`; the rest ships with the repository.
WRITTEN = {
    *("cnn", "mine", "sprite", "char-lstm-tutorial", "NAME"),
    *(page.parent.name for page in docs.EXAMPLES),
    *("flower-pictures", "digit-5", "digit-9", "new-digits", "photos"),
}
each_page = pytest.mark.parametrize("page", docs.PAGES, ids=docs.name)


@functools.cache
def options(program: str) -> frozenset[str]:
    """All options that the help of a command, or of a program for Node, names."""
    if program in COMMANDS:
        shown = run_cli(program, "--help").stdout
        return frozenset(re.findall(r"(?<=[│ ])(--[a-z][\w-]*)(?= )", shown))
    return _options_in("node", str(NODE / program), "--help")


@functools.cache
def options_by_npx(program: str) -> frozenset[str]:
    """All options of a program of the npm package's command."""
    return _options_in("node", str(NODE / "tfjs-bridge.mjs"), program, "--help")


def _options_in(*command: str) -> frozenset[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return frozenset(re.findall(r"^  (?:-\w, )?(--[\w-]+)", done.stdout, re.MULTILINE))


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    """To files of the repository, and to headings in them."""
    for link in docs.links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), link
        assert not anchor or anchor in docs.anchors(target), link


@each_page
def test_paths_exist(page: Path) -> None:
    """Files and folders of the repository that a page names; a star stands for several."""
    for path in docs.paths(page):
        if "node_modules" not in path.parts:
            assert [*path.parent.glob(path.name)], path


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    """A stranger reads it in one go, and finds the rest from there."""
    assert len(docs.read(docs.README).splitlines()) <= 130
    linked = {link.partition("#")[0] for page in docs.PAGES for link in docs.links(page)}
    for page in docs.DOCS:
        assert page.name in {Path(link).name for link in linked}, page.name


def test_nothing_is_said_twice() -> None:
    """Of two equal sentences one will be forgotten when the other changes."""
    sentences: Counter[str] = Counter()
    for page in docs.PAGES:
        text = re.sub(r"^[|#>].*$", "\n", docs.prose(page), flags=re.MULTILINE)
        plain = (re.sub(r"\s+", " ", part) for part in re.split(r"(?<=[.:])\s|\n\s*\n|^- ", text))
        sentences.update(sentence for sentence in plain if len(sentence.split()) > 5)
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@each_page
@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_commands_exist(page: Path) -> None:
    """Make targets, our commands and programs, and every option that they are given."""
    for first, *words in docs.commands(page):
        if first == "make":
            assert re.search(rf"^{words[0]}:", MAKEFILE, re.MULTILINE), words
        elif first == "node" and not words[0].startswith("web/node/"):
            is_written_by_new = words[0].startswith("my-app/")
            assert is_written_by_new or (ROOT / words[0]).is_file(), words
        elif first.endswith("tfjs-bridge") or first == "node":
            given = {word for word in words if word.startswith("--")}
            assert given <= options(Path(words[0]).name), words
        elif [first, *words[:1]] == ["npx", "tfjs-bridge"]:
            given = {word for word in words if word.startswith("--")}
            assert given <= options_by_npx(words[1]), words


@pytest.mark.parametrize(
    "program", [*COMMANDS, *(pytest.param(name, marks=pytest.mark.node) for name in PROGRAMS)]
)
def test_every_option_is_in_the_docs(program: str) -> None:
    """Once, in a table of its program's options, and no other is."""
    tables = [listed for owner, listed in docs.option_tables() if owner == program]
    own = options(program) - COMMON_OPTIONS
    assert tables == ([own] if own else [])


@each_page
def test_models_are_those_of_a_fresh_clone(page: Path) -> None:
    """Ships with the repository, or written by a command: `make run` writes exported/cnn."""
    for model in re.findall(r"\bexported/(pretrained(?:/[\w-]+)?|[\w-]+)", docs.read(page)):
        if model.startswith("pretrained"):
            assert (ROOT / "exported" / model).is_dir(), model
        else:
            assert model in WRITTEN, model


def test_the_plain_commands_are_those_of_make() -> None:
    """Who does without make gets the same environment and the same tests."""
    plain = "\n".join(docs.blocks(ROOT / "docs" / "installing.md", "sh"))
    recipes = re.findall(r"^\t\$\(BIN\)/(\S+ ?[^$\n]*)$", MAKEFILE, re.MULTILINE)
    elsewhere = ("tfjs-bridge serve", "python -m hatchling", "python site/")
    checked = [recipe for recipe in recipes if not recipe.startswith(elsewhere)]
    assert len(checked) >= 7
    for recipe in checked:
        assert f".venv/bin/{recipe.replace(' --quiet', '')}" in plain


# The script of a tutorial needs photos: tests/test_tutorials.py.
PYTHON = [
    (page, code)
    for page in docs.PAGES
    for code in docs.blocks(page, "python")
    if not page.name.startswith("tutorial-")
]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "code"), PYTHON, ids=[docs.name(page) for page, _ in PYTHON])
def test_python_code_runs(tmp_path: Path, page: Path, code: str) -> None:
    """As it stands; the README's on the backend that Keras chooses by itself."""
    if page == docs.README:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    else:
        run_python(code, tmp_path)
    is_export = "exported/mine" in code
    assert (tmp_path / "exported" / "mine" / "metadata.json").is_file() == is_export, page


def run_python(code: str, folder: Path) -> None:
    """Run code that makes a model; on JAX, which starts in half the time of TensorFlow."""
    env = {**os.environ, "KERAS_BACKEND": "jax"}
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, env=env)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's project: the npm package, the README's model, and the trained `cnn`."""
    folder = tmp_path_factory.mktemp("project")
    (code,) = docs.blocks(docs.README, "python")
    export = r'tfjs_bridge\.export\((.*), "exported/mine"\)'
    file, replaced = re.subn(export, r'\1.save("model.keras")', code)
    assert replaced == 1
    run_python(file, folder)
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "tfjs-bridge").symlink_to(ROOT / "web")
    installed = ROOT / "web" / "node_modules" / "@tensorflow"
    (folder / "node_modules" / "@tensorflow").symlink_to(installed)
    (folder / "exported").mkdir()
    (folder / "exported" / "cnn").symlink_to(PRETRAINED / "cnn")
    return folder


@pytest.fixture(scope="module")
def exported(project: Path, node: str) -> Path:
    """The same, after the README's command for a model of one's own."""
    (command,) = [
        words for words in docs.commands(docs.README) if words[:2] == ["tfjs-bridge", "export"]
    ]
    done = run_cli(*command[1:], cwd=project)
    assert done.returncode == 0, done.stderr
    assert "wasm  ok" in done.stdout + done.stderr
    return project


FLOWERS = ("daisy", "dandelion", "rose", "sunflower", "tulip")


def export_flowers(folder: Path) -> None:
    """Export the classifier of docs/predicting.md as the README's; and take a photo."""
    from PIL import Image

    code = docs.blocks(ROOT / "docs" / "predicting.md", "python")[1]
    code = code.replace("exported/mine", "exported/flowers")
    run_python(code, folder)
    Image.new("RGB", (40, 30), (200, 30, 40)).save(folder / "photo.png")


def run_module(node: str, folder: Path, code: str) -> str:
    """What an ES module prints."""
    (folder / "code.mjs").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [node, "code.mjs"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
def test_the_readmes_javascript_runs_the_readmes_export(node: str, exported: Path) -> None:
    """A price, three kinds, the backend, and a difference from Keras that is tiny."""
    code, _ = docs.blocks(docs.README, "js")
    printed = run_module(node, exported, code)
    shown = re.fullmatch(r"-?\d\S* \[([^\]]*)\] wasm (\S+)\n", printed)
    assert shown is not None
    assert len(shown[1].split(",")) == 3
    assert float(shown[2]) < 1e-6


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
@pytest.mark.parametrize(
    ("place", "script", "printed"),
    [
        (0, 0, r"-?\d\S* 3\n2 3\n"),
        (1, 2, r"(daisy|dandelion|rose|sunflower|tulip) 0\.\d+ \[(\s*'\w+',?){5}\s*\]\n"),
        pytest.param(2, 4, r"3\n2 string,float32\n", marks=pytest.mark.needs("tensorflow")),
        pytest.param(
            3, 5, r"(negative|positive) 0\.\d+ 2\n2\n", marks=pytest.mark.needs("tensorflow")
        ),
    ],
    ids=["several inputs", "pictures", "a table", "a text"],
)
def test_what_is_exported_predicts(
    node: str, project: Path, place: int, script: int, printed: str
) -> None:
    """Ten lines of Python, and ten of JavaScript, as they stand."""
    from PIL import Image

    page = ROOT / "docs" / "predicting.md"
    run_python(docs.blocks(page, "python")[place], project)
    Image.new("RGB", (40, 30), (200, 30, 40)).save(project / "photo.png")
    assert re.fullmatch(printed, run_module(node, project, docs.blocks(page, "js")[script]))


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
def test_the_readmes_javascript_classifies_a_picture(node: str, project: Path) -> None:
    """With the model that docs/predicting.md exports."""
    export_flowers(project)
    _, code = docs.blocks(docs.README, "js")
    printed = run_module(node, project, code)
    assert re.fullmatch(rf"({'|'.join(FLOWERS)}) 0\.\d+\n", printed)


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
def test_the_documented_classifier_reads_a_picture(node: str, project: Path) -> None:
    """A vertical stroke, as a canvas would give its pixels."""
    code, _ = docs.blocks(ROOT / "docs" / "javascript.md", "js")
    picture = """
    const data = new Uint8ClampedArray(40 * 40 * 4).fill(255);
    for (let y = 6; y < 34; y += 1) data.fill(0, (y * 40 + 18) * 4, (y * 40 + 22) * 4);
    for (let i = 3; i < data.length; i += 4) data[i] = 255;
    await read({ data, width: 40, height: 40 });
    """
    assert "label: '1'" in run_module(node, project, code + picture)


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
@pytest.mark.parametrize("write", [write_artifact, write_graph_artifact], ids=["layers", "graph"])
def test_the_documented_prediction_runs_both_formats(
    node: str, project: Path, write: Callable[[Path], object]
) -> None:
    """One product, of two rows."""
    _, code = docs.blocks(ROOT / "docs" / "javascript.md", "js")
    write(project / "tiny")
    printed = run_module(
        node, project, f"{code}console.log(await scores('tiny', [[1, 2], [4, 0]]))"
    )
    assert "[ -0.75, 1 ]" in printed
