"""What `import tfjs_bridge` offers."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import tfjs_bridge
from tfjs_bridge.errors import TfjsBridgeError


@pytest.mark.parametrize("name", [name for name in tfjs_bridge.__all__ if name[0] != "_"])
def test_every_name_is_there_and_documented(name: str) -> None:
    """The functions say what they take, return and raise."""
    value = getattr(tfjs_bridge, name)
    text = inspect.getdoc(value) or ""
    assert len(text) > 20
    if inspect.isfunction(value):
        assert all(part in text for part in ("Args:", "eturn", "Raises:"))
        for parameter in inspect.signature(value).parameters:
            assert f"{parameter}: " in text


def test_every_error_has_one_base_and_is_offered() -> None:
    """So that callers can catch all of them, or each."""
    errors = {kind.__name__ for kind in TfjsBridgeError.__subclasses__()}
    public = {name for name in errors if kind_module(name) == "tfjs_bridge.errors"}
    assert public <= set(tfjs_bridge.__all__)


def kind_module(name: str) -> str:
    """Where an error is defined; those of one room alone are not offered."""
    kinds = {kind.__name__: kind for kind in TfjsBridgeError.__subclasses__()}
    return kinds[name].__module__


def test_the_import_is_light() -> None:
    """Nothing large is imported before it is used, and `dir` shows all names."""
    program = "import sys, tfjs_bridge; print(*dir(tfjs_bridge)); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    names, modules = (set(line.split()) for line in done.stdout.splitlines())
    assert set(tfjs_bridge.__all__) <= names
    assert not {"numpy", "keras", "rich", "typer", "jax"} & modules


def test_functions_stay_functions_when_rooms_are_imported() -> None:
    """No room of the package has the name of one of them."""
    program = (
        "import pkgutil, tfjs_bridge\n"
        "rooms = {module.name for module in pkgutil.iter_modules(tfjs_bridge.__path__)}\n"
        "print(sorted(rooms & set(tfjs_bridge.__all__)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_another_name_is_refused() -> None:
    """As Python does it."""
    with pytest.raises(AttributeError, match="module 'tfjs_bridge' has no attribute 'exprot'"):
        tfjs_bridge.exprot  # noqa: B018
