"""The models: each says what its inputs must be for it to compute what it was made for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A model, and what its golden inputs have to be.

    Attributes:
        build: Makes it of Keras.
        shapes: Of its inputs, without the batch; they are given to the export.
        dtypes: Of its inputs as the export has them; float32 where they are missing.
        below: What an input's values are less than; they are 0 or more.
    """

    build: Callable[[Any], Any]
    shapes: Shapes
    dtypes: Mapping[str, str] = field(default_factory=dict)
    below: Mapping[str, int] = field(default_factory=dict)

    def example(self) -> dict[str, np.ndarray[Any, Any]]:
        """Ones for each input, with which the model is built."""
        return {
            name: np.ones((2, *shape), self.dtypes.get(name, "float32"))
            for name, shape in self.shapes.items()
        }


def own(k: Any, setup: Callable[[Any], Any], call: Callable[..., Any]) -> Any:
    """A model of Keras whose call is any code.

    Args:
        k: Keras.
        setup: Gives the layers that `call` takes first.
        call: With the inputs as its further parameters.
    """

    class Own(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.parts = setup(k.layers)

    def called(self: Any, *args: Any, **kwargs: Any) -> Any:
        return call(self.parts, *args, **kwargs)

    # Keras and the export look at the parameters of `call` itself.
    parts, *inputs = inspect.signature(call).parameters.values()
    called.__signature__ = inspect.Signature([parts, *inputs])  # type: ignore[attr-defined]
    Own.call = called
    return Own()


def _two_tables(k: Any) -> Any:
    return own(
        k,
        lambda la: [la.Embedding(7, 4), la.Embedding(300, 4), la.Dense(2)],
        lambda p, user, item: p[2](p[0](user) * p[1](item)),
    )


def _behind_reshape(k: Any) -> Any:
    def call(p: Any, ids: Any) -> Any:
        rows = k.ops.reshape(ids, (-1, 3))
        return p[1](k.ops.concatenate([p[0][n](rows[:, n]) for n in range(3)], -1))

    sizes = (5, 11, 6)
    return own(k, lambda la: [[la.Embedding(n, 4) for n in sizes], la.Dense(2)], call)


def _mask(k: Any) -> Any:
    def call(p: Any, x: Any, keep: Any) -> Any:
        return p(k.ops.where(keep[..., None], x, 0.0))

    return own(k, lambda la: la.Dense(3), call)


def _argument(k: Any) -> Any:
    def call(p: Any, x: Any, mask: Any = None) -> Any:
        return p(x * k.ops.cast(mask != 0, "float32")[..., None])

    return own(k, lambda la: la.Dense(3), call)


def _logical(k: Any) -> Any:
    def call(p: Any, x: Any, a: Any, b: Any) -> Any:
        both = k.ops.logical_and(a, k.ops.logical_not(b))
        return p(x) * k.ops.cast(both, "float32")

    return own(k, lambda la: la.Dense(3), call)


def _attention(k: Any) -> Any:
    def call(p: Any, x: Any, padding: Any) -> Any:
        return p[1](p[0](x, x, attention_mask=padding[:, None, :]))

    return own(k, lambda la: [la.MultiHeadAttention(2, 4), la.Dense(2)], call)


def _scalar(k: Any) -> Any:
    def call(p: Any, x: Any, temperature: Any) -> Any:
        return k.ops.softmax(p(x) / (0.1 + k.ops.abs(temperature)))

    return own(k, lambda la: la.Dense(5), call)


def _position(k: Any) -> Any:
    def call(p: Any, x: Any, start: Any) -> Any:
        places = start + k.ops.arange(4)
        return p[1](x + p[0](places))

    return own(k, lambda la: [la.Embedding(16, 8), la.Dense(3)], call)


def _gathered(k: Any) -> Any:
    def call(p: Any, x: Any, place: Any) -> Any:
        return p[1](k.ops.take_along_axis(p[0](x), place[..., None], axis=1))

    return own(k, lambda la: [la.Dense(4), la.Dense(2)], call)


def _pieces(k: Any) -> Any:
    table = np.random.default_rng(0).normal(size=(13, 6)).astype("float32")
    return own(k, lambda la: la.Dense(2), lambda p, piece: p(k.ops.take(table, piece, axis=0)))


def _one_hot(k: Any) -> Any:
    return own(k, lambda la: la.Dense(3), lambda p, label: p(k.ops.one_hot(label, 9)))


def _category(k: Any) -> Any:
    return own(
        k,
        lambda la: [la.CategoryEncoding(6, output_mode="one_hot"), la.Dense(2)],
        lambda p, kind: p[1](p[0](kind)),
    )


def _length(k: Any) -> Any:
    def call(p: Any, x: Any, length: Any) -> Any:
        keep = k.ops.cast(k.ops.arange(10)[None] < length, "float32")
        return p(k.ops.sum(x * keep[..., None], 1))

    return own(k, lambda la: la.Dense(3), call)


def _hashed(k: Any) -> Any:
    return own(
        k, lambda la: [la.Embedding(10, 4), la.Dense(2)], lambda p, word: p[1](p[0](word % 10))
    )


def _shifted(k: Any) -> Any:
    return own(
        k, lambda la: [la.Embedding(12, 4), la.Dense(2)], lambda p, word: p[1](p[0](word + 2))
    )


def _grid(k: Any) -> Any:
    return own(
        k,
        lambda la: [la.Embedding(24, 4), la.Dense(2)],
        lambda p, row: p[1](p[0](row * 6 + 3)),
    )


def _clipped(k: Any) -> Any:
    def call(p: Any, age: Any) -> Any:
        return p[1](p[0](k.ops.clip(age, 0, 19)))

    return own(k, lambda la: [la.Embedding(20, 4), la.Dense(2)], call)


def _looped(k: Any) -> Any:
    def call(p: Any, ids: Any) -> Any:
        table = p[0]
        first = k.ops.zeros((k.ops.shape(ids)[0], 4))
        steps = k.ops.transpose(ids)
        last, _ = k.ops.scan(lambda h, i: (k.ops.tanh(h + table(i)), h[:, 0]), first, steps)
        return p[1](last)

    return own(k, lambda la: [la.Embedding(8, 4), la.Dense(2)], call)


def _branches(k: Any) -> Any:
    def call(p: Any, ids: Any) -> Any:
        flag = k.ops.shape(ids)[1] > 2
        return p[1](k.ops.cond(flag, lambda: p[0](ids), lambda: -p[0](ids)))

    return own(k, lambda la: [la.Embedding(14, 4), la.Dense(2)], call)


def _tied(k: Any) -> Any:
    def call(p: Any, ids: Any) -> Any:
        hidden = p[1](p[0](ids))
        return k.ops.matmul(hidden, k.ops.transpose(p[0].embeddings))

    return own(k, lambda la: [la.Embedding(18, 4), la.Dense(4)], call)


def _sliced(k: Any) -> Any:
    def call(p: Any, table: Any, start: Any) -> Any:
        return p(k.ops.slice(table, (0, start[0, 0], 0), (1, 3, 4)))

    return own(k, lambda la: la.Dense(2), call)


def _picture(k: Any) -> Any:
    return own(
        k,
        lambda la: [la.Conv2D(4, 3), la.GlobalAveragePooling2D(), la.Dense(3)],
        lambda p, picture: p[2](p[1](p[0](picture / 255.0))),
    )


def _best(k: Any) -> Any:
    return own(k, lambda la: la.Dense(6), lambda p, x: k.ops.argmax(p(x), -1))


def _over(k: Any) -> Any:
    return own(k, lambda la: la.Dense(6), lambda p, x: p(x) > 0)


def _total(k: Any) -> Any:
    return own(k, lambda la: la.Dense(6), lambda p, x: k.ops.mean(p(x)))


def _nested(k: Any) -> Any:
    import jax

    inner = jax.jit(lambda table, ids: table[ids])
    return own(
        k,
        lambda la: [la.Embedding(21, 4), la.Dense(2)],
        lambda p, ids: p[1](p[0](ids) + inner(k.ops.convert_to_tensor(p[0].embeddings), ids)),
    )


def _padded(k: Any) -> Any:
    return own(
        k,
        lambda la: [la.Embedding(15, 4, mask_zero=True), la.LSTM(3), la.Dense(2)],
        lambda p, ids: p[2](p[1](p[0](ids))),
    )


_INT = "int32"
MODELS: dict[str, Drawn] = {
    "two tables": Drawn(
        _two_tables,
        {"user": (3,), "item": (3,)},
        {"user": _INT, "item": _INT},
        {"user": 7, "item": 300},
    ),
    "tables behind a reshape": Drawn(_behind_reshape, {"ids": (3,)}, {"ids": _INT}, {"ids": 5}),
    "a mask": Drawn(_mask, {"x": (5, 4), "keep": (5,)}, {"keep": "bool"}),
    "an argument mask": Drawn(_argument, {"x": (5, 4), "mask": (5,)}, {"mask": "bool"}),
    "logic": Drawn(_logical, {"x": (4,), "a": (1,), "b": (1,)}, {"a": "bool", "b": "bool"}),
    "attention": Drawn(_attention, {"x": (6, 8), "padding": (6,)}, {"padding": "bool"}),
    "a temperature": Drawn(_scalar, {"x": (4,), "temperature": (1,)}),
    "a position": Drawn(_position, {"x": (4, 8), "start": (1,)}, {"start": _INT}, {"start": 13}),
    "places along an axis": Drawn(
        _gathered, {"x": (7, 3), "place": (2,)}, {"place": _INT}, {"place": 7}
    ),
    "a table that is no weight": Drawn(_pieces, {"piece": (3,)}, {"piece": _INT}, {"piece": 13}),
    "one hot": Drawn(_one_hot, {"label": ()}, {"label": _INT}, {"label": 9}),
    "categories": Drawn(_category, {"kind": (1,)}, {"kind": _INT}, {"kind": 6}),
    "a length": Drawn(_length, {"x": (10, 4), "length": (1,)}, {"length": _INT}, {"length": 11}),
    "remainders": Drawn(_hashed, {"word": (3,)}, {"word": _INT}),
    "shifted": Drawn(_shifted, {"word": (3,)}, {"word": _INT}, {"word": 10}),
    "a grid": Drawn(_grid, {"row": (2,)}, {"row": _INT}, {"row": 4}),
    "clipped": Drawn(_clipped, {"age": (2,)}, {"age": _INT}, {"age": 20}),
    "in a loop": Drawn(_looped, {"ids": (5,)}, {"ids": _INT}, {"ids": 8}),
    "in a branch": Drawn(_branches, {"ids": (5,)}, {"ids": _INT}, {"ids": 14}),
    "a table used twice": Drawn(_tied, {"ids": (5,)}, {"ids": _INT}, {"ids": 18}),
    "a slice": Drawn(_sliced, {"table": (9, 4), "start": (1,)}, {"start": _INT}, {"start": 7}),
    "pictures": Drawn(_picture, {"picture": (16, 16, 3)}),
    "the best": Drawn(_best, {"x": (4,)}),
    "whether above": Drawn(_over, {"x": (4,)}),
    "one number": Drawn(_total, {"x": (4,)}),
    "in a program of JAX": Drawn(_nested, {"ids": (3,)}, {"ids": _INT}, {"ids": 21}),
    "padding": Drawn(_padded, {"ids": (6,)}, {"ids": _INT}, {"ids": 15}),
}
