"""Functions of one tensor or two, value by value."""

from __future__ import annotations

import numpy as np

from tests.convert.operation_table.case import (
    BOOLS,
    EDGES,
    LARGE,
    NOT_FINITE,
    POSITIVE,
    TINY,
    UNIT,
    WHOLE,
    Array,
    Case,
    bools,
    floats,
    index,
    ints,
    normal,
    on,
    one,
    plain,
    uniform,
    whole,
)

_TURNS = floats(-7, -3.2, -1.6, -0.5, 0, 1e-4, 0.5, 1.5, 3.1, 6.3)
_BESIDE_POLES = floats(-1.4, -0.7, 0, 1e-4, 0.3, 1.2)
_ANY = (EDGES, TINY, LARGE, WHOLE)
_SMALL = (EDGES, TINY, WHOLE)
_STEEP = (EDGES, TINY, floats(-20, -7, 4, 11), WHOLE)

_ONE: dict[str, tuple[Array, ...]] = {
    "abs": (*_ANY, BOOLS),
    "angle": (EDGES, WHOLE),
    "arccos": (UNIT, floats(0.5, -0.25)),
    "arccosh": (floats(1, 1.0001, 1.5, 4, 1e4), ints(1, 2, 5)),
    "arcsin": (UNIT, TINY),
    "arcsinh": (EDGES, TINY, LARGE, WHOLE),
    "arctan": (EDGES, TINY, LARGE, WHOLE),
    "arctanh": (UNIT[1:-1], TINY),
    "bitwise_invert": (WHOLE, ints(2**31 - 1, -(2**31), 65537), BOOLS),
    "cbrt": (EDGES, LARGE, floats(-27, 8, 1e-9), WHOLE),
    "ceil": (EDGES, LARGE, WHOLE, BOOLS),
    "conj": (EDGES, WHOLE),
    "copy": (EDGES, WHOLE, BOOLS),
    "cos": (_TURNS, TINY, WHOLE),
    "cosh": (EDGES, TINY, WHOLE),
    "deg2rad": (LARGE, floats(-180, 0, 45, 360), WHOLE),
    "erf": _SMALL[:2],
    "erfc": (EDGES, TINY, floats(-4, 2.2, 3.7, 5, 8)),
    "erfinv": (UNIT[1:-1], TINY, floats(-0.9999, 0.99999)),
    "exp": _STEEP,
    "exp2": _STEEP,
    "expm1": _STEEP,
    "fabs": _ANY,
    "floor": (EDGES, LARGE, WHOLE, BOOLS),
    "i0": (EDGES, TINY, floats(-8, 3.75, 9, 20)),
    "imag": (EDGES, WHOLE),
    "isfinite": (NOT_FINITE, WHOLE),
    "isinf": (NOT_FINITE, WHOLE),
    "isnan": (NOT_FINITE, WHOLE),
    "isneginf": (NOT_FINITE, WHOLE),
    "isposinf": (NOT_FINITE, WHOLE),
    "isreal": (NOT_FINITE, WHOLE),
    "log": (POSITIVE, ints(1, 2, 9)),
    "log10": (POSITIVE, ints(1, 2, 1000)),
    "log1p": (POSITIVE, TINY, floats(-0.9, -0.5, 0), ints(0, 1, 9)),
    "log2": (POSITIVE, ints(1, 2, 9)),
    "logical_not": (BOOLS, WHOLE, EDGES),
    "nan_to_num": (NOT_FINITE, WHOLE),
    "negative": _ANY,
    "rad2deg": (_TURNS, WHOLE),
    "real": (EDGES, WHOLE),
    "reciprocal": (EDGES[:4], TINY, LARGE),
    "rsqrt": (POSITIVE,),
    "sign": (EDGES, TINY, LARGE, WHOLE),
    "signbit": (EDGES, WHOLE),
    "sin": (_TURNS, TINY, WHOLE),
    "sinc": (EDGES, TINY, WHOLE),
    "sinh": (EDGES, TINY, WHOLE),
    "sqrt": (POSITIVE, ints(0, 1, 2, 9)),
    "square": (EDGES, TINY, LARGE, WHOLE, BOOLS),
    "stop_gradient": (EDGES, WHOLE),
    "tan": (_BESIDE_POLES, TINY, ints(-1, 0, 1)),
    "tanh": (EDGES, TINY, LARGE, WHOLE),
    "trunc": (EDGES, LARGE, WHOLE),
}

