"""Cuts an encoded text into sequences of one length, each with the characters that come next."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import DataError

IndexArray = npt.NDArray[np.int32]


def epoch_sequences(
    indices: IndexArray, length: int, *, seed: int, epoch: int
) -> tuple[IndexArray, IndexArray]:
    """Cut the training text for one epoch, from another place than in the epochs before.

    The windows follow one another without overlap and are shuffled. The first begins at a random
    offset that leaves room for all of them, so every epoch has the same number of windows, and over
    the epochs every character has its turn. A text of 2 x length characters or more has at least
    ``length`` different offsets.

    Args:
        indices: int32, shape (n,), the encoded training text; n is at least length + 1.
        length: characters of a window, at least 1.
        seed: with ``epoch``, all that decides the offset and the order; at least 0.
        epoch: counted from 0.

    Returns:
        inputs: int32, shape (count, length); count is n // length - 1, and at least 1.
        targets: int32, shape (count, length); ``targets[w, t]`` is what follows ``inputs[w, t]``.

    Raises:
        DataError: The text is too short for one window, or is not one line of characters.
    """
    _check_indices(indices, length)
    # One window less than fits, which leaves room for the random offset.
    count = max(indices.size // length - 1, 1)
    # One for each epoch, so that a resumed training draws what an uninterrupted one draws.
    generator = np.random.default_rng([seed, epoch])
    offset = int(generator.integers(indices.size - count * length))
    order = generator.permutation(count)
    inputs, targets = _windows(indices, offset, count, length)
    return inputs[order], targets[order]


def validation_sequences(indices: IndexArray, length: int) -> tuple[IndexArray, IndexArray]:
    """Cut the validation text from its start; the same windows each time.

    Every character but the first is a target once, up to the last whole window: the rest, of fewer
    than ``length`` characters, is dropped. ``targets.size`` characters are scored.

    Args:
        indices: int32, shape (n,), the encoded validation text; n is at least length + 1.
        length: characters of a window, at least 1.

    Returns:
        inputs: int32, shape ((n - 1) // length, length), in the order of the text.
        targets: int32, of the same shape; ``targets[w, t]`` is what follows ``inputs[w, t]``.

    Raises:
        DataError: The text is too short for one window, or is not one line of characters.
    """
    _check_indices(indices, length)
    return _windows(indices, 0, (indices.size - 1) // length, length)


def _windows(
    indices: IndexArray, offset: int, count: int, length: int
) -> tuple[IndexArray, IndexArray]:
    end = offset + count * length
    inputs = indices[offset:end].reshape(count, length)
    targets = indices[offset + 1 : end + 1].reshape(count, length)
    return inputs, targets


def _check_indices(indices: IndexArray, length: int) -> None:
    if indices.ndim != 1:
        raise DataError(
            f"Encoded text: wrong number of axes; expected shape (n,), got {indices.shape}. "
            "Pass one text at a time."
        )
    if length < 1 or indices.size <= length:
        raise DataError(
            f"Encoded text: too short for one sequence; expected a sequence length of at least 1 "
            f"and one character more than that, got length {length} and {indices.size:,} "
            "characters. Pass a smaller --sequence-length, or a longer text."
        )
