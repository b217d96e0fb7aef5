"""Token ids of one text or several as a row of one length, as KerasHub's packers make it.

Source: keras_hub/src/layers/preprocessing/multi_segment_packer.py and start_end_packer.py
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Packed:
    """A row, not padded yet: ids, and the number of the text that each belongs to."""

    ids: list[int]
    segments: list[int]


def pack(texts: Sequence[Sequence[int]], settings: Mapping[str, Any]) -> dict[str, list[int]]:
    """Pack the ids of one example's texts.

    Args:
        texts: One or more.
        settings: Of the operation ``tokenize``.

    Returns:
        Rows of `settings["length"]` integers by what they give.
    """
    packed = _joined(_trimmed(texts, settings), settings)
    length, pad = settings["length"], settings["pad"]
    ids = _padded(packed.ids[:length], pad, settings)
    return {
        "token_ids": ids,
        "padding_mask": _padded([1] * min(len(packed.ids), length), 0, settings),
        "unlike_pad": [int(number != pad) for number in ids],
        "segment_ids": _padded(packed.segments[:length], 0, settings),
    }


def _trimmed(
    texts: Sequence[Sequence[int]], settings: Mapping[str, Any]
) -> Sequence[Sequence[int]]:
    if not settings["keep_end"]:
        return texts
    special = (len(settings[key]) for key in ("start", "end"))
    room = settings["length"] - sum(special) - (len(texts) - 1) * len(settings["separator"])
    lengths = [len(ids) for ids in texts]
    if settings["truncate"] == "waterfall":
        kept = _waterfall(lengths, room)
    else:
        kept = _round_robin(lengths, room)
    return [ids[:count] for ids, count in zip(texts, kept, strict=True)]


def _waterfall(lengths: Sequence[int], room: int) -> list[int]:
    """The first text has all the room that it needs, then the next one."""
    kept = []
    for length in lengths:
        kept.append(min(length, room))
        room -= kept[-1]
    return kept


def _round_robin(lengths: Sequence[int], room: int) -> list[int]:
    """Each text has a token in turn, until there is no room."""
    kept = [0] * len(lengths)
    while room > 0 and kept != list(lengths):
        for number, length in enumerate(lengths):
            if kept[number] < length and room > 0:
                kept[number] += 1
                room -= 1
    return kept


def _joined(texts: Sequence[Sequence[int]], settings: Mapping[str, Any]) -> Packed:
    ids = list(settings["start"])
    segments = [0] * len(ids)
    for number, text in enumerate(texts):
        ids += text
        ids += settings["end" if number == len(texts) - 1 else "separator"]
        segments += [number] * (len(ids) - len(segments))
    return Packed(ids, segments)


def _padded(row: list[int], value: int, settings: Mapping[str, Any]) -> list[int]:
    padding = [value] * (settings["length"] - len(row))
    return padding + row if settings["side"] == "left" else row + padding
