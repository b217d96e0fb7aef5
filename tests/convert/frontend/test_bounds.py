"""What a program says of its inputs: bounds of indices, and dtypes that nobody has given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tfjs_bridge.convert.frontend.bounds import index_bounds
from tfjs_bridge.convert.frontend.uses import Use, uses_of_arguments

pytestmark = pytest.mark.needs("jax")
TABLE = np.arange(50, dtype="float32").reshape(10, 5)


def program(function: Callable[..., Any], *arguments: Any) -> Any:
    """As JAX traces it."""
    import jax

    return jax.make_jaxpr(function)(*arguments)


def whole(*shape: int) -> Any:
    """An argument of whole numbers."""
    return np.zeros(shape, "int32")


def _scan(jnp: Any, i: Any) -> Any:
    import jax

    return jax.lax.scan(lambda h, x: (h + jnp.asarray(TABLE)[x], None), jnp.zeros(5), i)[0]


def _while(jnp: Any, i: Any) -> Any:
    import jax

    return jax.lax.while_loop(
        lambda s: s[0] < 3,
        lambda s: (s[0] + 1, s[1] + jnp.asarray(TABLE)[i]),
        (0, jnp.zeros((3, 5))),
    )


def _cond(jnp: Any, i: Any) -> Any:
    import jax

    return jax.lax.cond(i[0] > 1, lambda: jnp.asarray(TABLE)[i], lambda: jnp.zeros((3, 5)))


BOUNDS: dict[str, tuple[Callable[[Any, Any], Any], int | None]] = {
    "a row of a table": (lambda jnp, i: jnp.asarray(TABLE)[i], 10),
    "taken and clipped": (lambda jnp, i: jnp.take(TABLE, i, axis=0, mode="clip"), 10),
    "taken and filled": (lambda jnp, i: jnp.take(TABLE, i, axis=0, mode="fill"), 10),
    "wrapped around": (lambda jnp, i: jnp.take(TABLE, i, axis=0, mode="wrap"), None),
    "a column": (lambda jnp, i: jnp.asarray(TABLE)[:, i], 5),
    "a place": (lambda jnp, i: jnp.asarray(TABLE)[i, i], 5),
    "behind a reshape": (lambda jnp, i: jnp.asarray(TABLE)[i.reshape(-1)[1:]], 10),
    "of two tables": (lambda jnp, i: jnp.asarray(TABLE)[i] + jnp.asarray(TABLE[:7])[i], 7),
    "one more": (lambda jnp, i: jnp.asarray(TABLE)[i + 1], 9),
    "one less": (lambda jnp, i: jnp.asarray(TABLE)[i - 1], 11),
    "in rows of three": (lambda jnp, i: jnp.asarray(TABLE)[i * 3], 4),
    "halved": (lambda jnp, i: jnp.asarray(TABLE)[i // 2], None),
    "with those that follow": (lambda jnp, i: jnp.asarray(TABLE)[i[:1] + jnp.arange(4)], 7),
    "the remainder": (lambda jnp, i: jnp.asarray(TABLE)[i % 10], None),
    "one hot": (lambda jnp, i: (i[:, None] == jnp.arange(6)) * 2.0, 6),
    "shorter than": (lambda jnp, i: jnp.arange(6) < i[:, None], 7),
    "a number": (lambda _, i: i * 2.0, None),
    "compared with a number": (lambda jnp, i: jnp.where(i > 3, 1.0, 2.0), None),
    "in a scan": (_scan, 10),
    "in a while loop": (_while, 10),
    "in a branch": (_cond, 10),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_bounds_of_indices(name: str) -> None:
    """Each index goes up to what it is looked up in, and through what is done with it before."""
    import jax.numpy as jnp

    function, bound = BOUNDS[name]
    found = index_bounds(program(lambda i: function(jnp, i), whole(3)), 0)
    # What is halved may be known or not; it must not be less than what fits.
    assert found.get(0) == bound or (name == "halved" and found.get(0, 20) >= 19)


def test_slices_and_updates() -> None:
    """A place at which something begins leaves room for it; each input has its own bound."""
    import jax

    def slices(x: Any, i: Any, j: Any) -> Any:
        part = jax.lax.dynamic_slice(x, (i, 0), (3, 2))
        return jax.lax.dynamic_update_slice(x, part, (j, 3))

    found = index_bounds(program(slices, TABLE, whole(), whole()), 1)
    assert found == {0: 8, 1: 8}
    scattered = program(lambda x, i: x.at[i].add(1.0), TABLE, whole(2))
    assert index_bounds(scattered, 1) == {0: 10}


USES: dict[str, tuple[Callable[[Any, Any], Any], Use | None]] = {
    "an index": (lambda jnp, x: jnp.asarray(TABLE)[x.astype(int)], Use.WHOLE),
    "shifted before": (lambda jnp, x: jnp.asarray(TABLE)[(x + 1).astype(int)], Use.WHOLE),
    "multiplied before": (lambda jnp, x: jnp.asarray(TABLE)[(x * 2).astype(int)], Use.SCALED),
    "halved before": (lambda jnp, x: jnp.asarray(TABLE)[(x * 0.5).astype(int)], Use.NUMBER),
    "an index and a number": (
        lambda jnp, x: jnp.asarray(TABLE)[x.astype(int)] + x[:, None],
        Use.NUMBER,
    ),
    "an index and its mask": (
        lambda jnp, x: jnp.asarray(TABLE)[x.astype(int)] * (x != 0)[:, None],
        Use.WHOLE,
    ),
    "a mask": (lambda jnp, x: jnp.where(x, 1.0, 2.0), Use.TRUTH),
    "two masks": (lambda jnp, x: jnp.logical_and(x, ~(x != 0)) * 1.0, Use.TRUTH),
    "a mask that is multiplied": (lambda _, x: 1.0 - x, Use.NUMBER),
    "a length": (lambda jnp, x: jnp.arange(6) < x[:, None], Use.WHOLE),
    "above a threshold": (lambda jnp, x: jnp.where(x > 0.5, 1.0, 2.0), Use.NUMBER),
    "above zero": (lambda jnp, x: jnp.where(x > 0, 1.0, 2.0), None),
    "in a scan": (lambda jnp, x: _scan(jnp, x.astype(int)), Use.WHOLE),
    "cast in a scan": (lambda jnp, x: _cast_in_scan(jnp, x), Use.WHOLE),
    "nothing": (lambda jnp, _: jnp.zeros(3), None),
    "handed on": (lambda _, x: x, Use.NUMBER),
}


def _cast_in_scan(jnp: Any, x: Any) -> Any:
    import jax

    def step(h: Any, i: Any) -> Any:
        return h + jnp.asarray(TABLE)[i.astype(int)], None

    return jax.lax.scan(step, jnp.zeros(5), x)[0]


@pytest.mark.parametrize("name", USES)
def test_what_an_input_is_used_for(name: str) -> None:
    """Of the least special kind, where it is used for several things."""
    import jax.numpy as jnp

    function, use = USES[name]
    argument = np.zeros(3, "float32")
    assert uses_of_arguments(program(lambda x: function(jnp, x), argument)) == [use]
