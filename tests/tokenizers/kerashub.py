"""What KerasHub's own tokenizers and packers give, written for the comparison with ours.

Usage: KERAS_BACKEND=jax python -m tests.tokenizers.kerashub OUT.json
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.tokenizers.texts import draw_texts
from tfjs_bridge.convert.tokenizers.declared import convert
from tfjs_bridge.convert.tokenizers.live import live_source

TEXTS = 3000
_CORPUS = draw_texts(1500, seed=1)
_SPECIAL = ["[CLS]", "[SEP]"]
_PAD_FIRST = {"pad_id": 0, "unk_id": 1, "bos_id": -1, "eos_id": -1}
_UNIGRAM = {"model_type": "unigram", "vocab_size": 2800, "character_coverage": 0.98}
_PAIRS = {"model_type": "bpe", "vocab_size": 3500, "normalization_rule_name": "identity"}
_PAIRS |= {"byte_fallback": True, "remove_extra_whitespaces": False, "character_coverage": 0.98}


def sentence_piece(**settings: Any) -> bytes:
    """Train a small SentencePiece model."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_CORPUS),
        model_writer=model,
        minloglevel=2,
        hard_vocab_limit=False,
        **settings,
    )
    return model.getvalue()


def byte_pairs(special: list[str], size: int = 1200) -> tuple[dict[str, int], list[str]]:
    """Train a small byte-pair vocabulary, and its merges."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=special,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_CORPUS, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return model["vocab"], [" ".join(merge) for merge in model["merges"]]


def tokenizers() -> Iterator[tuple[str, Any]]:
    """Yield tokenizers of all kinds that run without TensorFlow Text, by their names."""
    import keras_hub

    hub = keras_hub.models
    yield "GPT-2", hub.GPT2Tokenizer(*byte_pairs(["<|endoftext|>"]))
    masks = ["<s>", "<pad>", "</s>", "<mask>"]
    yield "RoBERTa, a space before", hub.RobertaTokenizer(*byte_pairs(masks), add_prefix_space=True)
    yield "BART", hub.BartTokenizer(*byte_pairs(masks[:3]))
    yield "OPT", hub.OPTTokenizer(*byte_pairs(["</s>", "<pad>"]))
    yield "Qwen", hub.QwenTokenizer(*byte_pairs(["<|endoftext|>"]))
    kept = ["<s>", "<s>a", "the"]
    yield (
        "byte pairs, tokens within others",
        keras_hub.tokenizers.BytePairTokenizer(*byte_pairs(kept), unsplittable_tokens=kept),
    )
    albert = {**_UNIGRAM, **_PAD_FIRST, "normalization_rule_name": "nmt_nfkc_cf"}
    albert |= {"pad_piece": "<pad>", "control_symbols": _SPECIAL}
    proto = sentence_piece(**albert, user_defined_symbols=["[MASK]", "the", "\ufb01ne"])
    yield "ALBERT, symbols of the user", hub.AlbertTokenizer(proto)
    deberta = {"pad_id": 0, "bos_id": 1, "eos_id": 2, "unk_id": 3, "unk_piece": "[UNK]"}
    deberta |= {"pad_piece": "[PAD]", "bos_piece": "[CLS]", "eos_piece": "[SEP]"}
    proto = sentence_piece(**_UNIGRAM, **deberta, remove_extra_whitespaces=False)
    yield "DeBERTa, all spaces", hub.DebertaV3Tokenizer(proto)
    yield "XLM-RoBERTa, shifted ids", hub.XLMRobertaTokenizer(sentence_piece(**_UNIGRAM))
    t5 = {**_UNIGRAM, "pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    yield "T5", hub.T5Tokenizer(sentence_piece(**t5, normalization_rule_name="nfkc"))
    gemma = {"pad_id": 0, "eos_id": 1, "bos_id": 2, "unk_id": 3, "bos_piece": "<bos>"}
    gemma |= {"eos_piece": "<eos>", "add_dummy_prefix": False}
    symbols = ["<mask>", "\n", "\n\n", "\u2581\u2581", "\u2581\u2581\u2581"]
    proto = sentence_piece(**_PAIRS, **gemma, user_defined_symbols=symbols)
    yield "Gemma, pairs and bytes", hub.GemmaTokenizer(proto)
    yield "Llama, pairs and bytes", hub.LlamaTokenizer(sentence_piece(**_PAIRS))
    plain = keras_hub.tokenizers.SentencePieceTokenizer
    proto = sentence_piece(model_type="bpe", vocab_size=3000, character_coverage=0.98)
    yield "pairs, unknown characters", plain(proto)
    yield "spaces after", plain(sentence_piece(**_UNIGRAM, treat_whitespace_as_suffix=True))
    yield (
        "characters",
        plain(sentence_piece(model_type="char", vocab_size=3000, character_coverage=0.98)),
    )


def packings() -> Iterator[dict[str, Any]]:
    """Yield settings of packers, ids of texts, and what KerasHub makes of them."""
    import keras_hub

    rows = [[list(range(10, 10 + n)) for n in counts] for counts in _COUNTS]
    special = {"start": [1], "end": [2], "separator": [2, 2], "pad": 12}
    for truncate in ("round_robin", "waterfall"):
        for side in ("right", "left"):
            packer = keras_hub.layers.MultiSegmentPacker(
                9, 1, 2, [2, 2], 12, truncate=truncate, padding_side=side
            )
            settings = {**special, "truncate": truncate, "side": side, "length": 9}
            for texts in rows:
                ids, segments = packer(tuple(texts))
                wanted = {"token_ids": _list(ids), "segment_ids": _list(segments)}
                yield {"settings": {**settings, "keep_end": True}, "texts": texts, "rows": wanted}
    for side in ("right", "left"):
        packer = keras_hub.layers.StartEndPacker(
            7, 1, [2, 3], 12, return_padding_mask=True, padding_side=side
        )
        settings = {**special, "end": [2, 3], "truncate": "round_robin", "side": side}
        for (text,) in (texts for texts in rows if len(texts) == 1):
            ids, mask = packer(text)
            yield {
                "settings": {**settings, "length": 7, "keep_end": True},
                "texts": [text],
                "rows": {"token_ids": _list(ids), "padding_mask": _list(mask)},
            }


_COUNTS = [
    *((0,), (1,), (3,), (4,), (7,), (8,), (20,)),
    *((0, 0), (2, 2), (9, 1), (1, 9), (9, 9), (0, 9), (3, 2, 9), (9, 0, 4)),
]


def _list(values: Any) -> list[int]:
    return [int(value) for value in values]


def main(path: Path) -> None:
    """Write everything."""
    texts = draw_texts(TEXTS)
    cases = []
    for name, tokenizer in tokenizers():
        parts = convert(live_source(tokenizer))
        ids = [_list(row) for row in tokenizer(texts)]
        cases.append({"name": name, "file": parts.file, "prepare": parts.prepare, "ids": ids})
    content = {"texts": texts, "cases": cases, "packings": list(packings())}
    path.write_text(json.dumps(content), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
