"""Operations over axes: reductions, orders, choices, shapes and products of matrices."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert.layers_model.ops.models import Calculate, Shapes, constant, model_of
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

_A, _B = constant(4, 2), constant(3, 4, 2)
_CASES: dict[str, tuple[Shapes, Calculate]] = {
    "sum": ([(3, 4, 2)], lambda o, x: [o.sum(x, axis=1), o.sum(x, axis=(1, -1), keepdims=True)]),
    "mean": ([(3, 4, 2)], lambda o, x: [o.mean(x, axis=-1), o.mean(x, axis=[1, 2])]),
    "extremes": ([(3, 4)], lambda o, x: [o.max(x, axis=1), o.min(x, axis=-1), o.ptp(x, axis=1)]),
    "aliases": ([(3, 4)], lambda o, x: [o.amax(x, axis=2), o.amin(x, axis=1, keepdims=True)]),
    "spread": ([(3, 4)], lambda o, x: [o.var(x, axis=-1), o.std(x, axis=1, keepdims=True)]),
    "norms": ([(3, 4)], lambda o, x: [o.norm(x, axis=(1,)), o.norm(x, axis=(2,), ord=1)]),
    "matrix-norm": ([(3, 4)], lambda o, x: o.norm(x, axis=(1, 2))),
    "largest-norm": ([(3, 4)], lambda o, x: o.norm(x, axis=(1,), ord=np.inf, keepdims=True)),
    "normalize": ([(3, 4)], lambda o, x: o.normalize(x, axis=1)),
    "logsumexp": ([(3, 4)], lambda o, x: o.logsumexp(50 * x, axis=1)),
    "one-axis": ([(5,)], lambda o, x: [o.sum(x, axis=-1) * 2, o.max(x, axis=1, keepdims=True)]),
    "product": ([(3, 5, 2)], lambda o, x: [o.prod(x, axis=2), o.prod(x, axis=(1, 2))]),
    "product-kept": ([(7,)], lambda o, x: o.prod(x, axis=-1, keepdims=True)),
    "argmax": ([(3, 5, 2)], lambda o, x: [o.argmax(x, axis=1), o.argmax(x, axis=-1)]),
    "argmin": ([(4, 5)], lambda o, x: [o.argmin(x, axis=1, keepdims=True), o.argmin(x, axis=2)]),
    "argmax-ties": ([(6,)], lambda o, x: o.argmax(o.floor(x), axis=-1)),
    "cumsum": ([(3, 5)], lambda o, x: [o.cumsum(x, axis=1), o.cumsum(x, axis=-1)]),
    "cumprod": ([(3, 5)], lambda o, x: [o.cumprod(x, axis=1), o.cumprod(x, axis=-1)]),
    "diff": ([(4, 5)], lambda o, x: [o.diff(x, axis=1), o.diff(x, n=2)]),
    "triangles": ([(4, 5)], lambda o, x: [o.tril(x, k=-1), o.triu(x)]),
    "truths": (
        [(3, 4)],
        lambda o, x: [
            o.where(o.any(x > 1, axis=-1), 1.0, 0.0),
            o.where(o.all(x > -1, axis=1, keepdims=True), x, 0.0),
            o.cast(o.count_nonzero(x > 0, axis=2), "float32"),
        ],
    ),
    "reshape": ([(3, 4)], lambda o, x: [o.reshape(x, (-1, 2, 6)), o.reshape(x, (-1, 12))]),
    "order": ([(3, 4, 2)], lambda o, x: [o.transpose(x, (0, 3, 1, 2)), o.swapaxes(x, -1, 1)]),
    "move": ([(3, 4, 2)], lambda o, x: [o.moveaxis(x, -1, 1), o.moveaxis(x, (1, 2), (3, 1))]),
    "size-one": ([(3, 1)], lambda o, x: [o.squeeze(x, -1), o.squeeze(x), o.expand_dims(x, 1)]),
    "join": (
        [(3, 4), (3, 4)],
        lambda o, x, y: [o.concatenate([x, y, x], axis=1), o.stack([x, y], axis=-1)],
    ),
    "split": ([(4, 6)], lambda o, x: [*o.split(x, 2, axis=-1), *o.split(x, [1, 3], axis=1)]),
    "unstack": ([(3, 4)], lambda o, x: list(o.unstack(x, axis=1))),
    "items": (
        [(5, 4, 3)],
        lambda _, x: [x[:, 0], x[:, -1, 1:3], x[:, ::2], x[..., ::-1], x[:, None, 1:], x[..., -1]],
    ),
    "places": (
        [(3, 4)],
        lambda o, x: [o.flip(x, axis=1), o.roll(x, -1, axis=-1), o.repeat(x, 2, axis=1)],
    ),
    "take": ([(3, 4)], lambda o, x: [o.take(x, [2, 0, 0], axis=1), o.take(x, 1, axis=-1)]),
    "tile": ([(3, 4)], lambda o, x: [o.tile(x, (1, 2, 3)), o.tile(x, 2)]),
    "pad": (
        [(3, 4)],
        lambda o, x: [
            o.pad(x, ((0, 0), (1, 2), (0, 1)), constant_values=2.5),
            o.pad(x, ((0, 0), (1, 2), (0, 0)), mode="reflect"),
        ],
    ),
    "filled": ([(3,)], lambda o, x: [o.zeros_like(x), o.ones_like(x), o.full_like(x, 3.0)]),
    "matmul": ([(2, 3, 4), (2, 4, 5)], lambda _, x, y: x @ y),
    "matmul-constant": ([(3, 4)], lambda o, x: [x @ _A, o.matmul(constant(5, 3), x)]),
    "tensordot": ([(3, 4)], lambda o, x: [o.dot(x, _A), o.tensordot(x, _B, axes=2)]),
    "einsum": ([(3, 4), (2, 4)], lambda o, x, y: o.einsum("bij,bkj->bik", x, y)),
    "einsum-constant": ([(3, 4)], lambda o, x: o.einsum("...i,ij->...j", x, _A)),
    "softmax": ([(3, 4)], lambda o, x: [o.softmax(x, axis=1), o.log_softmax(x)]),
}


@pytest.mark.parametrize(("shapes", "calculate"), _CASES.values(), ids=_CASES)
def test_converted(shapes: Shapes, calculate: Calculate) -> None:
    """Positive and negative axes, kept and left out."""
    assert_parity(model_of(calculate, shapes))


def test_lengths_of_any_size() -> None:
    """As close to Keras's result as for length 1; what is shorter than epsilon is divided by it."""
    model = model_of(
        lambda o, x: [
            o.norm(x, axis=(2,), keepdims=True),
            o.std(x, axis=2, keepdims=True),
            o.normalize(x, axis=2),
            o.normalize(x, axis=2, epsilon=1e-3),
        ],
        [(3, 8)],
    )
    for length in (0.0, 1e-14, 1e-10, 1e-7, 3e-7, 1e-3, 1e10):
        x = np.random.default_rng(1).normal(size=(2, 3, 8)) * length / 3
        assert assert_parity(model, [x.astype(np.float32)], repeat=1) < 1e-5, length


