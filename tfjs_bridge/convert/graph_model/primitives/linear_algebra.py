"""Linear algebra, of which TensorFlow.js's graph models have nothing."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.registry import refuses

_REASON = "needs linear algebra, for which TensorFlow.js has no operations in graph models"

refuses(
    *("cholesky", "eig", "eigh", "lu", "lu_pivots_to_permutation", "qr", "svd", "schur"),
    *("triangular_solve", "custom_linear_solve", "householder_product", "geqrf", "hessenberg"),
    *("tridiagonal", "tridiagonal_solve"),
    reason=_REASON,
)
refuses(
    "bitcast_convert_type",
    reason="reads the bits of numbers, which TensorFlow.js cannot",
)
