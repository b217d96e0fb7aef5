"""Products, linear algebra, and Fourier transforms."""

from __future__ import annotations

import numpy as np

from tests.convert.operation_table.case import Array, Case, floats, normal, on, plain, whole

_A, _B = normal(3, 4), normal(4, 5, seed=1)
_BATCH = (normal(2, 3, 4), normal(2, 4, 5, seed=1))
_SQUARE = normal(2, 3, 3)
_POSITIVE: Array = np.asarray(
    _SQUARE @ _SQUARE.transpose(0, 2, 1) + np.eye(3, dtype=np.float32), np.float32
)


def _complex(*shape: int) -> tuple[Array, Array]:
    """As keras.ops takes it: the real part and the imaginary one."""
    return normal(*shape), normal(*shape, seed=1)


CASES: dict[str, list[Case]] = {
    "matmul": [
        *plain((_A, _B), _BATCH, (normal(2, 3, 4), _B), (_A, normal(4)), (normal(4), _B)),
        *plain((normal(4), normal(4, seed=1)), is_open=False),
        *plain((normal(2, 1, 3, 4), normal(2, 6, 4, 5)), (_A, normal(2, 4, 5)), is_open=False),
        *plain((normal(2, 1, 3, 4), normal(6, 4, 5)), is_open=False),
        *plain((whole(3, 4), whole(4, 5)), (whole(3, 4), _B), (whole(2, 3, 4), whole(2, 4, 2))),
    ],
    "dot": [
        *plain((_A, _B), (normal(2, 3, 4), _B), (_A, normal(4)), (whole(3, 4), whole(4, 2))),
        *plain((normal(2, 3, 4), normal(5, 4, 2)), is_open=False),
    ],
    "inner": plain((_A, normal(5, 4)), (normal(4), normal(4, seed=1)), is_open=False),
    "outer": plain((normal(3), normal(4)), (_A, normal(2)), (whole(3), whole(4)), is_open=False),
    "vdot": plain((_A, normal(3, 4, seed=1)), (whole(4), whole(4)), is_open=False),
    "cross": [
        *plain((normal(5, 3), normal(5, 3, seed=1)), (whole(5, 3), whole(5, 3, seed=1))),
        *on(lambda f, x, y: f(x, y, axis=1), (normal(2, 3, 4), normal(2, 3, 4, seed=1))),
        *plain((normal(5, 2), normal(5, 2, seed=1))),
    ],
    "tensordot": [
        *on(lambda f, x, y: f(x, y, axes=1), (normal(2, 3, 4), _B)),
        *on(lambda f, x, y: f(x, y, axes=[[1, 2], [1, 0]]), (normal(2, 3, 4), normal(4, 3, 5))),
        *plain((normal(2, 3, 4), normal(3, 4)), is_open=False),
    ],
    "einsum": [
        *on(lambda f, x, y: f("bij,bjk->bik", x, y), _BATCH),
        *on(lambda f, x, y: f("bqhd,bkhd->bhqk", x, y), (normal(2, 3, 4, 5), normal(2, 6, 4, 5))),
        *on(lambda f, x, y: f("...ij,jk", x, y), (normal(2, 3, 4), _B)),
        *on(lambda f, x: f("bii->bi", x), _SQUARE),
        *on(lambda f, x: f("bii->b", x), _SQUARE),
        *on(lambda f, x: f("bij->bji", x), normal(2, 3, 4)),
        *on(lambda f, x: f("bij->b", x), normal(2, 3, 4)),
        *on(lambda f, x, y, z: f("bi,bj,bk->bijk", x, y, z), (_A, normal(3, 2), normal(3, 5))),
        *on(lambda f, x, y: f("bi,bi->b", x, y), (whole(3, 4), whole(3, 4, seed=1))),
        *on(lambda f, x, y: f("Bi,ij->Bj", x, y), (_A, _B)),
    ],
    "trace": [
        *plain(normal(3, 4), whole(3, 3), is_open=False),
        *on(lambda f, x: f(x, offset=1, axis1=1, axis2=2), normal(2, 3, 4)),
    ],
    "cholesky": [*plain(_POSITIVE), *on(lambda f, x: f(x, upper=True), _POSITIVE)],
    "cholesky_inverse": plain(_POSITIVE[0], is_open=False),
    "det": plain(_SQUARE),
    "eig": plain(_SQUARE),
    "eigh": plain(_POSITIVE),
    "inv": plain(_SQUARE),
    "logdet": plain(_POSITIVE),
    "lstsq": plain((normal(4, 3), normal(4)), is_open=False),
    "lu_factor": plain(_SQUARE),
    "matrix_rank": plain(_SQUARE),
    "pinv": plain(normal(2, 4, 3)),
    "qr": plain(normal(2, 4, 3)),
    "slogdet": plain(_SQUARE),
    "solve": plain((_SQUARE, normal(2, 3, 2))),
    "solve_triangular": [
        *on(lambda f, a, b: f(a, b), (np.triu(_POSITIVE), normal(2, 3, 2))),
        *on(lambda f, a, b: f(a, b, lower=True), (np.tril(_POSITIVE), normal(2, 3, 2))),
    ],
    "svd": [
        *on(lambda f, x: f(x, compute_uv=False), normal(2, 4, 3)),
        *plain(normal(2, 4, 3)),
    ],
    "jvp": on(lambda f, x: f(lambda y: y * y, (x,), (x * 2,)), normal(3)),
    "fft": on(lambda f, a, b: f((a, b)), _complex(2, 8), _complex(2, 5)),
    "fft2": on(lambda f, a, b: f((a, b)), _complex(2, 4, 6)),
    "ifft2": on(lambda f, a, b: f((a, b)), _complex(2, 4, 6)),
    "rfft": [
        *plain(normal(2, 8), normal(2, 7)),
        *on(lambda f, x: f(x, fft_length=6), normal(2, 8)),
        *on(lambda f, x: f(x, fft_length=12), normal(2, 8)),
    ],
    "irfft": [
        *on(lambda f, a, b: f((a, b)), _complex(2, 5)),
        *on(lambda f, a, b: f((a, b), fft_length=7), _complex(2, 5)),
    ],
    "stft": [
        *on(lambda f, x: f(x, 8, 4, 8), normal(2, 32)),
        *on(lambda f, x: f(x, 6, 3, 8, window="hamming", center=False), normal(2, 32)),
        *on(lambda f, x: f(x, 8, 4, 8, window=None), normal(2, 32)),
    ],
    "istft": on(lambda f, a, b: f((a, b), 8, 4, 8), _complex(2, 9, 5)),
    "extract_sequences": on(lambda f, x: f(x, 4, 2), normal(2, 11)),
}
_WINDOWS = ("bartlett", "blackman", "hamming", "hanning")
CASES |= {name: on(lambda f, x: x * f(7), floats(2)) for name in _WINDOWS}
CASES["kaiser"] = on(lambda f, x: x * f(7, 2.5), floats(2))