_ACTIVATIONS: dict[str, Calculate] = {
    "elu": lambda o, x: [o.elu(x), o.elu(x, alpha=0.3), o.celu(x, alpha=2.0), o.celu(x)],
    "leaky-relu": lambda o, x: [o.leaky_relu(x), o.leaky_relu(x, negative_slope=0.4)],
    "shrink": lambda o, x: [f(x, t) for f in (o.soft_shrink, o.hard_shrink) for t in (0.5, 0.2)],
    "squareplus": lambda o, x: [o.squareplus(x), o.squareplus(x, b=1)],
    "gelu": lambda o, x: [o.gelu(x), o.gelu(x, approximate=False), o.silu(x)],
    "threshold": lambda o, x: [o.threshold(x, 0.2, -3.0), o.glu(x), o.hard_sigmoid(x)],
    "normalization": lambda o, x: [o.layer_normalization(x), o.rms_normalization(x, axis=1)],
}


@pytest.mark.parametrize("calculate", _ACTIVATIONS.values(), ids=_ACTIVATIONS)
def test_activations(calculate: Calculate) -> None:
    """With their settings."""
    assert_parity(model_of(calculate, [(3, 4)]))


_PICTURES: dict[str, Calculate] = {
    "resize": lambda o, x: o.image.resize(x, (9, 3)),
    "resize-nearest": lambda o, x: o.image.resize(x, (3, 12), interpolation="nearest"),
    "resize-smooth": lambda o, x: o.image.resize(x, (3, 4), "bicubic", antialias=True),
    "resize-padded": lambda o, x: o.image.resize(x, (7, 7), pad_to_aspect_ratio=True),
    "resize-first": lambda o, x: o.image.resize(x, (9, 5), data_format="channels_first"),
    "crop": lambda o, x: o.image.crop_images(x, 1, 2, target_height=3, target_width=3),
    "pad": lambda o, x: o.image.pad_images(x, 1, 0, target_height=9, target_width=8),
    "pool": lambda o, x: [o.max_pool(x, 2, 2), o.average_pool(x, (2, 3), 1, padding="same")],
    "depth-to-space": lambda o, x: o.depth_to_space(o.concatenate([x, x + 1, -x, x], axis=-1), 2),
    "space-to-depth": lambda o, x: o.space_to_depth(x, 2),
    "gray": lambda o, x: o.image.rgb_to_grayscale(x),
}


