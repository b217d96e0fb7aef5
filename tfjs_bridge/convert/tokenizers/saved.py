"""The packing of a preprocessor that KerasHub saved to a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tfjs_bridge.convert.tokenizers.files import Json
from tfjs_bridge.convert.tokenizers.folder import PREPROCESSOR_JSON, read_saved
from tfjs_bridge.convert.tokenizers.packing import Gives, Packing
from tfjs_bridge.errors import UnsupportedModelError


@dataclass(frozen=True, slots=True)
class Special:
    """Special tokens of a class of tokenizers, and what its classifiers are given."""

    start: str
    end: str
    pad: str
    mask: str | None = None
    separators: int = 1
    has_mask: bool = True
    has_segments: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """All of them."""
        found = (self.start, self.end, self.pad, self.mask)
        return tuple(token for token in found if token is not None)


_BERT: Final = ("[CLS]", "[SEP]", "[PAD]", "[MASK]")
_ALBERT: Final = ("[CLS]", "[SEP]", "<pad>", "[MASK]")

# keras_hub/src/models/*/*_tokenizer.py and *_text_classifier_preprocessor.py
SPECIAL: Final = {
    "AlbertTokenizer": Special(*_ALBERT, has_segments=True),
    "BertTokenizer": Special(*_BERT, has_segments=True),
    "DebertaV3Tokenizer": Special(*_BERT),
    "DistilBertTokenizer": Special(*_BERT),
    "FNetTokenizer": Special(*_ALBERT, has_mask=False, has_segments=True),
    "RobertaTokenizer": Special("<s>", "</s>", "<pad>", "<mask>", separators=2),
    "RoformerV2Tokenizer": Special(*_BERT, has_mask=False, has_segments=True),
    "XLMRobertaTokenizer": Special("<s>", "</s>", "<pad>", separators=2),
}


def saved_packing(folder: Path, file: Json, tokenizer_class: str) -> Packing:
    """Return the packing of a saved preprocessor of a text classifier.

    Args:
        folder: Written by `save_to_preset`.
        file: Content of its `tokenizer.json`, converted.
        tokenizer_class: Name of its tokenizer's class.

    Raises:
        DataError: A file is malformed.
        UnsupportedModelError: It is another preprocessor.
    """
    saved = read_saved(folder, PREPROCESSOR_JSON)
    name, config = str(saved["class_name"]), saved["config"]
    if not name.endswith("TextClassifierPreprocessor") or tokenizer_class not in SPECIAL:
        raise UnsupportedModelError(
            f"{folder / PREPROCESSOR_JSON}: a preprocessor that is not known from its file; "
            f"expected one of a text classifier with {', '.join(SPECIAL)}, got {name} with "
            f"{tokenizer_class}. Give the live preprocessor to tfjs_bridge.export."
        )
    special = SPECIAL[tokenizer_class]
    end = (_id(file, special.end),)
    return Packing(
        outputs=_outputs(special),
        length=int(config["sequence_length"]),
        start=(_id(file, special.start),),
        end=end,
        separator=end * special.separators,
        pad=_id(file, special.pad),
        truncate=config.get("truncate", "round_robin"),
    )


def _outputs(special: Special) -> dict[str, Gives]:
    outputs: dict[str, Gives] = {"token_ids": "token_ids"}
    if special.has_mask:
        outputs["padding_mask"] = "unlike_pad"
    if special.has_segments:
        outputs["segment_ids"] = "segment_ids"
    return outputs


def _id(file: Json, token: str) -> int:
    vocabulary = file["model"]["vocab"]
    if isinstance(vocabulary, list):
        names = [piece for piece, _ in vocabulary]
        # Pieces that no text has are written with a space before them.
        found = next((names.index(text) for text in (f" {token}", token) if text in names), None)
    else:
        found = vocabulary.get(token)
    if found is None:
        raise UnsupportedModelError(
            f"tokenizer: a special token has no id; expected '{token}' in the vocabulary, got "
            f"none. "
            f"Give the live preprocessor to tfjs_bridge.export."
        )
    return int(found)
