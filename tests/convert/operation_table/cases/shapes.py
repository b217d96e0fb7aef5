"""Functions that move, make, join, cut, pick and place values."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.operation_table.case import (
    Case,
    bools,
    floats,
    index,
    ints,
    normal,
    on,
    plain,
    uniform,
    whole,
)

_X = normal(3, 4, 5)
_I = whole(3, 4, 5)
_B = bools(3, 4, 5)
_KINDS = (_X, _I, _B)
_FIVE = normal(2, 3, 2, 2, 3)
_PAIR = (normal(3, 4), normal(3, 4, seed=1))
_PAIR_OF_INTS = (whole(3, 4), whole(3, 4, seed=1))
_MIXED = (whole(3, 4), normal(3, 4))


def _made(call: Any) -> list[Case]:
    """A function that takes no tensor: what it makes is added to an input."""
    return on(lambda f, x: (call(f), x), normal(2))


CASES: dict[str, list[Case]] = {
    "append": [
        *on(lambda f, x, y: f(x, y, axis=-1), _PAIR, _MIXED),
        *plain(_PAIR, is_open=False),
    ],
    "arange": [
        *_made(lambda f: f(5)),
        *_made(lambda f: f(2, 9, 3)),
        *_made(lambda f: f(0.0, 1.0, 0.25)),
    ],
    "array": plain(normal(3, 4)),
    "array_split": [
        *on(lambda f, x: f(x, 3, axis=1), _X),
        *on(lambda f, x: f(x, 2, axis=-1), _I),
    ],
    "broadcast_to": [
        *on(lambda f, x: f(x, (3, 4, 5)), normal(4, 1), normal(5), whole(3, 1, 5), bools(5)),
        *on(lambda f, x: f(x, (2, 3, 2, 2, 3)), normal(3, 1, 2, 1)),
    ],
    "concatenate": [
        *on(lambda f, x, y: f([x, y], axis=-1), _PAIR, _PAIR_OF_INTS, _MIXED),
        *on(lambda f, x, y: f([x, y], axis=1), (bools(3, 4), bools(3, 2))),
        *on(lambda f, x, y: f([x, y], axis=0), _PAIR),
    ],
    "convert_to_tensor": on(lambda f, x: f(x, dtype="float32"), normal(3), whole(3)),
    "diag": [
        *plain(normal(4), normal(3, 3), is_open=False),
        *on(lambda f, x: f(x, k=1), normal(3, 4), is_open=False),
        *on(lambda f, x: f(x, k=-1), whole(3), is_open=False),
    ],
    "diagflat": on(lambda f, x: f(x, k=1), normal(2, 2), is_open=False),
    "diagonal": [
        *plain(normal(3, 4), is_open=False),
        *on(lambda f, x: f(x, offset=1, axis1=1, axis2=2), _X, _I),
        *on(lambda f, x: f(x, offset=-1, axis1=-2, axis2=-1), _X),
    ],
    "dsplit": on(lambda f, x: f(x, [1, 3]), _X),
    "dstack": on(lambda f, x, y: f([x, y]), _PAIR),
    "empty": on(lambda f, x: f((2, 3)) * 0 + x, normal(3)),
    "empty_like": on(lambda f, x: f(x) * 0 + x, _X),
    "expand_dims": on(lambda f, x: (f(x, 1), f(x, -1)), *_KINDS),
    "eye": [*_made(lambda f: f(3)), *_made(lambda f: f(3, 4, k=1, dtype="int32"))],
    "flip": [
        *on(lambda f, x: f(x, axis=1), *_KINDS),
        *on(lambda f, x: f(x, axis=(-1, 1)), *_KINDS, _FIVE),
        *plain(_X, is_open=False),
    ],
    "fliplr": plain(*_KINDS),
    "flipud": plain(_X),
    "full": [*_made(lambda f: f((2, 3), 1.5)), *_made(lambda f: f((2,), 7, dtype="int32"))],
    "full_like": on(lambda f, x: f(x, 2), *_KINDS),
    "geomspace": on(lambda f, x, y: f(x, y, num=5), (floats(1, 2), floats(9, 30))),
    "get_item": [
        *on(lambda f, x: f(x, (slice(None), slice(1, 3))), *_KINDS),
        *on(lambda f, x: f(x, (slice(None), slice(None, None, 2), -1)), *_KINDS),
        *on(lambda f, x: f(x, (slice(None), slice(None, None, -1))), *_KINDS),
        *on(lambda f, x: f(x, (Ellipsis, None, 1)), _X),
        *on(lambda f, x: f(x, (slice(None), [0, 2])), _X),
    ],
    "hsplit": on(lambda f, x: f(x, 2), _X),
    "hstack": on(lambda f, x, y: f([x, y]), _PAIR),
    "identity": _made(lambda f: f(3)),
    "kron": plain((normal(2, 3), normal(3, 2)), is_open=False),
    "linspace": [
        *_made(lambda f: f(0, 1, num=5)),
        *on(lambda f, x, y: f(x, y, num=4), (normal(3), normal(3, seed=1))),
        *on(lambda f, x, y: f(x, y, num=4, endpoint=False, axis=-1), _PAIR),
    ],
    "logspace": on(lambda f, x, y: f(x, y, num=4), (floats(0, 1), floats(2, 3))),
    "meshgrid": [
        *plain((normal(3), normal(4)), is_open=False),
        *on(lambda f, x, y: f(x, y, indexing="ij"), (whole(3), whole(4)), is_open=False),
    ],
    "moveaxis": [
        *on(lambda f, x: f(x, 1, -1), *_KINDS),
        *on(lambda f, x: f(x, (1, 2), (2, 1)), _X),
    ],
    "one_hot": [
        *on(lambda f, x: f(x, 4), ints(0, 3, 1), whole(2, 3, low=0, high=4), ints(-1, 4, 2)),
        *on(lambda f, x: f(x, 3, axis=1, dtype="int32"), whole(2, 3, low=0, high=3)),
        *on(lambda f, x: f(x, 3, dtype="bool"), whole(2, low=0, high=3)),
    ],
    "multi_hot": [
        *on(lambda f, x: f(x, 5), whole(2, 3, low=0, high=5)),
        *on(lambda f, x: f(x, 5, dtype="int32"), whole(2, 3, low=0, high=5)),
    ],
    "ones": _made(lambda f: f((2, 3))),
    "ones_like": [*plain(*_KINDS), *on(lambda f, x: f(x, dtype="int32"), _X)],
    "pad": [
        *on(lambda f, x: f(x, ((0, 0), (1, 0), (0, 2))), *_KINDS),
        *on(lambda f, x: f(x, ((0, 0), (1, 2), (0, 0)), constant_values=3), _X, _I),
        *on(lambda f, x: f(x, ((0, 0), (1, 2), (2, 1)), mode="reflect"), *_KINDS),
        *on(lambda f, x: f(x, ((0, 0), (1, 2), (2, 1)), mode="symmetric"), *_KINDS),
        *on(lambda f, x: f(x, 1), _FIVE, is_open=False),
        *on(lambda f, x: f(x, ((0, 0), (1, 2)), mode="reflect"), normal(2, 2)),
        *on(lambda f, x: f(x, ((0, 0), (1, 2), (2, 1)), mode="edge"), _X),
        *on(lambda f, x: f(x, ((0, 0), (1, 2), (2, 1)), mode="wrap"), _X),
    ],
    "ravel": plain(*_KINDS),
    "rearrange": on(lambda f, x: f(x, "b c d -> b (d c)"), _X),
    "repeat": [
        *on(lambda f, x: f(x, 2, axis=1), *_KINDS),
        *on(lambda f, x: f(x, 3), _X, is_open=False),
        *on(lambda f, x: f(x, np.array([1, 0, 2, 1]), axis=1), _X),
    ],
    "reshape": [
        *on(lambda f, x: f(x, (-1, 20)), *_KINDS),
        *on(lambda f, x: f(x, (-1, 2, 2, 5)), _X),
        *on(lambda f, x: f(x, (12, 5)), _X, is_open=False),
    ],
    "roll": [
        *on(lambda f, x: f(x, 2, axis=1), *_KINDS),
        *on(lambda f, x: f(x, -1, axis=-1), _X),
        *on(lambda f, x: f(x, (1, -2), axis=(1, 2)), _X),
        *on(lambda f, x: f(x, 3), _X, is_open=False),
        *on(lambda f, x: f(x, 1, axis=0), _X),
    ],
    "rot90": [
        *on(lambda f, x: f(x, axes=(1, 2)), _X, _I),
        *on(lambda f, x: f(x, k=2, axes=(1, 2)), _X),
        *on(lambda f, x: f(x, k=3), normal(3, 4)),
    ],
    "slice": [
        *on(lambda f, x: f(x, (0, 1, 2), (3, 2, 3)), *_KINDS, is_open=False),
        *on(lambda f, x, at: f(x, (0, at, 1), (3, 2, 3)), (_X, index(2)), is_open=False),
        *on(lambda f, x, at: f(x, (0, at, 1), (3, 2, 3)), (_X, index(9)), is_open=False),
    ],
    "slice_update": [
        *on(lambda f, x, y: f(x, (0, 1, 2), y), (_X, normal(3, 2, 2, seed=1)), is_open=False),
        *on(lambda f, x, y: f(x, (0, 1, 2), y), (_I, whole(3, 2, 2, seed=1)), is_open=False),
        *on(
            lambda f, x, y, at: f(x, (0, at, 0), y),
            (_X, normal(3, 1, 5, seed=1), index(2)),
            is_open=False,
        ),
    ],
    "split": [
        *on(lambda f, x: f(x, 2, axis=1), *_KINDS),
        *on(lambda f, x: f(x, [1, 3], axis=-1), _X),
        *on(lambda f, x: f(x, 3, axis=0), _X, is_open=False),
    ],
    "squeeze": [
        *on(lambda f, x: f(x, axis=1), normal(3, 1, 4), whole(3, 1, 4), bools(3, 1, 4)),
        *plain(normal(3, 1, 4, 1), is_open=False),
    ],
    "stack": [
        *on(lambda f, x, y: f([x, y], axis=1), _PAIR, _PAIR_OF_INTS, _MIXED),
        *on(lambda f, x, y: f([x, y], axis=-1), _PAIR, (bools(3), bools(3))),
        *on(lambda f, x, y: f([x, y]), _PAIR),
    ],
    "swapaxes": on(lambda f, x: f(x, 1, -1), *_KINDS),
    "tile": [
        *on(lambda f, x: f(x, (1, 2, 3)), *_KINDS),
        *on(lambda f, x: f(x, (2, 1)), normal(3, 4)),
        *on(lambda f, x: f(x, 2), normal(3)),
    ],
    "transpose": [
        *on(lambda f, x: f(x, (0, 2, 1)), *_KINDS),
        *plain(_X, _FIVE),
        *on(lambda f, x: f(x, (2, 0, 4, 1, 3)), _FIVE),
    ],
    "tri": [*_made(lambda f: f(3)), *_made(lambda f: f(3, 4, k=-1))],
    "tril": [*plain(_X, _I), *on(lambda f, x: f(x, k=1), _X), *on(lambda f, x: f(x, k=-1), _X)],
    "unstack": on(lambda f, x: f(x, axis=1), *_KINDS),
    "vander": [
        *plain(normal(3)),
        *on(lambda f, x: f(x, N=4, increasing=True), normal(3), whole(3)),
    ],
    "vsplit": on(lambda f, x: f(x, 3), _X, is_open=False),
    "vstack": on(lambda f, x, y: f([x, y]), _PAIR),
    "zeros": _made(lambda f: f((2, 3))),
    "zeros_like": plain(*_KINDS),
}
CASES["triu"] = CASES["tril"]

_ROWS = whole(2, 3, low=0, high=4)
CASES["take"] = [
    *on(lambda f, x, at: f(x, at, axis=1), (_X, _ROWS), (_I, ints(2, 0)), (_B, ints(2, 0))),
    *on(lambda f, x, at: f(x, at, axis=0), (normal(5, 4), ints(3, 0, -1))),
    *on(lambda f, x, at: f(x, at, axis=-1), (_X, index(2))),
    *on(lambda f, x, at: f(x, at), (normal(3, 4), ints(11, 0)), is_open=False),
    *on(lambda f, at: f(np.arange(12, dtype="float32").reshape(6, 2), at, axis=0), ints(5, 0, 2)),
    *on(lambda f, x, at: f(x, at, axis=0), (normal(5, 4), ints(3, 9, -7))),
]
CASES["take_along_axis"] = [
    *on(lambda f, x, at: f(x, at, axis=1), (_X, whole(3, 2, 5, low=0, high=4)), (_B, _I % 4)),
    *on(lambda f, x, at: f(x, at, axis=-1), (_X, whole(3, 4, 2, low=0, high=5))),
    *on(lambda f, x, at: f(x, at, axis=0), (_I, whole(2, 4, 5, low=0, high=3)), is_open=False),
    *on(lambda f, x, at: f(x, at, axis=1), (normal(2, 4), ints(-1, 0, 3, 3).reshape(2, 2))),
]
_PLACES = ints(1, 0, 3, 2, 1, 0).reshape(3, 2)
CASES["scatter"] = [
    *on(lambda f, at, x: f(at, x, (4, 3)), (_PLACES, normal(3)), (_PLACES, whole(3))),
    *on(lambda f, at, x: f(at, x, (4, 5)), (ints(2, 0, 2).reshape(3, 1), normal(3, 5))),
]
CASES["scatter_update"] = [
    *plain((normal(4, 3), _PLACES, normal(3, seed=1)), (whole(4, 3), _PLACES, whole(3))),
    *plain((normal(4, 5), ints(2, 0).reshape(2, 1), normal(2, 5, seed=1))),
]
CASES["scatter_update"] += [
    case
    for how in ("add", "max", "min", "mul")
    for case in on(
        lambda f, x, at, y, how=how: f(x, at, y, reduction=how),
        (normal(4), ints(2, 0, 2).reshape(3, 1), normal(3, seed=1)),
    )
]
_SEGMENTS = ints(0, 0, 2, 1, 2)
_SEGMENTED = [
    *on(
        lambda f, x, s: f(x, s, num_segments=3),
        (normal(5), _SEGMENTS),
        (normal(5, 2), _SEGMENTS),
        (whole(5), _SEGMENTS),
    ),
    *on(lambda f, x, s: f(x, s, num_segments=4, sorted=True), (normal(4), ints(0, 0, 1, 3))),
]
CASES |= {f"segment_{how}": _SEGMENTED for how in ("max", "min", "prod", "sum")}
CASES["unravel_index"] = on(lambda f, x: f(x, (3, 4)), ints(11, 0, 5))
CASES["unfold"] = [
    *on(lambda f, x: f(x, 2), normal(2, 3, 4, 5)),
    *on(lambda f, x: f(x, (2, 3), dilation=1, padding=1, stride=2), normal(2, 3, 4, 5)),
]
CASES["fold"] = on(lambda f, x: f(x, (4, 5), 2), normal(2, 12, 12))
CASES["depth_to_space"] = [
    *on(lambda f, x: f(x, 2), normal(2, 3, 2, 8), whole(2, 3, 2, 8)),
    *on(lambda f, x: f(x, 2, data_format="channels_first"), normal(2, 8, 3, 2)),
]
CASES["space_to_depth"] = [
    *on(lambda f, x: f(x, 2), normal(2, 4, 6, 3)),
    *on(lambda f, x: f(x, 2, data_format="channels_first"), normal(2, 3, 4, 6)),
]
CASES["ndim"] = on(lambda f, x: x * f(x), _X)
CASES["shape"] = on(lambda f, x: x * f(x)[1], _X)
CASES["size"] = on(lambda f, x: x * f(x), _X, is_open=False)
CASES["dtype"] = on(lambda f, x: x * (f(x) == "float32"), uniform(3))
CASES["is_tensor"] = on(lambda f, x: x * f(x), uniform(3))
