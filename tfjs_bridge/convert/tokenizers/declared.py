"""A tokenizer and its packing as declared preprocessing, and the file that travels with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tfjs_bridge.convert.tokenizers.byte_pair import convert_byte_pair
from tfjs_bridge.convert.tokenizers.files import Json, TokenizerParts
from tfjs_bridge.convert.tokenizers.folder import folder_source
from tfjs_bridge.convert.tokenizers.live import is_tokenizer, live_source
from tfjs_bridge.convert.tokenizers.packing import (
    Packing,
    preprocessor_packing,
    tokenizer_packing,
)
from tfjs_bridge.convert.tokenizers.saved import SPECIAL, saved_packing
from tfjs_bridge.convert.tokenizers.sentence_piece import convert_sentence_piece
from tfjs_bridge.convert.tokenizers.sources import TokenizerSource
from tfjs_bridge.convert.tokenizers.wordpiece import convert_wordpiece
from tfjs_bridge.errors import UnsupportedModelError

FILE: Final = "tokenizer.json"
_CONVERTERS: Final[dict[str, Callable[[TokenizerSource], TokenizerParts]]] = {
    "WordPieceTokenizer": convert_wordpiece,
    "BytePairTokenizer": convert_byte_pair,
    "SentencePieceTokenizer": convert_sentence_piece,
}
# Bases of tokenizers that are known by their names alone, from a folder.
_BASES: Final = {
    **dict.fromkeys(("BertTokenizer", "DistilBertTokenizer"), "WordPieceTokenizer"),
    "RoformerV2Tokenizer": "WordPieceTokenizer",
    "RobertaTokenizer": "BytePairTokenizer",
    **dict.fromkeys(("AlbertTokenizer", "DebertaV3Tokenizer"), "SentencePieceTokenizer"),
    **dict.fromkeys(("FNetTokenizer", "XLMRobertaTokenizer"), "SentencePieceTokenizer"),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """What an artifact says of its texts.

    Attributes:
        preprocessing: Of the kind ``features``.
        file: Content of the tokenizer's file.
        length: Of a row of token ids.
    """

    preprocessing: Json
    file: Json
    length: int

    @property
    def file_bytes(self) -> bytes:
        """The file as it is written: as small as JSON can be, since it is large."""
        text = json.dumps(self.file, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8") + b"\n"


def declare_live(origin: Any, texts: Sequence[str], inputs: Sequence[str] | None) -> Declared:
    """Declare what a live preprocessor or tokenizer of KerasHub does.

    Args:
        origin: The preprocessor or the tokenizer.
        texts: Names of the texts that one example has.
        inputs: The network's inputs; `None`: all that the preprocessor gives.

    Raises:
        UnsupportedModelError: It cannot be declared.
        DataError: Its vocabulary is malformed.
        UsageError: The network has other inputs.
    """
    if is_tokenizer(origin):
        first = inputs[0] if inputs else "token_ids"
        packing, tokenizer = tokenizer_packing(origin, first), origin
    else:
        packing, tokenizer = preprocessor_packing(origin), origin.tokenizer
    return _declared(convert(live_source(tokenizer)), packing.only(inputs), texts)


def declare_saved(folder: Path, texts: Sequence[str], inputs: Sequence[str] | None) -> Declared:
    """Declare what a preprocessor does that KerasHub saved to a folder; see `declare_live`."""
    source = folder_source(folder)
    name = source.classes[0]
    special = SPECIAL[name].tokens if name in SPECIAL else ()
    known = TokenizerSource(
        label=source.label,
        classes=(name, _BASES.get(name, name)),
        config=source.config,
        special_tokens=(*special, *source.special_tokens),
        files=source.files,
    )
    parts = convert(known)
    packing = saved_packing(folder, parts.file, name)
    return _declared(parts, packing.only(inputs), texts)


def convert(source: TokenizerSource) -> TokenizerParts:
    """Convert a tokenizer of any kind.

    Raises:
        UnsupportedModelError: Its kind is not known here, or it cannot be converted.
    """
    kind = next((name for name in _CONVERTERS if source.is_a([name])), None)
    if kind is None:
        raise UnsupportedModelError(
            f"{source.label}: a kind of tokenizer that is not supported; expected "
            f"{', '.join(_CONVERTERS)} or one derived from these, got {source.classes[0]}. "
            f"Declare no preprocessing, and give the model token ids."
        )
    return _CONVERTERS[kind](source)


def _declared(parts: TokenizerParts, packing: Packing, texts: Sequence[str]) -> Declared:
    settings = {
        "file": FILE,
        "prepare": parts.prepare,
        "length": packing.length,
        "start": list(packing.start),
        "end": list(packing.end),
        "separator": list(packing.separator),
        "pad": packing.pad,
        "side": packing.side,
        "truncate": packing.truncate,
        "keep_end": packing.keep_end,
    }
    steps = [
        {"op": "tokenize", "inputs": list(texts), "output": name, "gives": gives, **settings}
        for name, gives in packing.outputs.items()
    ]
    inputs = [{"name": name, "shape": [None], "dtype": "string"} for name in texts]
    return Declared(
        {"kind": "features", "inputs": inputs, "steps": steps}, parts.file, packing.length
    )
