"""Linear algebra and the bits of floats, of which TensorFlow.js's graph models have nothing.

What is done with constants alone is done when the model is exported.
"""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.registry import refuses

_REASON = "needs linear algebra, for which TensorFlow.js has no operations in graph models"

refuses(
    *("cholesky", "eig", "eigh", "lu", "lu_pivots_to_permutation", "qr", "svd", "schur"),
    *("triangular_solve", "custom_linear_solve", "householder_product", "geqrf", "hessenberg"),
    *("tridiagonal", "tridiagonal_solve"),
    reason=_REASON,
)
refuses("nextafter", reason="moves to the next number by its bits, which TensorFlow.js cannot read")
refuses(
    "bitcast_convert_type",
    reason="reads the bits of numbers, which TensorFlow.js cannot",
)
