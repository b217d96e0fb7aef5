"""SentencePiece: unigram (ALBERT, XLM-RoBERTa, T5, DeBERTa), pairs (Gemma, Llama) and characters.

Keras: keras_hub.tokenizers.SentencePieceTokenizer(proto, add_bos, add_eos)
File: Unigram(vocab, unk_id), or BPE(vocab, merges, byte_fallback), after our own normalization
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Final

from tfjs_bridge.convert.tokenizers.files import (
    Json,
    TokenizerParts,
    added_tokens,
    tokenizer_file,
)
from tfjs_bridge.convert.tokenizers.proto import (
    NORMAL,
    UNKNOWN,
    UNUSED,
    USER_DEFINED,
    Piece,
    SentencePieceModel,
    read_model,
)
from tfjs_bridge.convert.tokenizers.sources import TokenizerSource
from tfjs_bridge.errors import UnsupportedModelError

_SPACE: Final = "\u2581"
# Tokenizers that shift SentencePiece's ids by one, as fairseq did: their first four ids are these.
_FAIRSEQ: Final = frozenset({"XLMRobertaTokenizer", "MetaCLIP2Tokenizer"})
_FAIRSEQ_PIECES: Final = ("<s>", "<pad>", "</s>", "<unk>")


def convert_sentence_piece(source: TokenizerSource) -> TokenizerParts:
    """Return a SentencePiece tokenizer's parts.

    Raises:
        UnsupportedModelError: It has what Hugging Face's libraries do in another way.
        DataError: Its file is malformed.
    """
    model = read_model(source.bytes("vocabulary.spm"))
    _check(source, model)
    pieces = _fairseq(model.pieces) if source.is_a(_FAIRSEQ) else model.pieces
    parts = {"normalizer": _normalizer(model), "pre_tokenizer": _pre_tokenizer(model)}
    kept = [(piece.text, k) for k, piece in enumerate(pieces) if piece.type == USER_DEFINED]
    is_unigram = model.type == "unigram"
    file = tokenizer_file(
        _unigram(pieces) if is_unigram else _byte_pair(pieces, model),
        added_tokens=added_tokens(kept),
        decoder=_decoder(model),
        **parts,
    )
    return TokenizerParts(file, _prepare(model))


def _check(source: TokenizerSource, model: SentencePieceModel) -> None:
    types = {piece.type for piece in model.pieces}
    problems = {
        "model_type": (model.type == "word", "unigram, bpe or char", "word"),
        "byte_fallback": (
            model.byte_fallback and model.type == "unigram",
            "none in a unigram model",
            "one",
        ),
        "pieces": (UNUSED in types and model.type == "bpe", "none that are unused", "some"),
        "escape_whitespaces": (not model.escape_spaces, "true", "false"),
    }
    for name, (is_problem, expected, got) in problems.items():
        if is_problem:
            raise UnsupportedModelError(
                f"{source.label}: {name} of this SentencePiece model would give other ids in "
                f"JavaScript; expected {expected}, got {got}. Declare no preprocessing, and give "
                f"the model token ids."
            )


def _fairseq(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces in fairseq's order: `<unk>`, `<s>` and `</s>` make place for four, and a mask."""
    first = tuple(Piece(text, 0.0, UNKNOWN if text == "<unk>" else 3) for text in _FAIRSEQ_PIECES)
    return (*first, *pieces[3:], Piece("<mask>", 0.0, 3))


def _unknown(pieces: tuple[Piece, ...]) -> int:
    return next((k for k, piece in enumerate(pieces) if piece.type == UNKNOWN), 0)


def _unigram(pieces: tuple[Piece, ...]) -> Json:
    """Return a unigram model.

    Control, unknown and unused pieces are never found in a text: SentencePiece has them in another
    table. Here the space before their names sees to it, since normalized texts have none. Theirs is
    the lowest score, because an unknown character costs 10 more than that.
    """
    normal = [piece.score for piece in pieces if piece.type == NORMAL]
    # unigram_model.cc starts from FLT_MIN, which is above 0.
    lowest, highest = min(normal, default=0.0), max((0.0, *normal))
    vocabulary = [[f" {piece.text}", lowest] for piece in pieces]
    for k, piece in enumerate(pieces):
        if piece.type == NORMAL:
            vocabulary[k] = [piece.text, piece.score]
        elif piece.type == USER_DEFINED:
            # unigram_model.cc: "receives extra bonus to always be selected"
            vocabulary[k] = [piece.text, len(piece.text.encode()) * highest - 0.1]
    return {
        "type": "Unigram",
        "unk_id": _unknown(pieces),
        "vocab": vocabulary,
        "byte_fallback": False,
    }


def _byte_pair(pieces: tuple[Piece, ...], model: SentencePieceModel) -> Json:
    merges = [] if model.type == "char" else [[left, right] for left, right in _merges(pieces)]
    return {
        "type": "BPE",
        **dict.fromkeys(("dropout", "continuing_subword_prefix", "end_of_word_suffix")),
        "unk_token": pieces[_unknown(pieces)].text,
        "fuse_unk": True,
        "byte_fallback": model.byte_fallback,
        "ignore_merges": False,
        "vocab": {piece.text: number for number, piece in enumerate(pieces)},
        "merges": merges,
    }


def _merges(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, str]]:
    """Yield all pairs that make a piece, those of the best piece first.

    SentencePiece joins any two neighbours whose whole is a piece, and has no list of pairs.
    """
    known = {piece.text for piece in pieces if piece.type == NORMAL}
    for piece in sorted(pieces, key=lambda piece: -piece.score):
        if piece.type == NORMAL:
            text = piece.text
            pairs = ((text[:k], text[k:]) for k in range(1, len(text)))
            yield from (pair for pair in pairs if known.issuperset(pair))


def _prepare(model: SentencePieceModel) -> Json:
    place = "after" if model.space_after else "before"
    return {
        "kind": "sentencepiece",
        "charsmap": bool(model.charsmap),
        "kept": sorted(piece.text for piece in model.pieces if piece.type == USER_DEFINED),
        "remove_extra_spaces": model.remove_extra_spaces,
        "space": place if model.add_space else None,
    }


def _normalizer(model: SentencePieceModel) -> Json | None:
    """Return the nearest that Hugging Face's libraries have, for those who read the file alone."""
    steps: list[Json] = []
    if model.charsmap:
        table = base64.b64encode(model.charsmap).decode()
        steps.append({"type": "Precompiled", "precompiled_charsmap": table})
    if model.remove_extra_spaces:
        steps.append({"type": "Strip", "strip_left": True, "strip_right": True})
        steps.append({"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "})
    return {"type": "Sequence", "normalizers": steps} if steps else None


def _pre_tokenizer(model: SentencePieceModel) -> Json:
    scheme = "first" if model.add_space and not model.space_after else "never"
    return {
        "type": "Metaspace",
        "replacement": _SPACE,
        "prepend_scheme": scheme,
        "split": False,
    }


def _decoder(model: SentencePieceModel) -> Json:
    space = {"type": "Replace", "pattern": {"String": _SPACE}, "content": " "}
    steps: list[Json] = [space, {"type": "ByteFallback"}, {"type": "Fuse"}]
    if model.add_space:
        ends = {"start": 0, "stop": 1} if model.space_after else {"start": 1, "stop": 0}
        steps.append({"type": "Strip", "content": " ", **ends})
    return {"type": "Sequence", "decoders": steps}
