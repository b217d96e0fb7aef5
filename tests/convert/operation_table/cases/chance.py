"""Functions of keras.random: their outputs can be compared in shape and range only."""

from __future__ import annotations

from typing import Any

from tests.convert.operation_table.case import Case, normal, on, uniform


def _drawn(*calls: Any) -> list[Case]:
    """What is drawn, beside an input that the model passes through."""
    return [
        case
        for call in calls
        for case in on(lambda f, x, call=call: (call(f), x), normal(2), is_random=True)
    ]


CASES: dict[str, list[Case]] = {
    "random.beta": _drawn(lambda f: f((50, 3), 2.0, 3.0)),
    "random.binomial": _drawn(lambda f: f((50, 3), 4.0, 0.3)),
    "random.categorical": on(lambda f, x: f(x, 100), normal(3, 5), is_random=True),
    "random.dropout": on(lambda f, x: f(x, 0.5), uniform(3, 50, low=1, high=2), is_random=True),
    "random.gamma": _drawn(lambda f: f((50, 3), 2.0)),
    "random.normal": _drawn(lambda f: f((50, 3)), lambda f: f((50, 3), mean=9.0, stddev=0.1)),
    "random.randint": _drawn(lambda f: f((50, 3), 2, 9)),
    "random.shuffle": on(lambda f, x: f(x), normal(7, 2), is_random=True, is_open=False),
    "random.truncated_normal": _drawn(lambda f: f((50, 3)), lambda f: f((50, 3), 9.0, 0.1)),
    "random.uniform": _drawn(lambda f: f((50, 3)), lambda f: f((50, 3), -3.0, 5.0)),
}
