"""All operations by their names."""

from __future__ import annotations

from typing import Final

from tfjs_bridge.artifact.features.crossing import CROSS
from tfjs_bridge.artifact.features.hashing import HASH
from tfjs_bridge.artifact.features.lookup import LOOKUP
from tfjs_bridge.artifact.features.numbers import CAST, CATEGORIES, DISCRETIZE, NORMALIZE, RESCALE
from tfjs_bridge.artifact.features.shapes import CONCATENATE, RESHAPE
from tfjs_bridge.artifact.features.tensor import Operation
from tfjs_bridge.artifact.features.text import VECTORIZE
from tfjs_bridge.artifact.features.tokenize import TOKENIZE

OPERATIONS: Final[dict[str, Operation]] = {
    "lookup": LOOKUP,
    "hash": HASH,
    "cross": CROSS,
    "discretize": DISCRETIZE,
    "categories": CATEGORIES,
    "normalize": NORMALIZE,
    "rescale": RESCALE,
    "vectorize": VECTORIZE,
    "tokenize": TOKENIZE,
    "concatenate": CONCATENATE,
    "reshape": RESHAPE,
    "cast": CAST,
}
