"""Multiply-adds of layers, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tfjs_bridge.inspection.layers.work import multiply_adds

_STEPS = [1, 5, 8]


def _layer(kind: str, **config: Any) -> dict[str, Any]:
    return {"class_name": kind, "config": config}


@pytest.mark.parametrize(
    ("kind", "config", "inputs", "output", "expected"),
    [
        ("Dense", {"units": 3}, [_STEPS], [1, 5, 3], 5 * 8 * 3),
        ("Conv1D", {"kernel_size": [3], "filters": 4}, [_STEPS], [1, 3, 4], 3 * 4 * 3 * 8),
        (
            "Conv2D",
            {"kernel_size": 3, "filters": 4, "groups": 2},
            [[1, 8, 8, 6]],
            [1, 6, 6, 4],
            36 * 4 * 9 * 3,
        ),
        (
            "Conv2D",
            {"kernel_size": 3, "filters": 4, "data_format": "channels_first"},
            [[1, 6, 8, 8]],
            [1, 4, 6, 6],
            36 * 4 * 9 * 6,
        ),
        (
            "Conv2DTranspose",
            {"kernel_size": 2, "filters": 4},
            [[1, 4, 4, 6]],
            [1, 8, 8, 4],
            16 * 6 * 4 * 4,
        ),
        ("DepthwiseConv2D", {"kernel_size": 3}, [[1, 8, 8, 6]], [1, 6, 6, 12], 36 * 12 * 9),
        (
            "SeparableConv2D",
            {"kernel_size": 3, "depth_multiplier": 2},
            [[1, 8, 8, 6]],
            [1, 6, 6, 5],
            36 * 12 * (9 + 5),
        ),
        ("LSTM", {"units": 3}, [_STEPS], [1, 3], 5 * 4 * 3 * (8 + 3)),
        ("GRU", {"units": 3}, [_STEPS], [1, 3], 5 * 3 * 3 * (8 + 3)),
        (
            "RNN",
            {"cell": [_layer("LSTMCell", units=3), _layer("SimpleRNNCell", units=2)]},
            [_STEPS],
            [1, 2],
            5 * (4 * 3 * (8 + 3) + 2 * (3 + 2)),
        ),
        (
            "Bidirectional",
            {"layer": _layer("GRU", units=3)},
            [_STEPS],
            [1, 6],
            2 * 5 * 3 * 3 * (8 + 3),
        ),
        ("TimeDistributed", {"layer": _layer("Dense", units=3)}, [_STEPS], [1, 5, 3], 5 * 8 * 3),
        (
            "ConvLSTM2D",
            {"kernel_size": [3, 3], "filters": 2, "padding": "same"},
            [[1, 5, 4, 4, 3]],
            [1, 4, 4, 2],
            5 * 16 * 4 * 2 * 9 * (3 + 2),
        ),
        ("Dot", {"axes": 1}, [[1, 5], [1, 5]], [1, 1], 5),
        (
            "EinsumDense",
            {"equation": "abc,cde->abde"},
            [_STEPS],
            [1, 5, 2, 4],
            5 * 8 * 2 * 4,
        ),
        ("EinsumDense", {"equation": "...x,xy->...y"}, [_STEPS], [1, 5, 3], 5 * 8 * 3),
        ("Attention", {}, [[1, 4, 8], [1, 5, 6], [1, 5, 8]], [1, 4, 6], 4 * 5 * (8 + 6)),
        (
            "MultiHeadAttention",
            {"num_heads": 2, "key_dim": 4, "value_dim": 3},
            [_STEPS, _STEPS],
            [1, 5, 8],
            2 * 5 * 8 * 8 + 5 * 8 * 6 + 25 * 2 * (4 + 3) + 5 * 6 * 8,
        ),
        ("ops.Matmul", {}, [[1, 5, 8], [1, 8, 3]], [1, 5, 3], 5 * 8 * 3),
        ("BatchNormalization", {}, [_STEPS], _STEPS, 0),
        ("Embedding", {"output_dim": 4}, [[1, 5]], [1, 5, 4], 0),
        ("RandomFlip", {}, [_STEPS], _STEPS, 0),
        ("GlobalAveragePooling1D", {}, [_STEPS], [1, 8], 0),
        ("MyOwn", {}, [_STEPS], _STEPS, None),
        ("TimeDistributed", {"layer": _layer("MyOwn")}, [_STEPS], _STEPS, None),
        ("Conv2D", {}, [[1, 8, 8, 6]], [1, 6, 6, 4], None),
        ("Dense", {}, [], [], None),
    ],
)
def test_work_is_counted(
    kind: str, config: Any, inputs: Any, output: Any, expected: int | None
) -> None:
    assert multiply_adds(kind, config, inputs, [output]) == expected
