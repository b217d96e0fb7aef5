"""Classes of Keras that cannot be exported, and why."""

from __future__ import annotations

from tfjs_bridge.convert.layers_model.handlers import refuses

refuses(
    "Lambda",
    reason="holds Python code, which is never run and which JavaScript cannot run",
    remedy="Replace it by layers of keras.layers.",
    in_graph=True,
)
refuses(
    "Layer",
    "Wrapper",
    reason="is the base of own layers, whose Python code JavaScript cannot run",
    remedy="Replace it by layers of keras.layers.",
    in_graph=True,
)
refuses(
    "FlaxLayer",
    "JaxLayer",
    "TFSMLayer",
    "TorchModuleWrapper",
    reason="runs another framework's program, which is not a graph of layers",
    remedy="Rebuild it with layers of keras.layers.",
)
refuses(
    "HashedCrossing",
    "Hashing",
    "StringLookup",
    "TextVectorization",
    reason="works on strings, for which TensorFlow.js has no layers",
    remedy="Do this step before the model: export the part behind it, which takes numbers.",
)
refuses(
    "IntegerLookup",
    reason="looks numbers up in a table of any integers, for which TensorFlow.js has no layer",
    remedy="Do this step before the model: export the part behind it, which takes indices.",
)
refuses(
    "AutoContrast",
    "ContrastLimitedAdaptiveHistogramEqualization",
    reason="changes each picture by its own brightness at inference too, for which TensorFlow.js "
    "has no layers",
    remedy="Do this step before the model.",
    in_graph=True,
)
refuses(
    "MelSpectrogram",
    reason="counts decibels from the loudest sample of the batch; TensorFlow.js layers treat each "
    "sample by itself",
    remedy="Do this step before the model: export the part behind it, which takes spectrograms.",
    in_graph=True,
)
refuses(
    "QuantizeAnnotate",
    "QuantizeLayer",
    "QuantizeWrapper",
    "QuantizeWrapperV2",
    reason="belongs to quantization-aware training (tensorflow_model_optimization), which computes "
    "with rounded numbers; expected the float model that it was made from",
    remedy="Export the model that was given to quantize_model, with the trained weights; "
    "--quantize makes the files smaller.",
)
refuses(
    "PruneLowMagnitude",
    reason="is a wrapper for pruning (tensorflow_model_optimization)",
    remedy="Remove it with tfmot.sparsity.keras.strip_pruning(model), and save what that gives.",
)
refuses(
    "ClusterWeights",
    reason="is a wrapper for weight clustering (tensorflow_model_optimization)",
    remedy="Remove it with tfmot.clustering.keras.strip_clustering(model), and save what that "
    "gives.",
)
