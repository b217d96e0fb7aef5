"""Tests of what the options of `tfjs-bridge export` say of pictures."""

from __future__ import annotations

import pytest

from tfjs_bridge.artifact.preprocessing import FITS, METHODS
from tfjs_bridge.cli.export_options import Fit, ResizeMethod
from tfjs_bridge.cli.picture_options import picture_options
from tfjs_bridge.errors import UsageError


def test_each_method_and_fit_can_be_chosen() -> None:
    """By the names that the artifact's format has."""
    assert tuple(method.value for method in ResizeMethod) == METHODS
    assert tuple(fit.value for fit in Fit) == FITS


def test_what_is_said_is_declared() -> None:
    """And what is not said is left to the model, or to the defaults."""
    found = picture_options("torch", "224", ResizeMethod.pil_bicubic, Fit.center_crop, 256)
    assert found == {
        "kind": "picture",
        "scale": "torch",
        "height": 224,
        "width": 224,
        "method": "pil-bicubic",
        "fit": "center-crop",
        "shorter_side": 256,
    }
    plain = picture_options("auto", None, ResizeMethod.bilinear, Fit.stretch, None)
    assert plain is not None
    assert "shorter_side" not in plain
    assert picture_options(None, None, ResizeMethod.bilinear, Fit.stretch, None) is None


def test_an_option_without_effect_is_refused() -> None:
    """With the option that it needs."""
    with pytest.raises(UsageError, match=r"--shorter-side: .*expected --fit center-crop"):
        picture_options("tf", None, ResizeMethod.bilinear, Fit.crop, 256)
    with pytest.raises(UsageError, match=r"--shorter-side: .*expected --preprocess beside it"):
        picture_options(None, None, ResizeMethod.bilinear, Fit.stretch, 256)
    with pytest.raises(UsageError, match=r"--resize: .*expected --preprocess beside it"):
        picture_options(None, None, ResizeMethod.area, Fit.stretch, None)
