"""The best path through a unigram model, in float32 as SentencePiece computes it.

Hugging Face's libraries compute in float64, so that of paths that are equally good, as in `hahaha`,
they take another one.

Source: https://github.com/google/sentencepiece/blob/master/src/unigram_model.cc, EncodeOptimized
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

# What an unknown character costs more than the least likely piece.
_UNKNOWN_PENALTY: Final = 10.0


class Unigram:
    """A unigram model of `tokenizer.json`."""

    def __init__(self, model: Mapping[str, Any], kept: Sequence[str]) -> None:
        """Read the model.

        Args:
            model: The file's `model`.
            kept: Pieces of a score of their own, which is not that of any piece of the training.
        """
        self._unknown: int = model["unk_id"]
        self._pieces: dict[str, tuple[int, float]] = {
            text: (number, float(score)) for number, (text, score) in enumerate(model["vocab"])
        }
        self._longest = max(map(len, self._pieces), default=1)
        scores = (score for text, (_, score) in self._pieces.items() if text not in kept)
        self._unknown_score = float(np.float32(min(scores, default=0.0) - _UNKNOWN_PENALTY))

    def encode(self, text: str) -> list[int]:
        """Return the ids of the best path; characters in a row that are unknown have one."""
        ids: list[int] = []
        for number in self._best_path(text):
            if number != self._unknown or ids[-1:] != [number]:
                ids.append(number)
        return ids

    def _best_path(self, text: str) -> list[int]:
        # For each end: score, id of the last piece, and where this begins.
        best: list[tuple[float, int, int] | None] = [(0.0, 0, 0), *[None] * len(text)]
        for start in range(len(text)):
            so_far = best[start]
            if so_far is None:
                continue
            for end, number, score in self._found(text, start):
                candidate = score + so_far[0]
                known = best[end]
                if known is None or candidate > known[0]:
                    best[end] = (float(np.float32(candidate)), number, start)
        return self._followed(best)

    def _found(self, text: str, start: int) -> list[tuple[int, int, float]]:
        found = []
        for end in range(start + 1, min(start + self._longest, len(text)) + 1):
            piece = self._pieces.get(text[start:end])
            if piece is not None:
                found.append((end, *piece))
        if not found or found[0][0] > start + 1:
            found.append((start + 1, self._unknown, self._unknown_score))
        return found

    @staticmethod
    def _followed(best: Sequence[tuple[float, int, int] | None]) -> list[int]:
        ids, end = [], len(best) - 1
        while end > 0:
            step = best[end]
            assert step is not None  # noqa: S101 - each character has at least an unknown piece
            ids.append(step[1])
            end = step[2]
        return ids[::-1]
