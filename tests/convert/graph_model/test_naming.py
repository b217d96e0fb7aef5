"""Which open sizes are taken to be the same, and what is taken for true of them."""

from __future__ import annotations

import pytest

from tfjs_bridge.convert.frontend.calling import InputSpec
from tfjs_bridge.convert.graph_model.naming import Naming, lengths_in, names_in, namings


def specs(*shapes: tuple[int | None, ...]) -> list[InputSpec]:
    return [InputSpec(f"x{place}", shape, "float32") for place, shape in enumerate(shapes)]


def named(naming: Naming, *shapes: tuple[int | None, ...]) -> list[list[str]]:
    return [naming.symbols(spec, place) for place, spec in enumerate(specs(*shapes))]


def test_only_an_open_batch_has_one_naming() -> None:
    assert list(namings(specs((None, 3), (None, 4)))) == [Naming()]


def test_the_freest_naming_comes_first_and_no_two_are_alike() -> None:
    """Tokens and their mask: both lengths their own, then the same; `axis` and `all` are alike."""
    found = list(namings(specs((None, None), (None, None))))
    assert found[:2] == [Naming(), Naming("axis")]
    assert found[2:] == [Naming(multiple=2**k) for k in range(1, 6)]


def test_sizes_of_the_same_axis_are_the_same() -> None:
    shapes = (None, None), (None, 8, None)
    assert named(Naming("axis"), *shapes) == [["b", "s_1"], ["b", "8", "s_2"]]
    assert named(Naming("all"), *shapes) == [["b", "s"], ["b", "8", "s"]]


def test_all_but_the_batch_are_multiples() -> None:
    assert named(Naming(multiple=4), (None, None, 3)) == [["b", "4*s0_1", "3"]]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("shapes=[(b, s0_1, 8), (min(16, s0_1), 8)]", ["s0_1 <= 16"]),
        ("shapes=[(b, s, 8), (min(s, 9), 8)]", ["s <= 9"]),
        ("shapes=[(b, s, 8), (3, 8)]", []),
        ("min(s, t)", []),
    ],
)
def test_tables_are_taken_to_be_long_enough(message: str, expected: list[str]) -> None:
    assert list(lengths_in(message)) == expected


def test_the_names_in_an_expression() -> None:
    assert names_in("floordiv(s2_1 - 1, 2) + 1 <= 8") == {"s2_1"}