@pytest.mark.parametrize("calculate", _PICTURES.values(), ids=_PICTURES)
def test_pictures(calculate: Calculate) -> None:
    """Those that are layers as well."""
    assert_parity(model_of(calculate, [(6, 8, 3)]))


def test_pooled_steps() -> None:
    """Pooling of one spatial axis."""
    assert_parity(model_of(lambda o, x: [o.max_pool(x, 2, 2), o.average_pool(x, 3, 2)], [(8, 3)]))


_UNKNOWN: dict[str, Calculate] = {
    "mean": lambda o, x: [o.mean(x, axis=1), o.mean(x, axis=-1, keepdims=True) * x],
    "sum": lambda o, x: [o.sum(x, axis=1), o.max(x, axis=1, keepdims=True) + x],
    "items": lambda _, x: [x[:, 0], x[:, 1:] - x[:, :-1]],
    "values": lambda o, x: [o.log(abs(x) + 1), x / (1 + x * x), o.floor(x), o.argmax(x, axis=-1)],
}


@pytest.mark.parametrize("calculate", _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_sizes(calculate: Calculate) -> None:
    """A sequence of any length."""
    assert_parity(model_of(calculate, [(None, 4)]), [constant(2, 5, 4)])


_REFUSED: dict[str, tuple[Calculate, str]] = {
    "whole-batch": (lambda o, x: o.sum(x), r"reduces the whole batch \(axis=None\)"),
    "product-of-batch": (lambda o, x: o.prod(x), r"reduces the whole batch \(axis=None\)"),
    "argmax-of-batch": (lambda o, x: o.argmax(x), "expected an axis of 3, got axis=None"),
    "across-samples": (lambda o, x: o.cumsum(x, axis=0), "works across the samples of a batch"),
    "samples": (lambda _, x: x[0], "picks samples of a batch"),
    "sort": (lambda o, x: o.sort(x, axis=-1), "cannot order or look up values"),
    "reshape": (lambda o, x: o.reshape(x, (-1, 4)), "moves values between samples"),
    "transpose": (lambda o, x: o.transpose(x), "in the place of the batch"),
    "norm": (lambda o, x: o.norm(x, axis=1, ord=3), "expected ord=2, 1 or inf, got 3"),
    "celu": (lambda o, x: o.celu(x, alpha=-1.0), "expected alpha above 0"),
    "one-picture": (lambda o, x: o.image.resize(x, (3, 3)), "takes one picture"),
    "depth": (
        lambda o, x: o.space_to_depth(x[:, None, :2], 2, data_format="channels_first"),
        "expected data_format='channels_last'",
    ),
    "fft": (lambda o, x: o.rfft(x)[0], "Fourier transforms"),
    "inverse": (lambda o, x: o.inv(x[:, :, :3]), "no linear algebra"),
    "convolution": (lambda o, x: o.conv(x, constant(2, 4, 5)), "only the layer of this kind"),
    "moments": (lambda o, x: list(o.moments(x, axes=[1])), "only the layer of this kind"),
    "trace": (lambda o, x: o.trace(x, axis1=1, axis2=2), "there is no rewrite"),
}


@pytest.mark.parametrize(("calculate", "problem"), _REFUSED.values(), ids=_REFUSED)
def test_refused(calculate: Calculate, problem: str) -> None:
    """What would be wrong, or cannot be expressed, is said."""
    with pytest.raises(UnsupportedModelError, match=problem):
        translate(read_keras_model(model_of(calculate, [(3, 4)])))


def test_open_axis() -> None:
    """A place along an axis needs its size."""
    model = model_of(lambda o, x: o.argmax(x, axis=1), [(None, 4)])
    with pytest.raises(UnsupportedModelError, match="axis 1 has to be fixed"):
        translate(read_keras_model(model))


def test_every_operation_is_known() -> None:
    """Each has a handler or a reason why not: none is taken for someone else's layer."""
    import inspect

    import keras.src.ops as modules
    from keras.src.ops.operation import Operation

    from tfjs_bridge.convert.layers_model.handlers import refused, supported

    known = {*supported(), *refused()}
    found = {
        name
        for module in (modules.core, modules.image, modules.linalg, modules.math, modules.nn)
        for name, value in vars(module).items()
        if inspect.isclass(value) and issubclass(value, Operation) and value is not Operation
    }
    found |= {
        name
        for name, value in vars(modules.numpy).items()
        if inspect.isclass(value) and issubclass(value, Operation) and value is not Operation
    }
    assert sorted(name for name in found if f"ops.{name}" not in known) == []
