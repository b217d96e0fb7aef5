"""Functions that call functions, and those that a model cannot hold."""

from __future__ import annotations

from tests.convert.operation_table.case import Case, bools, floats, ints, normal, on

_X = normal(3, 4)

CASES: dict[str, list[Case]] = {
    "cond": [
        *on(lambda f, x: f(x.sum() > 0, lambda: x * 2, lambda: x - 1), _X, -_X, is_open=False),
        *on(lambda f, p, x: f(p[0], lambda: x, lambda: -x), (bools(1), _X), (~bools(1), _X)),
    ],
    "switch": on(
        lambda f, i, x: f(i[0], [lambda y: y, lambda y: -y, lambda y: y * y], x),
        (ints(0), _X),
        (ints(2), _X),
        (ints(7), _X),
    ),
    "fori_loop": on(lambda f, x: f(0, 5, lambda i, y: y * 0.5 + i, x), _X),
    "while_loop": [
        *on(lambda f, x: f(lambda y: (y < 9).all(), lambda y: (y * 2,), (x,))[0], floats(1, 2, 3)),
        *on(
            lambda f, x: f(
                lambda i, _: i < 4, lambda i, y: (i + 1, y * 0.5), (0, x), maximum_iterations=3
            ),
            _X,
        ),
    ],
    "scan": [
        *on(lambda f, x: f(lambda c, y: (c + y, c * y), x[0] * 0, x), normal(5, 3), is_open=False),
        *on(
            lambda f, x: f(lambda c, y: (c * 0.5 + y, c), x[0], x, reverse=True),
            normal(80, 3),
            is_open=False,
        ),
        *on(lambda f, x: f(lambda c, _: (c * 0.9, c), x, length=4), _X),
    ],
    "associative_scan": [
        *on(lambda f, x: f(lambda a, b: a + b, x, axis=1), normal(3, 7)),
        *on(lambda f, x: f(lambda a, b: a * b, x, reverse=True), normal(5, 2), is_open=False),
    ],
    "map": on(lambda f, x: f(lambda y: y * 2 + 1, x), _X, is_open=False),
    "vectorized_map": on(lambda f, x: f(lambda y: y * y.sum(), x), _X),
    "vectorize": on(lambda f, x: f(lambda y: y * y)(x), _X),
}

# Functions without a case, and why.
UNMEASURED = {
    "convert_to_numpy": "a value of the program, not of a model",
    "custom_gradient": "wraps a function; a model that is exported holds no gradients",
    "random.SeedGenerator": "a state of Keras's random functions, not a function",
}
