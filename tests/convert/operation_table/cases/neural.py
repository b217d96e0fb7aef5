"""Activations, convolutions, pooling, normalization, attention and losses."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.operation_table.case import (
    EDGES,
    TINY,
    Case,
    bools,
    floats,
    ints,
    normal,
    on,
    plain,
    uniform,
)

_STEEP = floats(-40, -9, -3, 4, 12, 60)
_ACTIVATIONS = (
    "hard_sigmoid hard_silu hard_swish hard_tanh log_sigmoid relu relu6 selu sigmoid silu softplus "
    "softsign sparse_plus sparse_sigmoid swish tanh_shrink"
)
CASES: dict[str, list[Case]] = {name: plain(EDGES, TINY, _STEEP) for name in _ACTIVATIONS.split()}
# The wasm backend's Selu is exp(x) - 1 below 0: off by 6e-8 at the most.
CASES["selu"] = plain(EDGES, _STEEP) + plain(TINY, tolerance=1e-3)
_X = normal(3, 4, 5)
CASES |= {
    "celu": [*plain(EDGES, TINY, _STEEP), *on(lambda f, x: f(x, alpha=0.5), EDGES)],
    "elu": [*plain(EDGES, TINY, _STEEP), *on(lambda f, x: f(x, alpha=0.5), EDGES)],
    "gelu": [*plain(EDGES, TINY, _STEEP), *on(lambda f, x: f(x, approximate=False), EDGES, _STEEP)],
    "glu": [*plain(normal(3, 4)), *on(lambda f, x: f(x, axis=1), normal(3, 4, 2))],
    "hard_shrink": [*plain(EDGES), *on(lambda f, x: f(x, threshold=1.0), EDGES)],
    "leaky_relu": [*plain(EDGES, TINY), *on(lambda f, x: f(x, negative_slope=0.05), EDGES)],
    "soft_shrink": [*plain(EDGES), *on(lambda f, x: f(x, threshold=1.0), EDGES)],
    "squareplus": [*plain(EDGES, TINY), *on(lambda f, x: f(x, b=2), EDGES)],
    "threshold": on(lambda f, x: f(x, 0.5, 9.0), EDGES),
    "softmax": [
        *plain(_X, normal(3, 4, scale=60), floats(-1e9, 0, -np.inf).reshape(1, 3)),
        *on(lambda f, x: f(x, axis=1), _X),
        *on(lambda f, x: f(x, axis=(1, 2)), _X),
    ],
    "log_softmax": [
        *plain(_X, normal(3, 4, scale=60)),
        *on(lambda f, x: f(x, axis=1), _X),
    ],
    "sparsemax": [*plain(normal(3, 5)), *on(lambda f, x: f(x, axis=1), _X)],
    "normalize": [
        *plain(_X),
        *on(lambda f, x: f(x, axis=1, order=1), _X),
    ],
    "layer_normalization": [
        *plain(_X),
        *on(lambda f, x, g, b: f(x, g, b), (_X, normal(5), normal(5, seed=1))),
        *on(lambda f, x: f(x, axis=(1, 2)), _X),
    ],
    "rms_normalization": [*plain(_X), *on(lambda f, x, g: f(x, g), (_X, normal(5)))],
    "batch_normalization": [
        *on(
            lambda f, x, m, v: f(x, m, v, axis=-1),
            (_X, normal(5), uniform(5, low=0.5, high=2)),
        ),
        *on(
            lambda f, x, m, v, o, s: f(x, m, v, 1, offset=o, scale=s),
            (_X, normal(4), uniform(4, low=0.5, high=2), normal(4, seed=1), normal(4, seed=2)),
        ),
    ],
}

_LINE, _PICTURE, _VIDEO = normal(2, 7, 3), normal(2, 7, 6, 3), normal(3, 5, 4, 4, 2)
_FIRST = normal(2, 3, 7, 6)
_CHANNELS_FIRST = {"data_format": "channels_first"}
_POOLED = [
    *on(lambda f, x: f(x, 2, strides=2), _LINE, _PICTURE, _VIDEO),
    *on(lambda f, x: f(x, 3, strides=1, padding="same"), _LINE, _PICTURE, _VIDEO),
    *on(lambda f, x: f(x, (2, 3), strides=(1, 2), padding="same"), _PICTURE),
    *on(lambda f, x: f(x, 2, strides=2, **_CHANNELS_FIRST), _FIRST),
]
CASES |= {
    "max_pool": _POOLED,
    "average_pool": _POOLED,
    "adaptive_average_pool": on(lambda f, x: f(x, 3), _LINE, _PICTURE, _VIDEO),
    "adaptive_max_pool": on(lambda f, x: f(x, 3), _LINE, _PICTURE, _VIDEO),
}


def _convolved(*settings: dict[str, Any]) -> list[Case]:
    """In 1, 2 and 3 axes, with each of the settings in 2."""
    kernels = {3: normal(3, 3, 4, seed=1), 4: normal(3, 2, 3, 4, seed=1)}
    kernels[5] = normal(2, 2, 2, 2, 3, seed=1)
    cases = on(lambda f, x, w: f(x, w), *((x, kernels[x.ndim]) for x in (_LINE, _PICTURE, _VIDEO)))
    for setting in settings:
        cases += on(lambda f, x, w, s=setting: f(x, w, **s), (_PICTURE, kernels[4]))
    first = on(lambda f, x, w: f(x, w, **_CHANNELS_FIRST), (_FIRST, kernels[4]))
    return [*cases, *first]


CASES["conv"] = [
    *_convolved(
        {"strides": 2, "padding": "same"},
        {"strides": (2, 1)},
        {"dilation_rate": 2},
        {"padding": "same", "dilation_rate": (2, 1)},
    ),
    *on(lambda f, x, w: f(x, w), (normal(2, 7, 6, 4), normal(3, 2, 2, 6))),  # two groups
]
CASES["conv_transpose"] = [
    *on(lambda f, x, w: f(x, w, strides=2), (_LINE, normal(3, 4, 3))),
    *on(lambda f, x, w: f(x, w), (_PICTURE, normal(3, 2, 4, 3))),
    *on(lambda f, x, w: f(x, w, strides=2, padding="same"), (_PICTURE, normal(3, 2, 4, 3))),
    *on(
        lambda f, x, w: f(x, w, strides=2, padding="same", output_padding=1),
        (_PICTURE, normal(3, 3, 4, 3)),
    ),
    *on(lambda f, x, w: f(x, w, dilation_rate=2), (_PICTURE, normal(3, 2, 4, 3))),
    *on(lambda f, x, w: f(x, w, strides=2), (_VIDEO, normal(2, 2, 2, 3, 2))),
]
CASES["depthwise_conv"] = [
    *on(lambda f, x, w: f(x, w), (_LINE, normal(3, 3, 2)), (_PICTURE, normal(3, 2, 3, 2))),
    *on(lambda f, x, w: f(x, w, strides=2, padding="same"), (_PICTURE, normal(3, 2, 3, 1))),
    *on(lambda f, x, w: f(x, w, dilation_rate=2), (_PICTURE, normal(3, 2, 3, 1))),
    *on(lambda f, x, w: f(x, w, **_CHANNELS_FIRST), (_FIRST, normal(3, 2, 3, 1))),
]
CASES["separable_conv"] = [
    *on(
        lambda f, x, d, p: f(x, d, p),
        (_LINE, normal(3, 3, 2), normal(1, 6, 4)),
        (_PICTURE, normal(3, 2, 3, 2), normal(1, 1, 6, 4)),
    ),
    *on(
        lambda f, x, d, p: f(x, d, p, strides=2, padding="same"),
        (_PICTURE, normal(3, 2, 3, 1), normal(1, 1, 3, 4)),
    ),
]

_Q, _K, _V = normal(2, 5, 4, 8), normal(2, 6, 4, 8, seed=1), normal(2, 6, 4, 8, seed=2)
_FEWER = (_Q, normal(2, 6, 2, 8, seed=1), normal(2, 6, 2, 8, seed=2))
CASES["dot_product_attention"] = [
    *plain((_Q, _K, _V), _FEWER),
    *on(lambda f, q, k, v, m: f(q, k, v, mask=m), (_Q, _K, _V, bools(2, 1, 5, 6))),
    *on(lambda f, q, k, v, b: f(q, k, v, bias=b, scale=0.3), (_Q, _K, _V, normal(2, 4, 5, 6))),
    *on(lambda f, q: f(q, q, q, is_causal=True), _Q),
]

_CHANCES = np.asarray(uniform(3, 4) / uniform(3, 4).sum(-1, keepdims=True), np.float32)
_ONE_HOT = np.eye(4, dtype=np.float32)[[1, 0, 3]]
_LOGITS = {"from_logits": True}
CASES |= {
    "binary_crossentropy": [
        *plain((bools(3, 4).astype(np.float32), uniform(3, 4))),
        *on(lambda f, t, x: f(t, x, **_LOGITS), (bools(3, 4).astype(np.float32), normal(3, 4) * 9)),
        *plain((floats(0, 1, 1, 0), floats(0, 1, 0, 1))),
    ],
    "categorical_crossentropy": [
        *plain((_ONE_HOT, _CHANCES)),
        *on(lambda f, t, x: f(t, x, **_LOGITS), (_ONE_HOT, normal(3, 4))),
        *on(lambda f, t, x: f(t, x, axis=1), (_ONE_HOT[..., None], _CHANCES[..., None])),
    ],
    "sparse_categorical_crossentropy": [
        *plain((ints(1, 0, 3), _CHANCES)),
        *on(lambda f, t, x: f(t, x, **_LOGITS), (ints(1, 0, 3), normal(3, 4))),
    ],
    "ctc_loss": plain((ints(1, 2, 2, 1).reshape(2, 2), normal(2, 5, 4), ints(2, 1), ints(5, 4))),
    "ctc_decode": [
        *plain((normal(2, 5, 4), ints(5, 4))),
        *on(
            lambda f, x, n: f(x, n, strategy="beam_search", beam_width=3),
            (normal(2, 5, 4), ints(5, 4)),
        ),
    ],
    "psnr": on(lambda f, x, y: f(x, y, 1.0), (uniform(3, 4), uniform(3, 4, seed=1)), is_open=False),
    "cdist": plain((normal(3, 4), normal(5, 4, seed=1)), is_open=False),
}
