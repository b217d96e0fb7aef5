"""Lambda functions of files: what they may use, and bytecode of another Python."""

from __future__ import annotations

import dis
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.files.archive import with_config
from tests.convert.files.user_modules import write_module
from tfjs_bridge.convert.files.lambdas import _is_of_this_python
from tfjs_bridge.convert.files.model_file import load_model_file
from tfjs_bridge.convert.files.user_code import UserCode
from tfjs_bridge.errors import UnsupportedModelError

# Keras fills arrays with whatever is in memory, to learn shapes on its numpy backend.
pytestmark = pytest.mark.filterwarnings("ignore:(overflow|invalid value) encountered")
X = np.linspace(-1, 1, 8, dtype=np.float32).reshape(2, 4)


def saved(folder: Path, function: Any) -> Path:
    keras = models.seeded_keras()
    path = folder / "model.keras"
    keras.Sequential([keras.Input((4,)), keras.layers.Lambda(function, name="it")]).save(path)
    return path


def loaded(path: Path, *modules: str) -> Any:
    return load_model_file(path, target="graph", code=UserCode(modules, lambda _: None))


def function_of(text: str, **names: Any) -> Any:
    """A lambda function with global names of its own, as one of another program."""
    return eval(text, names)  # noqa: S307


def test_usual_names_are_there(tmp_path: Path) -> None:
    """Keras itself loads such a function, and then fails when it is called."""
    keras = models.seeded_keras()
    names = {"keras": keras, "ops": keras.ops, "np": np}
    text = "lambda x: ops.abs(x) * np.float32(2) + ops.cast(sum([y for y in (1, 2)]), x.dtype)"
    np.testing.assert_allclose(
        loaded(saved(tmp_path, function_of(text, **names)))(X), abs(X) * 2 + 3, rtol=1e-6
    )


def test_names_of_named_modules_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function and a number that the module defines."""
    monkeypatch.syspath_prepend(tmp_path)
    write_module(tmp_path, "lambda_names")
    path = saved(tmp_path, function_of("lambda x: helper(x) * F", helper=lambda x: x - 3, F=2.0))
    with pytest.raises(UnsupportedModelError) as caught:
        loaded(path)
    text = str(caught.value)
    assert text.startswith("lambda function of <string>, line 1, which the model file holds: ")
    assert "uses helper, F, which the file does not hold" in text
    (tmp_path / "lambda_names.py").write_text("F = 2.0\ndef helper(x): return x - 3\n")
    np.testing.assert_allclose(loaded(path, "lambda_names")(X), (X - 3) * 2, rtol=1e-6)


def test_defaults_are_those_of_the_function(tmp_path: Path) -> None:
    """Keras hands them on as a list, which Python does not take."""
    path = saved(tmp_path, lambda x, factor=2.0, shift=1.0: x * factor + shift)
    np.testing.assert_allclose(loaded(path)(X), X * 2 + 1, rtol=1e-6)


def test_damaged_bytecode_is_refused(tmp_path: Path) -> None:
    """As that of a Python that writes it in another way."""
    path = saved(tmp_path, lambda x: x)

    def change(config: dict[str, Any]) -> None:
        config["config"]["layers"][1]["config"]["function"]["config"]["code"] = "4wEAAAA="

    with_config(path, change)
    with pytest.raises(UnsupportedModelError, match=r"expected bytecode of Python 3\.\d+\. Export"):
        loaded(path)


def instructions(code: CodeType, number: int, other: int) -> CodeType:
    """The same code with another number for one instruction."""
    changed = bytearray(code.co_code)
    for place in range(0, len(changed), 2):
        if changed[place] == number:
            changed[place] = other
    return code.replace(co_code=bytes(changed))


def test_instructions_of_another_python_are_seen() -> None:
    """Numbers that this Python does not have; missing room for cached values."""
    function = function_of("lambda x: keras.ops.abs(x) if len(x) > 2 else x.y[0]")
    code = function.__code__
    assert _is_of_this_python(code)
    unknown = next(number for number in range(1, 256) if number not in dis.opmap.values())
    assert not _is_of_this_python(instructions(code, dis.opmap["LOAD_GLOBAL"], unknown))
    if "CACHE" in dis.opmap:
        simple = dis.opmap["LOAD_FAST"]
        assert not _is_of_this_python(instructions(code, dis.opmap["LOAD_ATTR"], simple))
        assert not _is_of_this_python(instructions(code, dis.opmap["RESUME"], simple))


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x,
        lambda x: [y for y in x if y],
        lambda *xs, **named: (xs, named),
        lambda x: (lambda y: x + y)(1),
        lambda x: f"{x!r:>{3}}" if x in (1, 2) else -(x**2),
        lambda x: {**x} or {*x},
        lambda x: (yield x),
        lambda x: sorted(x, key=lambda y: -y)[1:2],
    ],
)
def test_no_code_of_this_python_is_refused(function: Any) -> None:
    """Whatever its instructions."""
    assert _is_of_this_python(function.__code__)