# Pairs of the same rank, of different ranks, of different kinds.
_ROWS = (normal(3, 4), normal(4, seed=1))
_OUTER = (normal(3, 1, 2), normal(4, 1, seed=1))
_WITH_ONE = (normal(2, 3, 4), one(0.5))
_INTS = (whole(3, 4), whole(4, seed=1))
_MIXED = (whole(3, 4), normal(4, seed=1))
_TRUTHS = (bools(3, 4), bools(4, seed=1))
_SIX = (normal(2, 1, 3, 1, 2, 1), normal(1, 2, 1, 2, 1, 3, seed=1))
_ARITHMETIC = (_ROWS, _OUTER, _WITH_ONE, _INTS, _MIXED, _SIX)

_NUMERATORS = floats(-7.5, -6, -5, -0.5, 0, 0.5, 5, 6, 7.5)
_DIVISORS = floats(2, 3, -3, 2, 3, -2, -3, 3, -2)
_TOPS, _BOTTOMS = ints(-7, -6, -1, 0, 1, 5, 7, 9), ints(2, 3, -3, 2, 3, -2, -3, -9)
_DIVIDED = (
    (_NUMERATORS, _DIVISORS),
    (_TOPS, _BOTTOMS),
    (normal(3, 4, scale=9), one(0.7)),
    (whole(3, 4), ints(3, -2, 5, 1)),
    (_TOPS, _DIVISORS[:8]),
)
_SHIFTED = (ints(1, -5, 7, 1000, 0, -1), ints(3, 1, 2, 10, 5, 30))
_BITS = (ints(-7, 12, 255, 2**30 + 5, -(2**31)), ints(3, 10, -256, 65535, 2**31 - 1))
_COMPARED = (
    (EDGES, EDGES[::-1].copy()),
    (normal(3, 4), normal(3, 1, seed=1)),
    (whole(3, 4, high=3), whole(4, high=3, seed=1)),
    (ints(16777217, 16777216, 5), ints(16777216, 16777217, 5)),
    (whole(3, 4), normal(4, seed=1)),
    (bools(3, 4), bools(4, seed=1)),
    (NOT_FINITE, floats(np.nan, np.inf, 0, -np.inf, 1, 2)),
)
_LOGICAL = (_TRUTHS, _INTS, (floats(0, 1, 0, -2), floats(0, 0, 3, 1)))

_TWO: dict[str, tuple[tuple[Array, ...], ...]] = {
    "add": (*_ARITHMETIC, (BOOLS, WHOLE[:3]), (BOOLS, floats(1, 2, 3)), (BOOLS, BOOLS[::-1])),
    "arctan2": ((EDGES, EDGES[::-1].copy()), _OUTER, _INTS, (floats(0, 1, -1), floats(-1, 0, -1))),
    "bitwise_and": (_BITS, _SHIFTED, _TRUTHS),
    "bitwise_or": (_BITS, _SHIFTED, _TRUTHS),
    "bitwise_xor": (_BITS, _SHIFTED, _TRUTHS),
    "bitwise_left_shift": (_SHIFTED,),
    "bitwise_right_shift": (_SHIFTED,),
    "divide": (_ROWS, _OUTER, *_DIVIDED),
    "divide_no_nan": ((floats(1, -2, 0, 3), floats(2, 0, 0, -0.5)), _OUTER, (_TOPS, _BOTTOMS)),
    "equal": _COMPARED,
    "floor_divide": _DIVIDED,
    "fmax": (*_ARITHMETIC, (NOT_FINITE, floats(1, np.nan, 0, np.nan, 1, 2))),
    "fmin": (*_ARITHMETIC, (NOT_FINITE, floats(1, np.nan, 0, np.nan, 1, 2))),
    "fmod": _DIVIDED,
    "gcd": ((ints(12, -18, 0, 7, 1000000), ints(18, 12, 5, 0, 64)),),
    "greater": _COMPARED,
    "heaviside": ((EDGES, one(0.5)), (WHOLE, ints(*range(9)))),
    "hypot": (_ROWS, _OUTER, (LARGE, TINY[:5]), _INTS),
    "lcm": ((ints(12, -18, 0, 7, 100), ints(18, 12, 5, 3, 64)),),
    "ldexp": ((EDGES, index(3)), (floats(1, 2, -3), ints(2, -1, 0))),
    "logaddexp": (_ROWS, _OUTER, (floats(-90, 0, 90), floats(90, 1e-4, 88))),
    "logaddexp2": (_ROWS, _OUTER, (floats(-90, 0, 90), floats(90, 1e-4, 88))),
    "logical_and": _LOGICAL,
    "logical_xor": _LOGICAL,
    "maximum": (*_ARITHMETIC, (BOOLS, BOOLS[::-1])),
    "minimum": (*_ARITHMETIC, (BOOLS, BOOLS[::-1])),
    "mod": _DIVIDED,
    "multiply": (*_ARITHMETIC, (BOOLS, floats(1, 2, 3)), (BOOLS, BOOLS[::-1])),
    "nextafter": ((floats(1, -1, 0), floats(2, 0, 1)),),
    "power": (
        (floats(-2, -3, 0, 2, 1e-4, 0.5), floats(3, 2, 0, -1.5, 2, 0.5)),
        (uniform(3, 4), normal(4)),
        (ints(-3, 2, 0, 7, 1), ints(3, 10, 0, 2, 9)),
        (ints(2, 3, 4), floats(0.5, -1, 2)),
    ),
    "subtract": _ARITHMETIC,
}

