"""What no graph model of TensorFlow.js can express: each is to be refused, and why."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case
from tests.convert.graph_model.zoo.own import of


@case(refused="linear algebra")
def singular_values(k: Any) -> Any:
    return of(k, lambda x: k.ops.svd(x, compute_uv=False), (4, 3))


@case(refused="linear algebra")
def eigenvalues(k: Any) -> Any:
    return of(k, lambda x: k.ops.eigh(x + k.ops.transpose(x, (0, 2, 1)))[0], (3, 3))


@case(refused="linear algebra")
def inverse(k: Any) -> Any:
    return of(k, lambda x: k.ops.inv(x + 5 * k.ops.eye(3)), (3, 3))


@case(refused="linear algebra")
def cholesky(k: Any) -> Any:
    return of(k, lambda x: k.ops.cholesky(x @ k.ops.transpose(x, (0, 2, 1)) + k.ops.eye(3)), (3, 3))


@case(refused="linear algebra")
def orthogonal(k: Any) -> Any:
    return of(k, lambda x: k.ops.qr(x)[0], (4, 3))


@case(refused="linear algebra")
def solved(k: Any) -> Any:
    return of(k, lambda x, y: k.ops.solve(x + 5 * k.ops.eye(3), y), (3, 3), (3, 2))


@case(refused="not on their values", inputs=Spec((4,)))
def branch_on_the_values(k: Any) -> Any:
    class Branch(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.dense = k.layers.Dense(3)

        def call(self, x: Any) -> Any:
            return self.dense(x) if float(k.ops.sum(x)) > 0 else -self.dense(x)

    return Branch()


@case(refused="not on their values", inputs=Spec((4,)))
def shape_that_depends_on_values(k: Any) -> Any:
    class Chosen(k.Model):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return k.ops.nonzero(x > 0)[1]

    return Chosen()


@case(refused="random numbers")
def gamma_distributed(k: Any) -> Any:
    def call(x: Any) -> Any:
        return x + k.random.gamma(k.ops.shape(x), alpha=0.5, seed=k.random.SeedGenerator(1))

    return of(k, call, (4,))


@case(refused="not on their values", inputs=Spec((4,)))
def numpy_in_the_call(k: Any) -> Any:
    import numpy as np

    class Host(k.Model):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return k.ops.array(np.linalg.norm(np.asarray(x), axis=-1)) + x[:, 0]

    return Host()
