"""Lambda functions of model files, where their user lets them run.

Keras loads them with no names but those of one of its own modules (python_utils.py, `func_load`),
so that hardly any runs: `lambda x: keras.ops.abs(x)` knows no `keras`.
"""

from __future__ import annotations

import builtins
import dis
import math
import opcode
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from tfjs_bridge.convert.files.user_objects import UserObjects
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras


@contextmanager
def lambda_scope(objects: UserObjects) -> Iterator[None]:
    """Let lambda functions that are loaded within a block use Keras, numpy and the user's modules.

    Raises (in the block):
        UnsupportedModelError: One is of another Python, or uses a name that nobody defines.
    """
    utils = load_keras().src.utils.python_utils
    usual, names = utils.func_load, _names(objects)

    def load(code: Any, defaults: Any = None, closure: Any = None, globs: Any = None) -> Any:
        if isinstance(code, tuple | list):
            code, defaults, closure = code
        # JSON knows no tuples, and Python takes no list here.
        defaults = None if defaults is None else tuple(defaults)
        try:
            function = usual(code, defaults, closure, names)
        except Exception as error:  # marshal raises anything for what another Python wrote
            raise _of_another_python("", str(error)) from error
        _check(function, names)
        return function

    utils.func_load = load
    try:
        yield
    finally:
        utils.func_load = usual


def _names(objects: UserObjects) -> dict[str, Any]:
    """Return the global names of lambda functions: what most programs import under these names."""
    keras = load_keras()
    # `K` was Keras's backend, whose functions are mostly those of `keras.ops` now.
    names = {"keras": keras, "ops": keras.ops, "layers": keras.layers, "K": keras.ops}
    names |= {"np": np, "numpy": np, "math": math, "__builtins__": builtins}
    if "jax" in sys.modules:  # where Keras computes with it
        jax = sys.modules["jax"]
        names |= {"jax": jax, "jnp": jax.numpy}
    return names | objects.globals()


def _check(function: FunctionType, names: dict[str, Any]) -> None:
    code = function.__code__
    where = f" of {code.co_filename}, line {code.co_firstlineno},"
    codes = list(_codes(code))
    if not all(map(_is_of_this_python, codes)):
        raise _of_another_python(where, "it has other instructions")
    used = dict.fromkeys(name for each in codes for name in _globals(each))
    unknown = [name for name in used if name not in names and not hasattr(builtins, name)]
    if unknown:
        raise UnsupportedModelError(
            f"lambda function{where} which the model file holds: uses {', '.join(unknown)}, which "
            f"the file does not hold; expected keras, ops, np, math or names of your own modules. "
            f"Name a module that defines or imports it with --custom-objects (in Python: "
            f"custom_objects)."
        )


def _of_another_python(where: str, reason: str) -> UnsupportedModelError:
    return UnsupportedModelError(
        f"lambda function{where} which the model file holds: not of this Python ({reason}); "
        f"expected bytecode of Python {'.'.join(platform.python_version_tuple()[:2])}. Export with "
        f"the version of Python that saved the file."
    )


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for value in code.co_consts:
        if isinstance(value, CodeType):
            yield from _codes(value)


def _globals(code: CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield str(instruction.argval)


def _is_of_this_python(code: CodeType) -> bool:
    """Whether bytecode has the instructions of the running Python; others could crash it.

    It names no version. But versions number instructions differently, and leave room for other
    numbers of cached values behind them.
    """
    known = set(opcode.opmap.values())
    caches = _rooms()
    instructions = code.co_code[::2]
    if "RESUME" in opcode.opmap and opcode.opmap["RESUME"] not in instructions:
        return False
    place = 0
    while place < len(instructions):
        number = instructions[place]
        if number not in known or number == opcode.opmap.get("CACHE"):
            return False
        room = caches.get(number, 0)
        if any(instructions[place + 1 : place + 1 + room]):
            return False
        place += 1 + room
    return True


def _rooms() -> dict[int, int]:
    """Return how many cached values follow each instruction: none before Python 3.11."""
    rooms: Any = getattr(opcode, "_inline_cache_entries", {})
    if isinstance(rooms, dict):  # by name since Python 3.13, and by number before
        return {opcode.opmap[name]: room for name, room in rooms.items() if name in opcode.opmap}
    return dict(enumerate(rooms))
