"""Projects as they are written: which kind, what is in them, and what is refused."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.artifact.make import write_artifact
from tests.cli.run import run_cli
from tests.conftest import PRETRAINED
from tfjs_bridge.artifact.golden import GoldenVectors, NamedTensor, write_golden
from tfjs_bridge.artifact.golden_examples import write_golden_examples
from tfjs_bridge.artifact.metadata import Metadata, TensorSpec, read_metadata
from tfjs_bridge.errors import ArtifactError, UsageError
from tfjs_bridge.scaffold.example import example_of
from tfjs_bridge.scaffold.kinds import kind_of
from tfjs_bridge.scaffold.library import library_folder
from tfjs_bridge.scaffold.project import package_name, write_project

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture(scope="module")
def library(node: str) -> Path:
    """The JavaScript library, built."""
    del node  # what builds it
    return library_folder()


def _contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_artifact_gives_the_same_bytes(tmp_path: Path) -> None:
    """In any folder of the same name; no time, no path, no random name."""
    write_artifact(tmp_path / "out")
    a = write_project(tmp_path / "a" / "app", tmp_path / "out", "page")
    write_project(tmp_path / "b" / "app", tmp_path / "out", "page")
    contents = _contents(tmp_path / "a" / "app")
    assert contents == _contents(tmp_path / "b" / "app")
    assert a.files == {name: len(data) for name, data in sorted(contents.items())}
    assert not [name for name, data in contents.items() if str(tmp_path).encode() in data]


def test_a_page_has_a_client_of_its_model(tmp_path: Path) -> None:
    """What its README says writes it again gives the same bytes."""
    write_artifact(tmp_path / "out")
    project = write_project(tmp_path / "app", tmp_path / "out", "page")
    assert "src/client.ts" in project.files
    assert "src/client.ts" not in write_project(tmp_path / "n", tmp_path / "out", "node").files
    before = (tmp_path / "app" / "src" / "client.ts").read_bytes()
    readme = (tmp_path / "app" / "README.md").read_text("utf-8")
    command = "tfjs-bridge client public/model --out src/client.ts"
    assert f"`{command}`" in readme
    done = run_cli(*command.split()[1:], cwd=tmp_path / "app")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "app" / "src" / "client.ts").read_bytes() == before


@pytest.mark.parametrize("template", ["page", "node"])
def test_nothing_is_left_to_fill_in(tmp_path: Path, template: Any) -> None:
    """No place for a word is left, and nothing comes from another server."""
    write_artifact(tmp_path / "out")
    write_project(tmp_path / "app", tmp_path / "out", template)
    for name, data in _contents(tmp_path / "app").items():
        if not name.startswith("vendor/"):
            assert b"__" not in data, name
            assert b"http" not in data, name


def test_only_what_was_checked_is_copied(tmp_path: Path) -> None:
    """Byte by byte; a stray file stays where it is."""
    metadata = write_artifact(tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    write_project(tmp_path / "app", tmp_path / "out", "page")
    copied = _contents(tmp_path / "app" / "public" / "model")
    assert sorted(copied) == sorted([*metadata.files, "metadata.json"])
    assert all((tmp_path / "out" / name).read_bytes() == data for name, data in copied.items())


def test_each_template_gets_its_part_of_the_library(tmp_path: Path) -> None:
    """A page what browsers load, a program what Node.js does; both its types and licences."""
    write_artifact(tmp_path / "out")
    page = write_project(tmp_path / "page", tmp_path / "out", "page").files
    program = write_project(tmp_path / "node", tmp_path / "out", "node").files
    vendor = "vendor/tfjs-bridge"
    for name in ("package.json", "LICENSE", "types/src/index.d.ts", "tfjs-backend-wasm-simd.wasm"):
        assert f"{vendor}/{name}" in page.keys() & program.keys()
    for name in (
        "tfjs-bridge.js",
        "tfjs-bridge.js.LEGAL.txt",
        "webgl.js",
        "webgpu.js",
        "worker.js",
    ):
        assert f"{vendor}/{name}" in page.keys() - program.keys()
    for name in ("node.mjs", "node.mjs.LEGAL.txt", "node.d.mts", "webp.wasm"):
        assert f"{vendor}/{name}" in program.keys() - page.keys()


_PICTURE = {
    "kind": "picture",
    "input": "x",
    "height": 4,
    "width": 4,
    "channels": 3,
    "fit": "stretch",
    "method": "bilinear",
    "scale": "unit",
    "invert": "never",
}


def _picture(
    classes: int | None,
    labels: tuple[str, ...] | None,
    *,
    rank: int = 2,
    inputs: int = 1,
    batch: int | None = None,
) -> Metadata:
    tiny = read_metadata(PRETRAINED / "cnn")
    names = ("x", "y")[:inputs]
    return dataclasses.replace(
        tiny,
        inputs=tuple(TensorSpec(name, (batch, 4, 4, 3), "float32") for name in names),
        outputs=(TensorSpec("out", (batch,) + (None,) * (rank - 2) + (classes,), "float32"),),
        labels=labels,
        preprocessing=_PICTURE,
    )


def _words(steps: list[str], dtypes: list[str]) -> Metadata:
    inputs = [{"name": dtype, "dtype": dtype} for dtype in dtypes]
    declared = {"kind": "features", "inputs": inputs, "steps": [{"op": op} for op in steps]}
    return dataclasses.replace(_picture(2, ("a", "b")), preprocessing=declared)


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        pytest.param(_picture(3, ("a", "b", "c")), "picture", id="labels"),
        pytest.param(_picture(3, None), "picture", id="no labels"),
        pytest.param(_picture(1, ("a", "b")), "picture", id="a sigmoid of two"),
        pytest.param(_picture(3, None, batch=4), "picture", id="four at a time"),
        pytest.param(_picture(1, None), "form", id="a number"),
        pytest.param(_picture(None, None), "form", id="an open size"),
        pytest.param(_picture(3, ("a", "b")), "form", id="labels of something else"),
        pytest.param(_picture(3, None, rank=4), "form", id="a map"),
        pytest.param(_picture(3, None, inputs=2), "form", id="another input"),
        pytest.param(_words(["vectorize"], ["string"]), "text", id="a text"),
        pytest.param(
            _words(["vectorize"], ["string", "float32"]), "form", id="a text and a number"
        ),
        pytest.param(_words(["lookup"], ["string"]), "form", id="a word"),
        pytest.param(read_metadata(PRETRAINED / "cnn"), "digit", id="digits"),
        pytest.param(read_metadata(PRETRAINED / "char-lstm"), "characters", id="characters"),
    ],
)
def test_the_kind_is_what_the_artifact_declares(metadata: Metadata, kind: str) -> None:
    """And a form for all that no other can take."""
    assert kind_of(metadata) == kind


@pytest.mark.parametrize(
    ("shape", "values", "example"),
    [
        pytest.param((None, 2), [[0.1, 2], [3, 4]], [0.1, 2], id="one of many"),
        pytest.param((None,), [0.25, 1], 0.25, id="a number"),
        pytest.param((2, 2), [[1, 2], [3, 4], [5, 6], [7, 8]], [[1, 2], [3, 4]], id="pairs"),
        pytest.param((), 3, 3, id="no axes"),
    ],
)
def test_the_example_is_the_first_golden_one(
    tmp_path: Path, shape: tuple[int | None, ...], values: Any, example: Any
) -> None:
    """In the shortest numbers that are the same float32."""
    tensor = NamedTensor("x", np.asarray(values, np.float32))
    spec = write_golden(tmp_path, GoldenVectors((tensor,), (tensor,), "a test"))
    tiny = write_artifact(tmp_path / "out")
    metadata = dataclasses.replace(tiny, golden=spec, inputs=(TensorSpec("x", shape, "float32"),))
    assert example_of(tmp_path, metadata) == {"x": example}


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(np.zeros((2, 4097), np.float32), id="too many"),
        pytest.param(np.full((2, 2), np.inf, np.float32), id="infinite"),
    ],
)
def test_an_example_that_nobody_can_type_is_left_out(tmp_path: Path, values: Any) -> None:
    """The field is empty then."""
    output = NamedTensor("y", np.zeros((2, 1), np.float32))
    golden = write_golden(tmp_path, GoldenVectors((NamedTensor("x", values),), (output,), "a test"))
    tiny = write_artifact(tmp_path / "out")
    assert example_of(tmp_path, dataclasses.replace(tiny, golden=golden)) == {}


def test_words_and_categories_are_given_as_people_write_them(tmp_path: Path) -> None:
    """From the raw examples, where something is looked up before the network."""
    price = [[float(np.float32(74.26))], [0.0]]  # 74.26000213623047
    raw = {"work": [["farmer"], ["né"]], "code": [[3], [9]], "long": [["a" * 5000], [""]]}
    raw["price"] = price
    tiny = write_artifact(tmp_path)
    proof = write_golden_examples(tmp_path, raw)
    metadata = dataclasses.replace(tiny, golden=dataclasses.replace(tiny.golden, examples=proof))
    assert example_of(tmp_path, metadata) == {"work": ["farmer"], "code": [3], "price": [74.26]}


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("my-app", "my-app"),
        ("My App!", "my-app"),
        (".hidden", "hidden"),
        ("Äpfel", "pfel"),
        ("花", "my-app"),
        ("vite", "vite-app"),
        ("tfjs-bridge", "tfjs-bridge-app"),
        ("a" * 300, "a" * 200),
    ],
)
def test_npm_accepts_the_name(folder: str, name: str) -> None:
    """Whatever the folder is called."""
    assert package_name(Path(folder)) == name


def test_names_stay_text(tmp_path: Path) -> None:
    """Neither HTML, nor code, nor places for words, whoever wrote them."""
    name = "`<b>__NAME__`"
    tiny = write_artifact(tmp_path / "out", name=name)
    assert tiny.model.name == name
    write_project(tmp_path / "<i>&", tmp_path / "out", "page")
    files = _contents(tmp_path / "<i>&")
    assert b"<h1>&lt;i&gt;&amp;</h1>" in files["index.html"]
    assert b"the model `'<b>__NAME__'`" in files["README.md"]
    assert json.loads(files["package.json"])["name"] == "i"


@pytest.mark.parametrize("names", [["notes.txt"], [".git"], ["a", "b", "c", "d"]])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path, names: list[str]) -> None:
    """Also where it is hidden."""
    write_artifact(tmp_path / "out")
    (tmp_path / "app").mkdir()
    for name in names:
        (tmp_path / "app" / name).write_text("mine")
    with pytest.raises(UsageError, match="not empty; expected a new or empty folder, got one with"):
        write_project(tmp_path / "app", tmp_path / "out", "page")
    assert sorted(path.name for path in (tmp_path / "app").iterdir()) == sorted(names)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """As one that somebody made for it."""
    write_artifact(tmp_path / "out")
    (tmp_path / "app").mkdir()
    write_project(tmp_path / "app", tmp_path / "out", "node")
    assert (tmp_path / "app" / "main.mjs").is_file()


def test_an_artifact_holds_no_project(tmp_path: Path) -> None:
    """It would be lost with the next export."""
    write_artifact(tmp_path / "out")
    before = _contents(tmp_path / "out")
    with pytest.raises(UsageError, match="inside the artifact"):
        write_project(tmp_path / "out" / "app", tmp_path / "out", "page")
    assert _contents(tmp_path / "out") == before


def test_a_damaged_artifact_is_refused(tmp_path: Path) -> None:
    """Before anything is written."""
    write_artifact(tmp_path / "out")
    weights = next((tmp_path / "out").glob("*.bin"))
    weights.write_bytes(bytes(weights.stat().st_size))
    with pytest.raises(ArtifactError, match="damaged or changed"):
        write_project(tmp_path / "app", tmp_path / "out", "page")
    assert not (tmp_path / "app").exists()


def test_a_model_file_is_no_artifact(tmp_path: Path) -> None:
    """The message is the command that makes one of it."""
    (tmp_path / "flowers.keras").write_bytes(b"PK")
    done = run_cli("new", "app", "--from", "flowers.keras", cwd=tmp_path)
    assert done.returncode == 4
    assert "flowers.keras: a file; expected the folder of an artifact." in done.stderr
    assert "tfjs-bridge export flowers.keras flowers" in done.stderr


def test_the_command_says_what_comes_next(tmp_path: Path) -> None:
    """In a shell, also for a folder with a space."""
    write_artifact(tmp_path / "out")
    done = run_cli("new", "my app", "--from", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first, *steps = done.stdout.splitlines()
    assert first.startswith("Wrote my app: a page that predicts from values with tiny, ")
    assert steps == ["Next:", "  npm --prefix 'my app' install", "  npm --prefix 'my app' run dev"]


def test_the_command_answers_programs(tmp_path: Path) -> None:
    """With one object."""
    write_artifact(tmp_path / "out")
    options = ("--from", "out", "--template", "node", "--json")
    done = run_cli("new", "app", *options, cwd=tmp_path)
    answer = json.loads(done.stdout)
    files = answer.pop("files")
    assert files["main.mjs"] == (tmp_path / "app" / "main.mjs").stat().st_size
    assert answer == {
        "ok": True,
        "folder": "app",
        "template": "node",
        "kind": "form",
        "model": "tiny",
        "installed": False,
        "next": ["node app/main.mjs"],
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--template", "node", "--install"), "--install: a program for Node.js needs no packages"),
        (("--install",), "--install: npm was not found on the PATH"),
    ],
    ids=["a program", "no npm"],
)
def test_an_install_that_cannot_be_is_refused_at_once(
    tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    """And nothing is written."""
    write_artifact(tmp_path / "out")
    env = {"PATH": str(tmp_path)}
    done = run_cli("new", "app", "--from", "out", *options, cwd=tmp_path, env=env)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (tmp_path / "app").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="scripts in place of programs")
@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.3", "v21.7.3", "v22.11.0"])
def test_an_old_node_is_refused_at_once(tmp_path: Path, version: str) -> None:
    """Vite would fail with a stack of its own; npm only warns of it."""
    write_artifact(tmp_path / "out")
    for name, answer in {"npm": "", "node": version}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\necho {answer}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    options = ("new", "app", "--from", "out", "--install")
    done = run_cli(*options, cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert done.returncode == 2
    assert f"expected Node.js 20.19, 22.12 or newer, got {version}. Install" in done.stderr
    assert not (tmp_path / "app").exists()


@pytest.mark.slow
def test_an_install_that_fails_leaves_the_project(tmp_path: Path) -> None:
    """Without a network it can be done later."""
    write_artifact(tmp_path / "out")
    nowhere = {"npm_config_registry": "http://127.0.0.1:9", "npm_config_fetch_retries": "0"}
    env = {**nowhere, "npm_config_cache": str(tmp_path / "cache")}
    done = run_cli("new", "app", "--from", "out", "--install", "--json", cwd=tmp_path, env=env)
    assert done.returncode == 1
    error = json.loads(done.stdout)["error"]
    assert error["kind"] == "InstallationError"
    assert "app: npm install failed" in error["message"]
    assert (tmp_path / "app" / "package.json").is_file()
