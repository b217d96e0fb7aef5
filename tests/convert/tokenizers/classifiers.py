"""Exports KerasHub's models with their preprocessors; writes what Keras answers to texts.

Usage: KERAS_BACKEND=jax python -m tests.convert.tokenizers.classifiers FOLDER

Writes a folder for each artifact; answers.json, ``{name: {"inputs", "outputs"}}``; causal.json,
with the rows of a preprocessor of causal models; and exported/mine, as docs/tokenizers.md does.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tests import docs
from tests.conftest import ROOT
from tests.tokenizers.kerashub import byte_pairs, sentence_piece
from tests.tokenizers.texts import draw_texts

LENGTH = 20
TEXTS = [text for text in draw_texts(40, seed=9) if text.strip()][:12]
_SIZES = {"num_layers": 1, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 24}


def models() -> Iterator[tuple[str, Any, Any, dict[str, Any]]]:
    """Yield names, models, what declares their texts (None: their own), and raw inputs."""
    import keras_hub

    hub = keras_hub.models
    masks = ["<s>", "<pad>", "</s>", "<mask>"]
    vocabulary, merges = byte_pairs(masks, size=600)
    tokenizer = hub.RobertaTokenizer(vocabulary, merges)
    preprocessor = hub.RobertaTextClassifierPreprocessor(tokenizer, sequence_length=LENGTH)
    backbone = hub.RobertaBackbone(len(vocabulary), max_sequence_length=LENGTH, **_SIZES)
    classifier = hub.RobertaTextClassifier(
        backbone, 3, preprocessor=preprocessor, activation="softmax"
    )
    yield "roberta", classifier, None, {"text": TEXTS}

    special = {"pad_id": 0, "unk_id": 1, "bos_id": -1, "eos_id": -1, "pad_piece": "<pad>"}
    proto = sentence_piece(
        vocab_size=2800, character_coverage=0.98, control_symbols=["[CLS]", "[SEP]"],
        user_defined_symbols=["[MASK]"], **special,
    )  # fmt: skip
    preprocessor = hub.AlbertTextClassifierPreprocessor(
        hub.AlbertTokenizer(proto), sequence_length=LENGTH
    )
    backbone = hub.AlbertBackbone(2800, embedding_dim=8, max_sequence_length=LENGTH, **_SIZES)
    pairs = {"tokenizer": preprocessor, "texts": ("premise", "hypothesis")}
    yield "albert", backbone, pairs, {"premise": TEXTS, "hypothesis": TEXTS[::-1]}


def causal_preprocessor() -> Any:
    """Return a preprocessor that packs one token more, and leaves the last one out."""
    import keras_hub

    vocabulary, merges = byte_pairs(["<|endoftext|>"], size=500)
    tokenizer = keras_hub.models.GPT2Tokenizer(vocabulary, merges)
    return keras_hub.models.GPT2CausalLMPreprocessor(tokenizer, sequence_length=LENGTH)


def causal_rows() -> dict[str, Any]:
    """Return what such a preprocessor gives, and what is declared of it."""
    from tfjs_bridge.convert.tokenizers.declared import declare_live
    from tfjs_bridge.convert.tokenizers.packing import called

    preprocessor = causal_preprocessor()
    declared = declare_live(preprocessor, ("text",), None)
    rows = {name: np.asarray(x).tolist() for name, x in called(preprocessor, TEXTS).items()}
    return {"preprocessing": declared.preprocessing, "file": declared.file, "rows": rows}


def export_as_documented(folder: Path) -> None:
    """Run the page's lines: first those for a classifier of KerasHub, then those for any model."""
    import keras_hub

    import tfjs_bridge

    _, roberta, _, _ = next(models())
    names = {"keras_hub": keras_hub, "tfjs_bridge": tfjs_bridge, "backbone": roberta.backbone}
    names["preprocessor"] = roberta.preprocessor
    os.chdir(folder)
    for code in docs.blocks(ROOT / "docs" / "tokenizers.md", "py"):
        exec(code, names)  # noqa: S102
        names["model"] = names["classifier"]


def main(folder: Path) -> None:
    """Export all of them."""
    import tfjs_bridge
    from tfjs_bridge.convert.tokenizers.packing import called

    answers = {}
    for name, model, declared, inputs in models():
        rng = np.random.default_rng(1)
        weights = [rng.normal(scale=0.3, size=x.shape) for x in model.get_weights()]
        model.set_weights(weights)  # KerasHub's own are so small that nothing is seen of them
        card = tfjs_bridge.ModelCard(preprocessing=declared)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tfjs_bridge.export(model, folder / name, format="graph", card=card)
        own = declared or model.preprocessor
        own = own["tokenizer"] if isinstance(own, dict) else own
        outputs = model(called(own, *inputs.values()))
        named = outputs if isinstance(outputs, dict) else {"logits": outputs}
        values = {key: np.asarray(value).tolist() for key, value in named.items()}
        answers[name] = {"inputs": inputs, "outputs": values}
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    (folder / "causal.json").write_text(json.dumps(causal_rows()), encoding="utf-8")
    export_as_documented(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
