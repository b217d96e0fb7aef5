"""How token ids become a network's inputs: the settings of KerasHub's packers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tfjs_bridge.convert.tokenizers.live import class_names
from tfjs_bridge.errors import UnsupportedModelError, UsageError

Gives = Literal["token_ids", "padding_mask", "unlike_pad", "segment_ids"]


@dataclass(frozen=True, slots=True)
class Packing:
    """Settings of the operation ``tokenize``, but for the tokenizer's own.

    Attributes:
        outputs: What is given, by the name of the network's input.
        length: Of a row.
        start: Ids at its beginning.
        end: Ids after the last text.
        separator: Ids between two texts.
        pad: Id of padding.
        side: Of the padding.
        truncate: Which text is cut where there is no room.
        keep_end: Whether texts are cut to leave room for the end.
    """

    outputs: dict[str, Gives]
    length: int
    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    separator: tuple[int, ...] = ()
    pad: int = 0
    side: Literal["left", "right"] = "right"
    truncate: Literal["round_robin", "waterfall"] = "round_robin"
    keep_end: bool = True

    def only(self, names: Sequence[str] | None) -> Packing:
        """Return the packing without what a network does not read.

        Args:
            names: Of its inputs; `None`: all that is given.

        Raises:
            UsageError: It reads what is not given.
        """
        if names is None:
            return self
        missing = [name for name in names if name not in self.outputs]
        if missing:
            raise UsageError(
                f"preprocessing: the tokenizer does not prepare the model's input '{missing[0]}'; "
                f"expected inputs called {', '.join(self.outputs)}, got {', '.join(names)}. Name "
                f"the model's inputs like that, or declare no preprocessing."
            )
        return replace(self, outputs={name: self.outputs[name] for name in names})


def tokenizer_packing(tokenizer: Any, input_name: str) -> Packing:
    """Return the packing of a tokenizer by itself, with a `sequence_length`.

    Args:
        tokenizer: Of KerasHub.
        input_name: The network's only input.

    Raises:
        UnsupportedModelError: Its rows have no fixed length.
    """
    length = tokenizer.sequence_length
    if not length:
        raise UnsupportedModelError(
            f"tokenizer '{tokenizer.name}': its rows have no fixed length; expected "
            f"sequence_length, got {length}. Make the tokenizer with it, or give a preprocessor."
        )
    names = class_names(tokenizer)
    # WordPiece pads with 0, whatever its padding token (word_piece_tokenizer.py, to_tensor).
    pad = 0 if "WordPieceTokenizer" in names else getattr(tokenizer, "pad_token_id", 0)
    ends = _sentence_ends(tokenizer)
    return Packing({input_name: "token_ids"}, length, *ends, pad=pad, keep_end=False)


def _sentence_ends(tokenizer: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Ids that SentencePiece itself adds, and cuts off like any others."""
    processor = getattr(tokenizer, "_sentence_piece_spm", None)
    if processor is None:
        return (), ()
    start = (processor.bos_id(),) if tokenizer.add_bos else ()
    return start, (processor.eos_id(),) if tokenizer.add_eos else ()


def preprocessor_packing(preprocessor: Any) -> Packing:
    """Return the packing of a live preprocessor.

    Raises:
        UnsupportedModelError: It packs in a way that is not known here.
    """
    if getattr(preprocessor, "packer", None) is None:
        preprocessor.build(None)
    packer: Any = getattr(preprocessor, "packer", None)
    kind = type(packer).__name__
    if kind not in ("MultiSegmentPacker", "StartEndPacker"):
        raise UnsupportedModelError(
            f"preprocessor '{preprocessor.name}' ({type(preprocessor).__name__}): it packs token "
            f"ids in another way; expected a MultiSegmentPacker or a StartEndPacker, got {kind}. "
            f"Declare no preprocessing, and give the model token ids."
        )
    is_multiple = kind == "MultiSegmentPacker"
    starts = is_multiple or getattr(preprocessor, "add_start_token", True)
    ends = is_multiple or getattr(preprocessor, "add_end_token", True)
    return Packing(
        outputs=_outputs(preprocessor, is_multiple),
        length=int(preprocessor.sequence_length),
        start=_ids(packer.start_value) if starts else (),
        end=_ids(packer.end_value) if ends else (),
        separator=_ids(packer.sep_value) if is_multiple else (),
        pad=int(packer.pad_value or 0),
        side=packer.padding_side,
        truncate=packer.truncate if is_multiple else "round_robin",
        # It packs one token more, and leaves out the last, which has no next one to predict.
        keep_end="CausalLMPreprocessor" not in class_names(preprocessor),
    )


def _ids(value: Sequence[int] | None) -> tuple[int, ...]:
    return tuple(int(number) for number in value or ())


def _outputs(preprocessor: Any, is_multiple: bool) -> dict[str, Gives]:
    given = called(preprocessor, ["a"])
    kinds: dict[str, Gives] = {
        "token_ids": "token_ids",
        # Text classifiers compare with the padding's id, also where a text has it.
        "padding_mask": "unlike_pad" if is_multiple else "padding_mask",
        "segment_ids": "segment_ids",
    }
    unknown = [name for name in given if name not in kinds]
    if unknown:
        raise UnsupportedModelError(
            f"preprocessor '{preprocessor.name}' ({type(preprocessor).__name__}): it gives what is "
            f"not known here; expected {', '.join(kinds)}, got {unknown[0]}. Declare no "
            f"preprocessing, and give the model token ids."
        )
    return {name: kinds[name] for name in given}


def called(preprocessor: Any, *texts: list[str]) -> dict[str, Any]:
    """Call a live preprocessor on texts, and return what it gives for the network."""
    result = preprocessor(texts[0] if len(texts) == 1 else texts)
    given = result[0] if isinstance(result, tuple) else result
    return given if isinstance(given, dict) else {"token_ids": given}
