"""Labels, numbers, maps, embeddings and boxes of pictures: JavaScript says what Python does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.convert.pictures.helper_models import check_answers, export_all, picture

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.needs("PIL", "tensorflow")]


def test_the_helpers_say_what_follows_from_keras(node: str, tmp_path: Path) -> None:
    """From the bytes of a PNG on, with a model of each kind, each prepared in another way."""
    from PIL import Image

    outputs = export_all(tmp_path)
    Image.fromarray(picture()).save(tmp_path / "picture.png")
    script = ROOT / "tests" / "convert" / "pictures" / "run_helpers.mjs"
    command = [node, str(script), str(tmp_path), str(tmp_path / "picture.png")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    check_answers(json.loads(done.stdout), outputs)
