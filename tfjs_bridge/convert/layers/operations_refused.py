"""Operations that TensorFlow.js's layers cannot express."""

from __future__ import annotations

from tfjs_bridge.convert.handlers import refuses

refuses(
    "ops.Cbrt",
    "ops.Logaddexp2",
    reason="TensorFlow.js layers do not have this function",
    remedy="Use keras.ops.log, sqrt, log_softmax, logsumexp or softplus where they say the same.",
)
refuses(
    *(f"ops.{name}" for name in ("Sin", "Cos", "Tan", "Sinh", "Cosh", "Sinc")),
    *(f"ops.Arc{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "tan2")),
    *(f"ops.{name}" for name in ("Erf", "Erfc", "Erfinv", "Polar", "Angle", "I0")),
    reason="TensorFlow.js layers do not have this function",
    remedy="Compute it before the model, in JavaScript, or use another one.",
)
refuses(
    *(f"ops.{name}" for name in ("Floor", "Ceil", "Round", "Trunc", "FloorDivide", "Mod", "Fmod")),
    reason="TensorFlow.js layers cannot round",
    remedy="Round before or behind the model, in JavaScript.",
)
refuses(
    *(f"ops.{name}" for name in ("Argmax", "Argmin", "Argsort", "Sort", "TopK", "Argpartition")),
    *(f"ops.{name}" for name in ("Median", "Percentile", "Quantile", "InTopK", "Unique")),
    reason="TensorFlow.js layers cannot order values",
    remedy="End the model before it and order the values in JavaScript.",
)
refuses(
    *(f"ops.{name}" for name in ("Cumsum", "Cumprod", "Prod", "TakeAlongAxis", "Scan", "Map")),
    *(f"ops.{name}" for name in ("WhileLoop", "ForiLoop", "Cond", "Switch", "VectorizedMap")),
    *(f"ops.{name}" for name in ("Scatter", "ScatterUpdate", "SliceUpdate", "AssociativeScan")),
    *(f"ops.{name}" for name in ("Isnan", "Isfinite", "Isinf", "NanToNum")),
    reason="TensorFlow.js layers cannot express this operation",
    remedy="Replace it by layers, or compute it in JavaScript.",
)
refuses(
    "ops.Ravel",
    "ops.Vstack",
    "ops.Outer",
    "ops.Vdot",
    "ops.Flipud",
    reason="mixes the samples of a batch, which TensorFlow.js layers treat one by one",
    remedy="Use an operation with an axis after the batch.",
)
