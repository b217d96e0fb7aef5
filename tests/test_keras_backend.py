"""The garbage collector while a model is exported."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tfjs_bridge.keras_backend import searching_new_objects_only


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Nothing is kept apart before a test, nor after it."""
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_what_there_was_is_not_searched() -> None:
    """Within the block alone, and after an error too."""

    def failing() -> None:
        with searching_new_objects_only():
            assert gc.get_freeze_count() > 0
            raise ValueError("within")

    with pytest.raises(ValueError, match="within"):
        failing()
    assert gc.get_freeze_count() == 0


def test_a_block_within_another_ends_nothing() -> None:
    """The outer one goes on."""
    with searching_new_objects_only():
        with searching_new_objects_only():
            pass
        assert gc.get_freeze_count() > 0


def test_what_a_program_keeps_apart_itself_stays_so() -> None:
    """As servers do before they make processes of themselves."""
    gc.freeze()
    count = gc.get_freeze_count()
    with searching_new_objects_only():
        pass
    # Some may be freed meanwhile; none is thawed.
    assert gc.get_freeze_count() > count // 2


def test_new_garbage_is_found() -> None:
    """The memory of an export stays what it was."""
    with searching_new_objects_only():
        ring: list[object] = []
        ring.append(ring)
        del ring
        assert gc.collect() >= 1
