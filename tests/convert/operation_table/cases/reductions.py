"""Functions along an axis: reductions, running ones, sorting and searching, statistics."""

from __future__ import annotations

import numpy as np

from tests.convert.operation_table.case import (
    Array,
    Case,
    bools,
    floats,
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
_HOLES = np.where(uniform(3, 4, 5, seed=7) < 0.2, np.float32(np.nan), normal(3, 4, 5))
_TIES = floats(1, 3, 3, 2, 5, 5, 1, 5, 0, -1, 0, 0).reshape(3, 4)


def _along(*samples: Array, several: bool = True, **settings: float) -> list[Case]:
    """All of it, one axis from either end, axes, with the axis kept."""
    cases = on(lambda f, x: f(x, **settings), *samples, is_open=False)
    cases += on(lambda f, x: f(x, axis=1, **settings), *samples)
    cases += on(lambda f, x: f(x, axis=-1, keepdims=True, **settings), *samples)
    cases += on(lambda f, x: f(x, axis=0, **settings), samples[0], is_open=False)
    if several:
        cases += on(lambda f, x: f(x, axis=(1, -1), **settings), *samples)
        cases += on(lambda f, x: f(x, axis=(0, 2), keepdims=True, **settings), samples[0])
    return cases


def _running(*samples: Array) -> list[Case]:
    cases = on(lambda f, x: f(x), *samples, is_open=False)
    cases += on(lambda f, x: f(x, axis=1), *samples)
    cases += on(lambda f, x: f(x, axis=-1), *samples)
    return cases + on(lambda f, x: f(x, axis=1, dtype="float32"), whole(3, 4, low=1, high=4))


_NUMBERS = (_X, _I)
CASES: dict[str, list[Case]] = {
    "all": _along(_B, _I),
    "any": _along(_B, _I),
    "argmax": _along(_X, _I, several=False) + on(lambda f, x: f(x, axis=1), _TIES, _B),
    "average": [
        *on(lambda f, x: f(x, axis=1), _X, _I),
        *on(lambda f, x, w: f(x, axis=1, weights=w), (_X, uniform(3, 4, 5, seed=3))),
        *on(lambda f, x, w: f(x, axis=-1, weights=w), (_X, uniform(5, seed=3))),
    ],
    "count_nonzero": [*plain(_I, is_open=False), *on(lambda f, x: f(x, axis=1), _I, _B)],
    "logsumexp": _along(_X) + on(lambda f, x: f(x, axis=1), _X * 60),
    "max": _along(*_NUMBERS) + on(lambda f, x: f(x, axis=1, initial=0.5), _X),
    "mean": _along(*_NUMBERS) + on(lambda f, x: f(x, axis=1), _B),
    "median": _along(_X) + on(lambda f, x: f(x, axis=1), normal(3, 5), _I),
    "nanmax": _along(_HOLES),
    "nanmean": _along(_HOLES),
    "nanmedian": _along(_HOLES),
    "nanprod": _along(_HOLES),
    "nanstd": _along(_HOLES),
    "nansum": _along(_HOLES),
    "nanvar": _along(_HOLES),
    "nanargmax": _along(_HOLES, several=False),
    "norm": [
        *plain(_X, is_open=False),
        *on(lambda f, x: f(x, axis=-1), _X),
        *on(lambda f, x: f(x, ord=1, axis=1, keepdims=True), _X),
        *on(lambda f, x: f(x, ord=np.inf, axis=-1), _X),
        *on(lambda f, x: f(x, ord=3, axis=-1), _X),
        *on(lambda f, x: f(x, ord="fro", axis=(-2, -1)), _X),
        *on(lambda f, x: f(x, ord="nuc", axis=(-2, -1)), _X),
    ],
    "prod": [
        *_along(uniform(3, 4, 5, low=0.5, high=1.5), whole(3, 4, low=1, high=4).reshape(3, 2, 2)),
        *on(lambda f, x: f(x, axis=1, dtype="float32"), whole(3, 4, low=1, high=4)),
    ],
    "ptp": _along(_X, _I),
    "std": _along(_X) + on(lambda f, x: f(x, axis=1), _I),
    "sum": _along(*_NUMBERS) + on(lambda f, x: f(x, axis=1), _B),
    "var": _along(_X) + on(lambda f, x: f(x, axis=1), _I),
    "cumsum": _running(_X, _I) + on(lambda f, x: f(x, axis=1), _B),
    "cumprod": _running(uniform(3, 4, 2, low=0.5, high=1.5), whole(3, 4, low=1, high=4)),
    "nancumsum": _running(_HOLES),
    "nancumprod": _running(_HOLES),
    "moments": [
        *on(lambda f, x: f(x, axes=[1]), _X),
        *on(lambda f, x: f(x, axes=[1, 2], keepdims=True), _X),
    ],
    "sort": [
        *plain(_X, _I, _TIES),
        *on(lambda f, x: f(x, axis=1), _X),
        *on(lambda f, x: f(x, axis=0), _X, is_open=False),
        *on(lambda f, x: f(x, axis=None), _TIES, is_open=False),
        *plain(floats(np.inf, 0, -np.inf, 3)[None], bools(3, 4)),
    ],
    "argpartition": on(lambda f, x: f(x, 3)[..., 3], normal(3, 7)),
    "top_k": [
        *on(lambda f, x: f(x, 2), _X, _I, _TIES),
        *on(lambda f, x: f(x, 4), _TIES, _TIES.astype(np.int32)),
        *on(lambda f, x: f(x, 1), floats(-np.inf, 0, 5)[None]),
    ],
    "in_top_k": on(lambda f, t, x: f(t, x, 2), (ints(1, 0, 3), normal(3, 5))),
    "searchsorted": [
        *plain((np.sort(normal(9)), normal(4, seed=1)), is_open=False),
        *on(lambda f, s, v: f(s, v, side="right"), (ints(1, 2, 2, 4), ints(0, 2, 9))),
    ],
    "digitize": [
        *on(lambda f, x: f(x, np.array([-1.0, 0.0, 0.5])), normal(3, 4), whole(3, 4)),
        *plain((floats(-1, 0, 0.3, 2), floats(-1, 0, 1)), is_open=False),
    ],
    "bincount": [
        *on(lambda f, x: f(x, minlength=6), ints(1, 1, 3, 0)),
        *on(lambda f, x, w: f(x, weights=w, minlength=6), (ints(1, 1, 3, 0), floats(1, 2, 3, 4))),
        *on(lambda f, x: f(x, minlength=4), ints(0, 1, 1, 3, 2, 2).reshape(2, 3)),
    ],
    "histogram": [
        *on(lambda f, x: f(x, bins=4, range=(-2, 2)), normal(20)),
        *on(lambda f, x: f(x, bins=5), normal(20), is_open=False),
    ],
    "isin": [
        *plain((whole(3, 4, low=0, high=6), ints(1, 2, 5)), (normal(3, 4), normal(3, 4)[0])),
        *on(lambda f, x, y: f(x, y, invert=True), (whole(3, 4), ints(1, 2, 5))),
    ],
    "nonzero": plain(floats(0, 1, 0, 2)),
    "unique": [
        *plain(ints(3, 1, 3, 2)),
        *on(lambda f, x: f(x, size=5, fill_value=0), ints(3, 1, 3, 2), is_open=False),
    ],
    "diff": [
        *plain(_X, _I),
        *on(lambda f, x: f(x, n=2, axis=1), _X),
        *on(lambda f, x: f(x), bools(3, 4)),
    ],
    "trapezoid": [
        *plain(_X),
        *on(lambda f, x: f(x, dx=0.5, axis=1), _X),
        *on(lambda f, y, x: f(y, x), (normal(3, 5), np.sort(normal(5, seed=1)))),
    ],
    "corrcoef": plain(normal(3, 5), normal(4, seed=1), is_open=False),
    "correlate": [
        *plain((normal(7), normal(3, seed=1)), is_open=False),
        *on(lambda f, x, y: f(x, y, mode="same"), (normal(7), normal(3)), is_open=False),
        *on(lambda f, x, y: f(x, y, mode="full"), (normal(7), normal(3)), is_open=False),
    ],
}
CASES["quantile"] = [
    *on(lambda f, x: f(x, 0.3), _X, is_open=False),
    *on(lambda f, x: f(x, [0.1, 0.5, 1.0], axis=1), _X),
    *on(lambda f, x: f(x, 0.7, axis=-1, keepdims=True), _X),
]
CASES["quantile"] += [
    case
    for method in ("lower", "higher", "nearest", "midpoint")
    for case in on(lambda f, x, method=method: f(x, 0.4, axis=1, method=method), _X)
]
CASES["percentile"] = [
    *on(lambda f, x: f(x, 30, axis=1), _X),
    *on(lambda f, x: f(x, [10, 50], axis=-1), _X),
]
CASES["nanquantile"] = [
    *on(lambda f, x: f(x, 0.3, axis=1), _HOLES),
    *on(lambda f, x: f(x, [0.1, 0.5], axis=-1), _HOLES),
]
CASES["nanpercentile"] = on(lambda f, x: f(x, 30, axis=1), _HOLES)
CASES["argsort"] = [
    *plain(_X, _I, _TIES),
    *on(lambda f, x: f(x, axis=1), _X),
    *on(lambda f, x: f(x, axis=None), _TIES, is_open=False),
    *plain(bools(3, 4)),
]
_SAME = {
    "amax": "mean",
    "amin": "mean",
    "argmin": "argmax",
    "min": "max",
    "nanargmin": "nanargmax",
    "nanmin": "nanmax",
}
CASES |= {name: CASES[other] for name, other in _SAME.items()}
CASES["amax"] = CASES["amin"] = _along(*_NUMBERS)