_SAME = {
    "absolute": "abs",
    "bitwise_not": "bitwise_invert",
    "conjugate": "conj",
    "greater_equal": "greater",
    "left_shift": "bitwise_left_shift",
    "less": "greater",
    "less_equal": "greater",
    "logical_or": "logical_and",
    "not_equal": "equal",
    "right_shift": "bitwise_right_shift",
    "true_divide": "divide",
}

CASES: dict[str, list[Case]] = {name: plain(*samples) for name, samples in _ONE.items()}
CASES |= {name: plain(*samples) for name, samples in _TWO.items()}
CASES["erfc"] += plain(normal(3, 4))
# The wasm backend's Sin is off by 2e-7 for small negative values.
CASES["sin"] = plain(_TURNS, WHOLE) + plain(TINY, tolerance=1e-3)
CASES["isclose"] = [
    *on(lambda f, x, y: f(x, y), (floats(1, 1.000001, 2, np.nan), floats(1, 1, 2.1, np.nan))),
    *on(lambda f, x, y: f(x, y, rtol=0.1, equal_nan=True), (floats(1, 2, np.nan, np.inf),) * 2),
]
CASES["allclose"] = plain((EDGES, EDGES), (EDGES, EDGES + 1))
CASES["nan_to_num"] += on(lambda f, x: f(x, nan=9.0, posinf=1.0, neginf=-1.0), NOT_FINITE)
CASES["round"] = [
    *plain(EDGES, LARGE, WHOLE),
    *on(lambda f, x: f(x, decimals=1), floats(0.25, 0.349, -1.26, 7)),
    *on(lambda f, x: f(x, decimals=-1), floats(24, 35, -16), ints(24, 36, -16)),
]
CASES["clip"] = [
    *on(lambda f, x: f(x, -1, 2), EDGES, WHOLE),
    *on(lambda f, x: f(x, -0.5, 0.5), EDGES, WHOLE),
    *on(lambda f, x, low, high: f(x, low, high), (normal(3, 4), normal(4) - 1, normal(4) + 1)),
]
CASES["where"] = [
    *plain((bools(3, 4), normal(3, 4), normal(3, 4, seed=1))),
    *plain((bools(3, 1), normal(4), normal(3, 4, seed=1)), (bools(4), whole(3, 4), whole(4))),
    *plain((bools(3, 4), bools(4), bools(3, 1)), (whole(4, high=2, low=0), whole(4), normal(4))),
    *plain((bools(2, 1, 3, 1, 2), normal(2, 2, 3, 2, 2), normal(1))),
    *on(lambda f, x: f(x > 0, x, 0.0), normal(3, 4), floats(np.nan, 1, -1)),
]
CASES["select"] = [
    *on(lambda f, x: f([x < -0.5, x > 0.5], [x * 2, -x], default=9.0), normal(3, 4)),
    *on(lambda f, x, y: f([y, x > 0], [x, -x], default=0), (whole(3, 4), bools(3, 4))),
]
CASES["cast"] = [
    *on(lambda f, x: f(x, "int32"), EDGES, WHOLE, BOOLS),
    *on(lambda f, x: f(x, "float32"), EDGES, WHOLE, BOOLS),
    *on(lambda f, x: f(x, "bool"), EDGES, WHOLE, BOOLS),
    *on(lambda f, x: f(x, "uint8"), floats(0, 1.5, 255), ints(3, 255, 256, -1)),
    *on(lambda f, x: f(x, "int8"), ints(3, 127, 128, -1)),
    *on(lambda f, x: f(x, "float16"), EDGES),
]
CASES["saturate_cast"] = [
    *on(lambda f, x: f(x, "uint8"), floats(-4, 1.5, 300), ints(-5, 3, 999)),
    *on(lambda f, x: f(x, "int32"), EDGES, BOOLS),
]
CASES["view"] = on(lambda f, x: f(x, "int32"), EDGES)
CASES["view_as_complex"] = plain(normal(3, 4, 2))
CASES["view_as_real"] = plain(normal(3, 4))
CASES["polar"] = plain((uniform(3, 4), normal(3, 4)))
CASES |= {name: CASES[other] for name, other in _SAME.items()}
