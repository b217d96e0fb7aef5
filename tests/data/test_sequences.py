"""Tests of cutting an encoded text into sequences."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pytest

from tfjs_bridge.data.sequences import epoch_sequences, validation_sequences
from tfjs_bridge.errors import DataError

SIZES = [
    pytest.param(n, length, count, id=f"{n} characters by {length}")
    for n, length, count in [
        *((2, 1, 1), (3, 1, 2), (10, 1, 9)),
        *((5, 4, 1), (7, 4, 1), (8, 4, 1), (11, 4, 1), (12, 4, 2), (13, 4, 2), (1000, 7, 141)),
    ]
]


def text(n: int) -> npt.NDArray[np.int32]:
    """Each character is its position, so windows show where they are from."""
    return np.arange(n, dtype=np.int32)


def test_the_only_window() -> None:
    """One character more than the length leaves no choice."""
    for epoch in range(3):
        inputs, targets = epoch_sequences(text(4), 3, seed=1, epoch=epoch)
        assert inputs.tolist() == [[0, 1, 2]]
        assert targets.tolist() == [[1, 2, 3]]


def test_the_only_choices() -> None:
    """Seven characters by three: one window at one of four places, each of them in its turn."""
    seen = {
        tuple(epoch_sequences(text(7), 3, seed=1, epoch=epoch)[0].ravel().tolist())
        for epoch in range(60)
    }
    assert seen == {(0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5)}


@pytest.mark.parametrize(("n", "length", "count"), SIZES)
def test_every_epoch_is_a_cut_of_the_text(n: int, length: int, count: int) -> None:
    """As many windows each time, one after the other, each target the next character."""
    for epoch in range(20):
        inputs, targets = epoch_sequences(text(n), length, seed=3, epoch=epoch)
        assert inputs.shape == targets.shape == (count, length)
        assert inputs.dtype == targets.dtype == np.int32
        np.testing.assert_array_equal(targets, inputs + 1)
        in_order = np.sort(inputs.ravel())
        np.testing.assert_array_equal(in_order, np.arange(count * length) + in_order[0])
        assert targets.max() < n


@pytest.mark.parametrize(("n", "length", "count"), SIZES[:-1])
def test_every_character_has_its_turn(n: int, length: int, count: int) -> None:
    """The last one as well, as a target."""
    windows = [epoch_sequences(text(n), length, seed=3, epoch=epoch) for epoch in range(100)]
    assert {value for _, targets in windows for value in targets.flat} == set(range(1, n))
    assert len({int(inputs.min()) for inputs, _ in windows}) >= min(length, n - length)


def test_windows_are_shuffled() -> None:
    """Or a network would learn the end of the text best."""
    inputs, _ = epoch_sequences(text(1000), 10, seed=3, epoch=0)
    assert inputs[:, 0].tolist() != sorted(inputs[:, 0])


def test_seed_and_epoch_decide_alone() -> None:
    """The same for the same two; another order for another seed or another epoch."""

    def starts(seed: int, epoch: int) -> list[int]:
        inputs, _ = epoch_sequences(text(1000), 10, seed=seed, epoch=epoch)
        return [int(window[0]) for window in inputs]

    first = starts(5, 2)
    assert starts(5, 2) == first
    assert starts(5, 3) != first
    assert starts(2, 5) != first


@pytest.mark.parametrize(
    ("n", "inputs", "targets"),
    [
        pytest.param(4, [[0, 1, 2]], [[1, 2, 3]], id="one window"),
        pytest.param(6, [[0, 1, 2]], [[1, 2, 3]], id="a rest of two"),
        pytest.param(7, [[0, 1, 2], [3, 4, 5]], [[1, 2, 3], [4, 5, 6]], id="no rest"),
        pytest.param(8, [[0, 1, 2], [3, 4, 5]], [[1, 2, 3], [4, 5, 6]], id="a rest of one"),
    ],
)
def test_validation_scores_every_character_once(
    n: int, inputs: list[list[int]], targets: list[list[int]]
) -> None:
    """All but the first one and the rest."""
    found = validation_sequences(text(n), 3)
    assert [values.tolist() for values in found] == [inputs, targets]
    assert [values.dtype for values in found] == [np.int32, np.int32]


@pytest.mark.parametrize(
    ("n", "length"),
    [
        pytest.param(3, 3, id="no target for the last"),
        pytest.param(0, 1, id="empty"),
        pytest.param(5, 0, id="length 0"),
    ],
)
def test_a_short_text_is_refused(n: int, length: int) -> None:
    """Both numbers are in the message, and what to do."""
    message = (
        "Encoded text: too short for one sequence; expected a sequence length of at least 1 and "
        f"one character more than that, got length {length} and {n} characters. Pass a smaller "
        "--sequence-length, or a longer text."
    )
    with pytest.raises(DataError, match=re.escape(message)):
        epoch_sequences(text(n), length, seed=1, epoch=0)
    with pytest.raises(DataError, match=re.escape(message)):
        validation_sequences(text(n), length)


def test_one_text_at_a_time() -> None:
    """Two axes are refused."""
    with pytest.raises(DataError, match=r"wrong number of axes; expected shape \(n,\), got \(2, 9"):
        validation_sequences(np.zeros((2, 9), np.int32), 3)
