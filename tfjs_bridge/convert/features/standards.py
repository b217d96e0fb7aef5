"""A function of the user's own that standardizes texts, read as declared rules.

It is traced by TensorFlow, and the operations of its graph are read: nothing is guessed from its
source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from tfjs_bridge.artifact.features.standards import Standard, check_standardize
from tfjs_bridge.convert.features.steps import NotDeclaredError, text
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.keras_backend import load_keras

_CASES: Final = {"StringLower": "lower", "StringUpper": "upper"}
_SAME: Final = ("Identity", "Reshape", "Squeeze", "ExpandDims")
_BESIDE: Final = ("Const", "NoOp", "Placeholder")
_KNOWN: Final = (
    "expected tf.strings.lower, upper, strip and regex_replace, one after the other. Use these "
    "alone, or one of Keras's names, or do this step before the model"
)


def rules_of(function: Callable[[Any], Any], shape: Shape, *, is_split: bool) -> Standard:
    """Return what a function does to texts as rules; `None` where it does nothing.

    Args:
        function: A layer's `standardize`, which is called once, with a symbolic tensor.
        shape: Of the texts, the examples first.
        is_split: Whether the layer splits what the function returns.

    Raises:
        NotDeclaredError: It does something else, or Keras does not run on TensorFlow.
    """
    if load_keras().backend.backend() != "tensorflow":
        raise NotDeclaredError(
            "has Python code of its own for standardize, which is read where Keras runs on "
            "TensorFlow; expected that. Set KERAS_BACKEND=tensorflow, or use one of Keras's names"
        )
    traced = _traced(function, shape)
    rules = [rule for op in reversed(_chain(traced)) for rule in _rules(op)]
    _require_same_shape(traced, shape, is_split)
    if not rules:
        return None
    try:
        check_standardize(rules)
    except ValueError as error:
        raise NotDeclaredError(
            f"has a function for standardize that cannot be declared: {error}. Use another "
            f"pattern, or do this step before the model"
        ) from error
    return rules


def _traced(function: Callable[[Any], Any], shape: Shape) -> Any:
    import tensorflow as tf

    spec = tf.TensorSpec([None, *shape[1:]], tf.string)
    # One that is a tf.function already would be a call in the graph of another one.
    # Without AutoGraph: what it turns into operations is not declared anyway.
    is_traceable = hasattr(function, "get_concrete_function")
    own: Any = function if is_traceable else tf.function(function, autograph=False)
    try:
        traced = own.get_concrete_function(spec)
    except Exception as error:  # the user's code raises anything
        raise NotDeclaredError(
            f"has a function for standardize that TensorFlow cannot trace "
            f"({type(error).__name__}); {_KNOWN}"
        ) from error
    given = traced.structured_outputs
    if getattr(given, "dtype", None) != tf.string:
        raise NotDeclaredError(
            f"has a function for standardize that gives no text ({given!r}); {_KNOWN}"
        )
    return traced


def _require_same_shape(traced: Any, shape: Shape, is_split: bool) -> None:
    given = traced.structured_outputs.shape
    wanted = [None, *shape[1:]]
    # Keras itself takes a last axis away before it splits.
    shapes = (wanted, [None]) if is_split else (wanted,)
    if given.rank is None or given.as_list() not in shapes:
        raise NotDeclaredError(
            f"has a function for standardize that changes the shape to {given}; expected "
            f"{text(shape)}. Return the texts as they were given"
        )


def _chain(traced: Any) -> list[Any]:
    """Return the operations from the output back to the input."""
    op, found = traced.outputs[0].op, []
    while op is not traced.inputs[0].op:
        if op.type not in (*_CASES, *_SAME, *_REPLACING, "StringStrip"):
            raise _other(op)
        found.append(op)
        op = op.inputs[0].op
    for other in traced.graph.get_operations():
        # What is printed or asserted, say, would not be.
        if other not in found and other.type not in _BESIDE:
            raise _other(other)
    return found


def _other(op: Any) -> NotDeclaredError:
    return NotDeclaredError(
        f"has Python code of its own for standardize with the operation {op.type} "
        f"('{op.name}'), which cannot be declared; {_KNOWN}"
    )


def _rules(op: Any) -> Iterator[dict[str, str]]:
    if op.type in _CASES:
        if op.get_attr("encoding"):
            raise NotDeclaredError(
                f"changes letters beyond ASCII for standardize ({op.type} with "
                f"encoding='utf-8'); expected no encoding. Leave it out"
            )
        yield {_CASES[op.type]: "ascii"}
    elif op.type == "StringStrip":
        yield {"strip": "ascii"}
    elif op.type in _REPLACING:
        if not op.get_attr("replace_global"):
            raise NotDeclaredError(
                "replaces the first match only for standardize (replace_global=False); expected "
                "all. Replace all"
            )
        pattern, rewrite = _REPLACING[op.type](op)
        yield {"replace": _text(pattern), "with": _literal(_text(rewrite))}


def _static(op: Any) -> tuple[Any, Any]:
    return op.get_attr("pattern"), op.get_attr("rewrite")


def _constant(op: Any) -> tuple[Any, Any]:
    import tensorflow as tf

    pattern, rewrite = (tf.get_static_value(x) for x in op.inputs[1:])
    return pattern, rewrite


_REPLACING: Final = {"StaticRegexReplace": _static, "RegexReplace": _constant}


def _text(value: Any) -> str:
    try:
        return bytes(value.item() if hasattr(value, "item") else value).decode()
    except (TypeError, UnicodeDecodeError) as error:
        raise NotDeclaredError(
            "replaces by a pattern or a text for standardize that is not a constant string of "
            "UTF-8; expected one. Give it as a string"
        ) from error


def _literal(rewrite: str) -> str:
    """Return the text that RE2's rewrite stands for."""
    parts = rewrite.split(r"\\")
    if any("\\" in part for part in parts):
        raise NotDeclaredError(
            f"puts parts of a match into its place for standardize ({rewrite!r}); expected a "
            f"text as it is. Replace by that"
        )
    return "\\".join(parts)
