"""Programs for Node.js, as `tfjs-bridge new` writes them: from another folder, without packages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import made_once
from tests.scaffold.artifacts import (
    PRETRAINED_KINDS,
    write_colours,
    write_documented,
    write_values,
)
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.scaffold.project import write_project

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.needs("PIL")]


def _run(node: str, program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program from another folder than its own."""
    command = [node, str(program / "main.mjs"), *map(str, arguments)]
    return subprocess.run(command, cwd=program.parent, capture_output=True, text=True, check=False)


def _picture(path: Path, colour: Any) -> Path:
    from PIL import Image

    Image.new("RGB", (40, 30), colour).save(path)
    return path


def test_a_picture_gets_its_label(node: str, tmp_path: Path) -> None:
    """PNG, JPEG and WebP; the best first."""
    write_colours(tmp_path / "out")
    write_project(tmp_path / "app", tmp_path / "out", "node")
    green = _picture(tmp_path / "green.png", (10, 200, 30))
    others = [_picture(tmp_path / f"blue.{it}", (20, 30, 220)) for it in ("jpg", "webp")]
    done = _run(node, tmp_path / "app", green, *others)
    assert done.returncode == 0, done.stderr
    found = [line.split(": ")[1].split()[0] for line in done.stdout.splitlines()]
    assert found == ["green", "blue", "blue"]
    assert done.stdout.startswith(f"{green}: green 0.9")


def test_what_is_no_picture_is_said_so(node: str, tmp_path: Path) -> None:
    """With the exit codes of the other programs, and without a stack."""
    write_colours(tmp_path / "out")
    write_project(tmp_path / "app", tmp_path / "out", "node")
    done = _run(node, tmp_path / "app", "nowhere.png")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("error: nowhere.png: cannot be read; expected a PNG, JPEG or")
    assert len(done.stderr.splitlines()) == 1
    done = _run(node, tmp_path / "app")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: node main.mjs PICTURE")


def test_values_give_keras_s_outputs(node: str, tmp_path: Path) -> None:
    """Those of the example that the program begins with; and of another file."""
    write_values(tmp_path / "out")
    write_project(tmp_path / "app", tmp_path / "out", "node")
    golden = read_golden(tmp_path / "out", read_metadata(tmp_path / "out").golden)
    found = json.loads(_run(node, tmp_path / "app").stdout)
    assert list(found) == ["price", "kind"]
    for output in golden.outputs:
        np.testing.assert_allclose(found[output.name], output.value[0], rtol=1e-5)
    second = {tensor.name: tensor.value[1].tolist() for tensor in golden.inputs}
    (tmp_path / "mine.json").write_text(json.dumps(second))
    other = json.loads(_run(node, tmp_path / "app", tmp_path / "mine.json").stdout)
    np.testing.assert_allclose(other["kind"], golden.outputs[1].value[1], rtol=1e-5)


@pytest.mark.needs("tensorflow")
def test_words_are_taken_as_they_are(
    node: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A row of a table, by its names, gives Keras's outputs; texts give labels."""
    made = made_once(tmp_path_factory, "documented", write_documented)
    write_project(tmp_path / "table", made / "table", "node")
    example = json.loads((tmp_path / "table" / "example.json").read_text("utf-8"))
    assert [type(value[0]) for value in example.values()] == [str, float]
    found = json.loads(_run(node, tmp_path / "table").stdout)
    golden = read_golden(made / "table", read_metadata(made / "table").golden)
    np.testing.assert_allclose(found["income"], golden.outputs[0].value[0], rtol=1e-5)
    assert write_project(tmp_path / "text", made / "text", "node").kind == "text"
    done = _run(node, tmp_path / "text", "What a wonderful film!", "So boring.")
    assert re.fullmatch(r"(((nega|posi)tive 0\.\d{4}(, )?){2}\n){2}", done.stdout), done.stderr


def test_a_digit_is_read(node: str, tmp_path: Path) -> None:
    """Dark on light, of any size; an empty sheet is none."""
    from PIL import Image

    write_project(tmp_path / "app", PRETRAINED_KINDS["digit"], "node")
    sheet = Image.new("L", (60, 60), 255)
    sheet.save(tmp_path / "empty.png")
    sheet.paste(0, (27, 10, 33, 50))
    sheet.save(tmp_path / "one.png")
    done = _run(node, tmp_path / "app", "one.png", "empty.png")
    assert done.stdout.startswith("one.png: 1 0.9") or done.stdout.startswith("one.png: 1 1.0")
    assert done.stdout.endswith("empty.png: empty\n")


def test_text_is_written(node: str, tmp_path: Path) -> None:
    """The same from the same seed."""
    write_project(tmp_path / "app", PRETRAINED_KINDS["characters"], "node")
    first = _run(node, tmp_path / "app", "ROMEO:", "40", "0.8", "3").stdout
    assert first.startswith("ROMEO:")
    assert len(first) == len("ROMEO:") + 40 + 1
    assert _run(node, tmp_path / "app", "ROMEO:", "40", "0.8", "3").stdout == first
