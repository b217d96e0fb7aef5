"""Conditions and loops of `keras.ops`."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import case
from tests.convert.graph_model.zoo.own import of, own_layer


@case()
def cond_on_a_mean(k: Any) -> Any:
    def call(x: Any, kernel: Any) -> Any:
        is_large = k.ops.mean(x) > 0
        return k.ops.cond(is_large, lambda: x @ kernel, lambda: k.ops.sin(x) @ kernel - 1.0)

    x = k.Input((4, 5), name="x")
    return k.Model(x, own_layer(k, call, {"kernel": (5, 3)})(x))


@case()
def switch_of_three(k: Any) -> Any:
    def call(x: Any) -> Any:
        index = k.ops.cast(k.ops.abs(x[0, 0]) * 2, "int32") % 3
        return k.ops.switch(index, [k.ops.tanh, k.ops.exp, lambda x: x * x], x)

    return of(k, call, (6,))


@case()
def scan_of_few_steps(k: Any) -> Any:
    def call(x: Any) -> Any:
        def step(carry: Any, row: Any) -> Any:
            carry = 0.5 * carry + row
            return carry, k.ops.tanh(carry)

        steps = k.ops.transpose(x, (1, 0, 2))
        last, rows = k.ops.scan(step, k.ops.zeros_like(steps[0]), steps)
        return last, k.ops.transpose(rows, (1, 0, 2))

    return of(k, call, (7, 3))


@case()
def scan_of_many_steps(k: Any) -> Any:
    def call(x: Any) -> Any:
        def step(carry: Any, row: Any) -> Any:
            carry = 0.5 * carry + row
            return carry, carry * 2

        steps = k.ops.moveaxis(x, 1, 0)
        last, rows = k.ops.scan(step, k.ops.zeros_like(steps[0]), steps, reverse=True)
        return last, k.ops.moveaxis(rows, 0, 1)

    return of(k, call, (100, 2))


@case(sizes=({"s": 6}, {"s": 11}))
def scan_of_any_length(k: Any) -> Any:
    def call(x: Any) -> Any:
        def step(carry: Any, row: Any) -> Any:
            carry = k.ops.maximum(carry * 0.9, row)
            return carry, carry

        steps = k.ops.moveaxis(x, 1, 0)
        return k.ops.moveaxis(k.ops.scan(step, k.ops.zeros_like(steps[0]), steps)[1], 0, 1)

    return of(k, call, (None, 2))


@case()
def while_until_small(k: Any) -> Any:
    def call(x: Any) -> Any:
        def halved(x: Any, count: Any) -> Any:
            return x * 0.5, count + 1

        y, count = k.ops.while_loop(lambda x, _: k.ops.max(k.ops.abs(x)) > 0.1, halved, (x, 0))
        return y, k.ops.cast(count, "float32") + 0.0 * x[:, :1]

    return of(k, call, (5,))


@case()
def while_with_a_bound(k: Any) -> Any:
    def call(x: Any) -> Any:
        def body(i: Any, x: Any) -> Any:
            return i + 1, k.ops.cos(x) + k.ops.cast(i, "float32")

        return k.ops.while_loop(lambda i, _: i < 50, body, (0, x), maximum_iterations=7)[1]

    return of(k, call, (3,))


@case()
def fori_loop(k: Any) -> Any:
    def call(x: Any, kernel: Any) -> Any:
        return k.ops.fori_loop(0, 6, lambda i, x: k.ops.tanh(x @ kernel) + i, x)

    x = k.Input((4,), name="x")
    return k.Model(x, own_layer(k, call, {"kernel": (4, 4)})(x))


@case()
def newton_iterations(k: Any) -> Any:
    def call(x: Any) -> Any:
        target = k.ops.abs(x) + 0.5
        return k.ops.fori_loop(0, 80, lambda _, y: 0.5 * (y + target / y), k.ops.ones_like(x))

    return of(k, call, (6,))


@case()
def map_over_rows(k: Any) -> Any:
    return of(k, lambda x: k.ops.map(lambda row: k.ops.cumsum(row) * k.ops.max(row), x), (5,))


@case()
def vectorized_map(k: Any) -> Any:
    def call(x: Any) -> Any:
        return k.ops.vectorized_map(lambda row: k.ops.outer(row, row) - k.ops.sum(row), x)

    return of(k, call, (4,))


@case()
def vectorize(k: Any) -> Any:
    def call(x: Any, y: Any) -> Any:
        return k.ops.vectorize(lambda a, b: k.ops.sum(a * b), signature="(n),(n)->()")(x, y)

    return of(k, call, (3, 4), (3, 4))


@case()
def associative_scan(k: Any) -> Any:
    def call(x: Any) -> Any:
        return [
            k.ops.associative_scan(k.ops.add, x, axis=1),
            k.ops.associative_scan(k.ops.maximum, x, axis=1, reverse=True),
        ]

    return of(k, call, (7, 2))


@case()
def state_space_model(k: Any) -> Any:
    def call(x: Any, decay: Any) -> Any:
        rates = k.ops.sigmoid(decay) * k.ops.ones_like(x)

        def combine(a: Any, b: Any) -> Any:
            return a[0] * b[0], b[0] * a[1] + b[1]

        return k.ops.associative_scan(combine, (rates, x), axis=1)[1]

    x = k.Input((9, 4), name="x")
    return k.Model(x, own_layer(k, call, {"decay": (1, 4)})(x))


@case()
def loop_in_a_loop(k: Any) -> Any:
    def call(x: Any) -> Any:
        def inner(i: Any, x: Any) -> Any:
            return k.ops.fori_loop(
                0, 3, lambda j, y: y * 0.998 + k.ops.sin(y + k.ops.cast(i + j, "float32")) / 9, x
            )

        return k.ops.fori_loop(0, 70, inner, x)

    return of(k, call, (4,))


@case()
def cond_in_a_loop(k: Any) -> Any:
    def call(x: Any) -> Any:
        def body(i: Any, x: Any) -> Any:
            return k.ops.cond(i % 2 == 0, lambda: k.ops.sin(x) + 1, lambda: x * 0.5)

        return k.ops.fori_loop(0, 5, body, x)

    return of(k, call, (4,))


@case()
def beam_like_greedy_decoding(k: Any) -> Any:
    def call(x: Any, kernel: Any) -> Any:
        tokens = k.ops.zeros((k.ops.shape(x)[0], 6), dtype="int32")

        def body(i: Any, carry: Any) -> Any:
            tokens, h = carry
            h = k.ops.tanh(h @ kernel)
            best = k.ops.cast(k.ops.argmax(h, -1), "int32")[:, None]
            return k.ops.slice_update(tokens, (0, i), best), h

        tokens, h = k.ops.fori_loop(0, 6, body, (tokens, x))
        return tokens, h

    x = k.Input((4,), name="x")
    return k.Model(x, own_layer(k, call, {"kernel": (4, 4)})(x))
