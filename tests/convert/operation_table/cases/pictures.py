"""Functions of keras.ops.image."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.operation_table.case import Case, floats, normal, on, plain, uniform

_PICTURE = uniform(2, 6, 8, 3)
_FIRST = uniform(2, 3, 6, 8)
_CHANNELS_FIRST = {"data_format": "channels_first"}
_BYTES = np.floor(uniform(2, 6, 8, 3) * 256).astype(np.int32)
_TURN = np.array([[0.9, 0.2, 1, -0.2, 1.1, -0.5, 0, 0, 0], [1, 0, 2, 0, 1, 1, 0, 0, 0]])[:, :8]
_CORNERS = np.array([[[0, 0], [0, 7], [5, 0], [5, 7]]] * 2)
_MOVED = np.array([[[0, 1], [1, 7], [5, 0], [4, 6]]] * 2)


def _with(*settings: dict[str, Any]) -> list[Case]:
    return [
        case for setting in settings for case in on(lambda f, x, s=setting: f(x, **s), _PICTURE)
    ]


CASES: dict[str, list[Case]] = {
    "image.rgb_to_grayscale": [
        *plain(_PICTURE),
        *on(lambda f, x: f(x, **_CHANNELS_FIRST), _FIRST),
    ],
    "image.rgb_to_hsv": [
        *plain(_PICTURE),
        *plain(floats(0, 0, 0, 1, 1, 1, 0.5, 0, 0).reshape(3, 1, 3)),
    ],
    "image.hsv_to_rgb": plain(_PICTURE),
    "image.resize": [
        *(
            case
            for method in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
            for case in _with(
                {"size": (9, 5), "interpolation": method},
                {"size": (12, 16), "interpolation": method},
            )
        ),
        *_with(
            {"size": (3, 5), "antialias": True},
            {"size": (4, 4), "crop_to_aspect_ratio": True},
            {"size": (9, 9), "pad_to_aspect_ratio": True},
        ),
        *on(lambda f, x: f(x, (9, 5), **_CHANNELS_FIRST), _FIRST),
        *on(lambda f, x: f(x, (9, 5), interpolation="nearest"), _BYTES),
    ],
    "image.crop_images": _with(
        {"top_cropping": 1, "left_cropping": 2, "target_height": 3, "target_width": 4}
    ),
    "image.pad_images": _with(
        {"top_padding": 1, "left_padding": 2, "target_height": 9, "target_width": 12}
    ),
    "image.extract_patches": _with(
        {"size": 2},
        {"size": (3, 2), "strides": 1, "padding": "same"},
        {"size": 2, "strides": 2, "dilation_rate": 1},
    ),
    "image.extract_patches_3d": on(lambda f, x: f(x, 2), normal(2, 4, 4, 6, 2)),
    "image.gaussian_blur": _with({}, {"kernel_size": (5, 3), "sigma": (2.0, 0.5)}),
    "image.sobel_edges": plain(_PICTURE),
    "image.ssim": [
        *plain((uniform(2, 16, 16, 1), uniform(2, 16, 16, 1, seed=1))),
        *on(lambda f, x, y: f(x, y, filter_size=5), (_PICTURE, uniform(2, 6, 8, 3, seed=1))),
    ],
    "image.affine_transform": [
        *(
            case
            for mode in ("constant", "nearest", "reflect", "wrap", "mirror")
            for case in on(lambda f, x, t, mode=mode: f(x, t, fill_mode=mode), (_PICTURE, _TURN))
        ),
        *on(lambda f, x, t: f(x, t, interpolation="nearest", fill_value=2), (_PICTURE, _TURN)),
    ],
    "image.perspective_transform": [
        *plain((_PICTURE, _CORNERS.astype(np.float32), _MOVED.astype(np.float32))),
        *on(
            lambda f, x: f(x, _CORNERS.astype("float32"), _MOVED.astype("float32")),
            _PICTURE,
            is_open=False,
        ),
    ],
    "image.map_coordinates": [
        *(
            case
            for order, mode in ((0, "nearest"), (1, "constant"), (1, "reflect"), (1, "wrap"))
            for case in on(
                lambda f, x, at, o=order, m=mode: f(x, at, o, fill_mode=m),
                (normal(4, 5), uniform(2, 6, low=-1, high=5)),
                is_open=False,
            )
        )
    ],
    "image.elastic_transform": on(lambda f, x: f(x, seed=1), _PICTURE, is_random=True),
    "image.scale_and_translate": [
        *on(
            lambda f, x, s, t: f(x, (2, 9, 5, 3), s, t, (1, 2), "linear"),
            (_PICTURE, floats(1.5, 0.7), floats(0.5, 1)),
            is_open=False,
        ),
        *on(
            lambda f, x: f(x, (2, 9, 5, 3), [1.5, 0.7], [0.5, 1.0], (1, 2), "cubic"),
            _PICTURE,
            is_open=False,
        ),
    ],
}
