"""Functions that cannot be exported, and why."""

from __future__ import annotations

from tfjs_bridge.convert.files.legacy.tensorflow.registry import refuses

refuses(
    *("random.", "random_", "keras.backend.random_", "image.random_", "image.stateless_random"),
    *("truncated_normal", "multinomial", "nn.experimental.stateless_dropout"),
    reason=", whose numbers are different at every run; expected an output that depends on the "
    "inputs alone",
    advice="Build the model without it and save that; of a variational autoencoder with z_mean in "
    "place of what is drawn, or the decoder alone.",
)
refuses(
    *("strings.", "string_", "as_string", "regex_", "substr", "io.", "decode_", "parse_"),
    reason=", which works on strings or bytes; TensorFlow.js has no layers for them",
    advice="Do this step before the model: export the part behind it, which takes numbers.",
)
refuses(
    *("signal.", "fft", "ifft", "irfft", "rfft", "spectral.", "complex", "math.imag", "math.angle"),
    reason=", but TensorFlow.js layers have neither Fourier transforms nor complex numbers",
    advice="Compute it before the model, in JavaScript (tf.signal, tf.spectral).",
)
refuses(
    *("ragged.", "RaggedTensor", "sparse.", "sparse_", "SparseTensor", "sets."),
    reason=" on ragged or sparse tensors; expected dense ones",
    advice="Give the model plain inputs.",
)
refuses(
    *("quantization.", "fake_quant", "quantize", "nn.quantized"),
    reason=" for quantization-aware training; expected the float model",
    advice="Export the float model that it was made from, with its weights.",
)
refuses(
    *("while_loop", "cond", "case", "switch_case", "map_fn", "vectorized_map", "scan", "foldl"),
    *("foldr", "py_function", "numpy_function", "py_func", "function"),
    reason=", which runs Python code; JavaScript cannot",
    advice="Replace it by layers of keras.layers.",
)
refuses(
    *("gather_nd", "batch_gather", "scatter_nd", "tensor_scatter", "boolean_mask", "dynamic_"),
    *("unique", "image.crop_and_resize", "image.non_max", "image.combined_non_max"),
    reason=" at places or of counts that are computed, which TensorFlow.js layers cannot do",
    advice="Do this step behind the model, in JavaScript.",
)
refuses(
    *("keras.losses.", "keras.metrics.", "keras.backend.binary_", "keras.backend.categorical_"),
    *("keras.backend.sparse_categorical_", "nn.ctc_", "nn.sigmoid_cross", "nn.softmax_cross"),
    *("nn.sparse_softmax_cross", "nn.weighted_cross", "nn.nce_loss", "nn.l2_loss", "losses."),
    reason=", which is a loss or a measure, not a part of a model's answer",
    advice="Leave it out of the model that is exported.",
)
