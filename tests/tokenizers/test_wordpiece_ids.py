"""Token ids of WordPiece, held to those that KerasHub gives with TensorFlow Text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tokenizers.digests import DIGITS, digest
from tests.tokenizers.javascript import run_javascript
from tests.tokenizers.texts import draw_texts
from tfjs_bridge.convert.tokenizers.declared import convert
from tfjs_bridge.convert.tokenizers.sources import TokenizerSource
from tfjs_bridge.tokenization import create_encoder

pytestmark = pytest.mark.needs("tokenizers")
VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors/tokenizers/wordpiece.json").read_text(encoding="utf-8")
)
CASES: list[dict[str, Any]] = VECTORS["cases"]
TEXTS = draw_texts(3000)


def _parts(case: dict[str, Any]) -> dict[str, Any]:
    source = TokenizerSource(
        label="tokenizer",
        classes=("WordPieceTokenizer",),
        config=case["config"],
        special_tokens=(),
        files={"vocabulary.txt": "\n".join(VECTORS["vocabulary"]).encode()},
    )
    parts = convert(source)
    return {"name": case["name"], "file": parts.file, "prepare": parts.prepare}


def _wrong(case: dict[str, Any], rows: list[list[int]]) -> list[str]:
    """The texts whose ids are others."""
    digests = case["digests"]
    wanted = [digests[k : k + DIGITS] for k in range(0, len(digests), DIGITS)]
    assert len(wanted) == len(TEXTS)
    triples = zip(TEXTS, rows, wanted, strict=True)
    return [text for text, ids, expected in triples if digest(ids) != expected]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_python_gives_the_ids_of_tensorflow_text(case: dict[str, Any]) -> None:
    """Also of words that are too long, of control characters, and of what case folding changes."""
    parts = _parts(case)
    encode = create_encoder(parts["file"], parts["prepare"])
    assert _wrong(case, [encode(text) for text in TEXTS]) == []


@pytest.mark.slow
@pytest.mark.node
def test_javascript_gives_the_ids_of_tensorflow_text(node: str, tmp_path: Path) -> None:
    content = {"texts": TEXTS, "cases": [_parts(case) for case in CASES], "packings": []}
    ids = run_javascript(node, tmp_path, content)["ids"]
    for case in CASES:
        assert _wrong(case, ids[case["name"]]) == [], case["name"]
