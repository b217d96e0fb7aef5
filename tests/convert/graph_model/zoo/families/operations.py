"""Layers that call functions of `keras.ops`."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case
from tests.convert.graph_model.zoo.own import of


@case()
def top_k_and_sorting(k: Any) -> Any:
    def call(x: Any) -> Any:
        values, places = k.ops.top_k(x, 3)
        order = k.ops.argsort(x, axis=-1)
        return [
            *(values, places, order, k.ops.sort(x, axis=1)),
            *(k.ops.argmax(x, -1), k.ops.argmin(x, 1)),
        ]

    return of(k, call, (4, 6))


@case()
def einsums(k: Any) -> Any:
    def call(x: Any, y: Any) -> Any:
        return [
            k.ops.einsum("bij,bkj->bik", x, y),
            k.ops.einsum("bij,bkj->bk", x, y),
            k.ops.einsum("bij->bji", x),
            k.ops.einsum("bij,bkl->bijkl", x, y),
            k.ops.einsum("...ij,...kj->...ki", x, y),
            k.ops.tensordot(x, y, axes=[[2], [2]])[:, :, 0],
        ]

    return of(k, call, (3, 4), (5, 4))


@case()
def segments_and_scatters(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops, ids = k.ops, k.ops.array([0, 2, 0, 1])
        rows = ops.reshape(ops.transpose(x, (1, 0, 2)), (4, -1))
        places = ops.array([[2], [0]])
        found = [
            ops.segment_sum(rows, ids, num_segments=3),
            ops.segment_max(rows, ids, num_segments=4)[:3],
            ops.scatter(places, rows[:2], (5, *ops.shape(rows)[1:])),
            ops.scatter_update(rows, places, rows[:2] * 2),
        ]
        moved = [ops.transpose(y) for y in found]
        return [*moved, ops.slice_update(x, (0, 1, 0), x[:, :2] + 1)]

    return of(k, call, (4, 3))


@case(inputs=[Spec((5, 3)), Spec((2,), "int32", high=5)])
def gathers(k: Any) -> Any:
    def call(x: Any, index: Any) -> Any:
        ops = k.ops
        return [
            ops.take_along_axis(x, index[..., None], axis=1),
            ops.take(x, index[0], axis=1),
            ops.take(x, ops.array([2, 0]), axis=-1),
            ops.vectorized_map(lambda pair: pair[0][pair[1]], (x, index)),
            ops.one_hot(index, 5) @ x,
            ops.multi_hot(index, 5),
        ]

    return of(k, call, (5, 3), k.Input((2,), dtype="int32", name="index"))


@case()
def cumulations(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops = k.ops
        return [
            *(ops.cumsum(x, axis=1), ops.cumprod(x, axis=-1), ops.diff(x, axis=1)),
            *(ops.logsumexp(x, axis=-1), ops.logaddexp(x, x[:, ::-1]), ops.norm(x, axis=-1)),
            *(ops.var(x, axis=1), ops.std(x, axis=-1, keepdims=True), ops.prod(x, axis=1)),
            *(ops.norm(x, ord=1, axis=1), ops.norm(x, ord="fro", axis=(1, 2))),
            *(ops.median(x, axis=1), ops.quantile(x, 0.3, axis=-1)),
        ]

    return of(k, call, (5, 4))


@case()
def special_functions(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops, unit = k.ops, k.ops.tanh(x) * 0.95
        return [
            *(ops.erf(x), ops.erfinv(unit), ops.log1p(ops.exp(x)), ops.expm1(x * 0.01)),
            *(
                ops.arctan2(x, x + 1),
                ops.arcsinh(x),
                ops.arctanh(unit),
                ops.sinh(x),
                ops.rsqrt(x * x + 1),
            ),
            *(ops.log2(ops.abs(x) + 1), ops.log10(ops.abs(x) + 1), ops.square(x), ops.cbrt(x)),
            *(ops.tan(unit), ops.arccos(unit), ops.reciprocal(x + 9), ops.hypot(x, x + 1)),
            *(ops.exp2(x), ops.sinc(x), ops.logaddexp2(x, 2 * x), ops.heaviside(x, 0.5)),
        ]

    return of(k, call, (6,))


@case()
def rounding_and_comparing(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops, y = k.ops, k.ops.flip(x, -1)
        return [
            *(ops.floor(x), ops.ceil(x), ops.round(x), ops.trunc(x), ops.sign(x), ops.mod(x, 0.7)),
            *(x // 0.3, ops.clip(x, -0.5, 0.7), ops.minimum(x, y), x > y, ops.equal(x, y)),
            *(ops.isnan(x), ops.isinf(ops.where(x > 1, x, float("inf"))), ops.isfinite(x)),
            *(ops.where(x > 0, x, -y), ops.logical_and(x > 0, y > 0), ops.logical_not(x > 0)),
            *(ops.any(x > 1, axis=-1), ops.all(x > -1, axis=-1), ops.count_nonzero(x > 0, axis=1)),
            ops.nan_to_num(ops.log(x - 0.2)),
        ]

    return of(k, call, (7,))


@case(inputs=Spec((6,), "int32", low=-9, high=10))
def whole_numbers(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops = k.ops
        return [
            *(x + 3, x * x, x // 4, x % 4, ops.abs(x), ops.sign(x), ops.maximum(x, 2), -x),
            *(ops.sum(x, axis=-1), ops.max(x, axis=-1), ops.cumsum(x, axis=-1), ops.sort(x)),
            *(x / 4, ops.cast(x, "float32") * 0.5, ops.power(x, 2), ops.floor_divide(x, 3)),
            *(ops.cast(x > 0, "int32"), ops.mean(x, axis=-1), ops.cast(x, "bool")),
        ]

    return of(k, call, (6,), dtype="int32")


@case(inputs=Spec((6,), "int32", low=0, high=200))
def bits(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops, y = k.ops, k.ops.flip(x, -1)
        return [
            *(ops.bitwise_and(x, y), ops.bitwise_or(x, 12), ops.bitwise_xor(x, y)),
            *(ops.bitwise_left_shift(x, 2), ops.bitwise_right_shift(x, 1), ops.bitwise_not(x)),
        ]

    return of(k, call, (6,), dtype="int32")


@case()
def moves(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops = k.ops
        return [
            *(
                ops.roll(x, 1, axis=1),
                ops.flip(x, 1),
                ops.repeat(x, 2, axis=-1),
                ops.rot90(x, axes=(1, 2)),
            ),
            *(ops.tile(x, (1, 2, 1)), *ops.split(x, [1, 3], axis=1), *ops.unstack(x, axis=-1)),
            *(ops.moveaxis(x, 1, 2), ops.swapaxes(x, 1, 2), ops.squeeze(x[:, :1], 1)),
            *(
                ops.pad(x, ((0, 0), (1, 2), (0, 0))),
                ops.pad(x, ((0, 0), (1, 1), (0, 0)), "reflect"),
            ),
            *(ops.pad(x, ((0, 0), (2, 0), (1, 0)), "symmetric"), ops.stack([x, -x], 2)),
            *(ops.reshape(x, (-1, 12)), ops.expand_dims(x, 1), ops.hstack([x, x])),
        ]

    return of(k, call, (4, 3))


@case()
def matrices(k: Any) -> Any:
    def call(x: Any, y: Any) -> Any:
        ops = k.ops
        return [
            *(ops.tril(x), ops.triu(x, 1), ops.trace(x, axis1=1, axis2=2)),
            *(ops.diagonal(x, axis1=1, axis2=2), ops.cross(x[:, :3, :3], y[:, :3, :3])),
            *(ops.matmul(x, y), x @ ops.transpose(y, (0, 2, 1)), ops.dot(x, ops.eye(4, 4, 1))),
            *(ops.inner(x, y[0]), ops.eye(4) + x, ops.vectorized_map(ops.diag, x[:, 0])),
            *(ops.kron(x, ops.ones((1, 2, 2))), ops.vander(x[:, 0, 0], 3)),
        ]

    return of(k, call, (4, 4), (4, 4))


@case(sizes=({"s": 5}, {"s": 8}))
def made_of_sizes(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops = k.ops
        batch, length, width = ops.shape(x)
        rows, columns = ops.meshgrid(ops.linspace(0.0, 1.0, 4), ops.arange(3, dtype="float32"))
        return [
            x + ops.arange(length, dtype="float32")[None, :, None],
            ops.zeros((batch, 2, length)) + ops.cumsum(ops.full((length,), 0.5)),
            ops.broadcast_to(ops.linspace(-1.0, 1.0, width), (batch, length, width)) * x,
            ops.sum(x, axis=1) / ops.cast(length, "float32"),
            ops.ones_like(x) - x[:, :1],
            ops.reshape(x, (batch, length * width)),
            ops.reshape(rows * columns, (1, 12)) + ops.sum(x),
        ]

    return of(k, call, (None, 4))


@case(inputs=Spec((8,)))
def bins(k: Any) -> Any:
    class Bins(k.Model):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            ops, edges = k.ops, k.ops.linspace(-2.0, 2.0, 5)
            places = ops.searchsorted(edges, ops.reshape(x, (-1,)))
            return ops.reshape(places, ops.shape(x)), ops.digitize(x, edges)

    return Bins()


@case(inputs=[Spec((4, 3)), Spec((4, 3))])
def losses_as_outputs(k: Any) -> Any:
    def call(x: Any, y: Any) -> Any:
        target = k.ops.softmax(y)
        return [
            k.losses.categorical_crossentropy(target, k.ops.softmax(x)),
            k.losses.mean_squared_error(y, x),
            k.losses.cosine_similarity(y, x),
            k.losses.huber(y, x),
            k.losses.kl_divergence(target, k.ops.softmax(x)),
            k.ops.binary_crossentropy(target, x, from_logits=True),
            k.ops.sparse_categorical_crossentropy(k.ops.argmax(y, -1), x, from_logits=True),
        ]

    return of(k, call, (4, 3), (4, 3))


@case(inputs=Spec((5,), "int32", low=-100, high=100))
def bits_of_eight(k: Any) -> Any:
    def call(x: Any) -> Any:
        ops = k.ops
        small, unsigned = ops.cast(x, "int8"), ops.cast(ops.abs(x), "uint8")
        moved = [
            *(ops.left_shift(small, 3), ops.right_shift(small, 2), ops.left_shift(unsigned, 4)),
            *(ops.bitwise_and(small, 15), ops.right_shift(unsigned, 1)),
        ]
        return [ops.cast(y, "int32") for y in moved]

    return of(k, call, (5,), dtype="int32")


@case(inputs=Spec((6, 4), has_batch=False), batches=())
def numbers_of_a_whole_input(k: Any) -> Any:
    """More than ten outputs, whose names are in another order than the alphabet's."""

    class Numbers(k.Model):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return [k.ops.mean(x**2 * number) for number in range(12)]

    return Numbers()
