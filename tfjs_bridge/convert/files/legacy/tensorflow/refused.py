"""Functions that cannot be exported, and why."""

from __future__ import annotations

from tfjs_bridge.convert.files.legacy.tensorflow.registry import refused_prefix

for _prefix in ("random.", "random_", "image.random_", "image.stateless_random", "nn.experimental"):
    refused_prefix(
        _prefix,
        "whose numbers are others at every run; expected a calculation that depends on the inputs "
        "alone (of a VAE, export the part up to z_mean, or the decoder)",
    )
for _prefix in ("strings.", "string_", "as_string", "regex_"):
    refused_prefix(_prefix, "on strings, which TensorFlow.js has no layers for")
for _prefix in ("signal.", "fft", "ifft", "spectral."):
    refused_prefix(
        _prefix, "whereas TensorFlow.js layers have neither Fourier transforms nor complex numbers"
    )
for _prefix in ("ragged.", "RaggedTensor", "sparse.", "SparseTensor", "sets."):
    refused_prefix(_prefix, "on ragged or sparse tensors; expected plain ones")
for _prefix in ("quantization.", "fake_quant", "quantize"):
    refused_prefix(
        _prefix,
        "for quantization-aware training; expected the float model that it was made from",
    )
for _prefix in ("while_loop", "cond", "map_fn", "scan", "foldl", "foldr", "py_function", "numpy_f"):
    refused_prefix(_prefix, "which runs Python code; TensorFlow.js layers cannot")
for _prefix in ("gather_nd", "scatter_nd", "tensor_scatter", "boolean_mask", "dynamic_", "unique"):
    refused_prefix(_prefix, "at places that are computed, which TensorFlow.js layers cannot")
for _prefix in (
    *("keras.losses.", "keras.metrics.", "keras.backend.binary_", "keras.backend.categorical_"),
    *("keras.backend.sparse_categorical_", "nn.ctc_", "nn.sigmoid_cross", "nn.softmax_cross"),
    *("nn.sparse_softmax_cross", "nn.weighted_cross", "nn.nce_loss", "nn.l2_loss", "losses."),
):
    refused_prefix(_prefix, "which is a loss or a measure, not a part of a model's answer")
