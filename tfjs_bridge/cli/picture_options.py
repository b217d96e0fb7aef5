"""What the options of `tfjs-bridge export` say of pictures."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.cli.export_options import Fit, ResizeMethod
from tfjs_bridge.errors import UsageError


def picture_options(
    preprocess: str | None,
    image_size: str | None,
    resize: ResizeMethod,
    fit: Fit,
    shorter_side: int | None,
) -> dict[str, Any] | None:
    """Return the preprocessing that the options declare; `None` where they say nothing.

    Args:
        preprocess: The scale's name, a module of `keras.applications`, or ``auto``.
        image_size: ``HEIGHT,WIDTH``, or one number for both.
        resize: The method.
        fit: For pictures of other proportions.
        shorter_side: Of the fit ``center-crop``, in pixels.

    Raises:
        UsageError: The size is malformed, or an option has no effect without another one.
    """
    if preprocess is None:
        _refuse_alone(image_size, resize, fit, shorter_side)
        return None
    if shorter_side is not None and fit != Fit.center_crop:
        raise UsageError(
            f"--shorter-side: says what the shorter side is resized to before the middle is cut "
            f"out; expected --fit center-crop beside it, got --fit {fit.value}. Add that option."
        )
    height, width = (None, None) if image_size is None else _sizes(image_size)
    return {
        "kind": "picture",
        "scale": preprocess,
        "height": height,
        "width": width,
        "method": resize.value,
        "fit": fit.value,
        **({} if shorter_side is None else {"shorter_side": shorter_side}),
    }


def _refuse_alone(
    image_size: str | None, resize: ResizeMethod, fit: Fit, shorter_side: int | None
) -> None:
    given = {
        "--image-size": image_size is not None,
        "--resize": resize != ResizeMethod.bilinear,
        "--fit": fit != Fit.stretch,
        "--shorter-side": shorter_side is not None,
    }
    option = next((name for name, is_given in given.items() if is_given), None)
    if option is not None:
        raise UsageError(
            f"{option}: says how pictures are prepared; expected --preprocess beside it, got none. "
            f"Add --preprocess auto, or the name of what the model was trained with."
        )


def _sizes(text: str) -> tuple[int, int]:
    parts = text.split(",")
    if len(parts) not in (1, 2) or not all(part.strip().isdecimal() for part in parts):
        raise UsageError(
            f"--image-size {text}: expected HEIGHT,WIDTH in pixels, as in 224,224, got {text!r}. "
            f"Write it like that."
        )
    sizes = [int(part) for part in parts]
    return sizes[0], sizes[-1]
