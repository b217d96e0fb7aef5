"""The program that tells what becomes of functions that standardize texts, on TensorFlow.

Usage: KERAS_BACKEND=tensorflow python -m tests.convert.features.own_functions

Prints one object of JSON: by a function's name its rules, or the message that refuses it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf

from tfjs_bridge.convert.features.standards import rules_of
from tfjs_bridge.convert.features.steps import NotDeclaredError

replace = tf.strings.regex_replace


def printing(x: Any) -> Any:
    """Do something beside the texts."""
    tf.print("a text")
    return x


class Lower:
    """An object that can be called."""

    def __call__(self, x: Any) -> Any:
        """Lower it."""
        return tf.strings.lower(x)


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "same": lambda x: x,
    "squeezed": lambda x: tf.squeeze(x, -1),
    "reshaped": lambda x: tf.reshape(x, [-1, 1]),
    "keras": lambda x: keras.ops.expand_dims(keras.ops.squeeze(x, -1), -1),
    "object": Lower(),
    "strip": lambda x: tf.strings.strip(tf.strings.upper(x)),
    "constants": lambda x: replace(x, tf.constant("a"), tf.constant(r"\\")),
    "of a tf.function": tf.function(lambda x: replace(x, "<.*?>", r"$1")),
    "utf-8": lambda x: tf.strings.lower(x, encoding="utf-8"),
    "first": lambda x: replace(x, "a", "b", replace_global=False),
    "group": lambda x: replace(x, "[.]", r" \0 "),
    "pattern": lambda x: replace(x, "(a)", "b"),
    "empty": lambda x: replace(x, "a*", "b"),
    "joined": lambda x: tf.strings.join(["a", x]),
    "Python": lambda x: tf.py_function(lambda y: y, [x], tf.string),
    "printed": printing,
    "constant": lambda _: tf.constant([["a"]]),
    "eager": lambda x: x.numpy(),
    "lengths": tf.strings.length,
    "nothing": lambda _: None,
    "other shape": lambda x: tf.reshape(x, [1, -1]),
}


def main() -> None:
    """Print all."""
    found: dict[str, Any] = {}
    for name, function in FUNCTIONS.items():
        try:
            found[name] = rules_of(function, (None, 1), is_split=True)
        except NotDeclaredError as error:
            found[name] = str(error)
    try:
        found["squeezed, not split"] = rules_of(FUNCTIONS["squeezed"], (None, 1), is_split=False)
    except NotDeclaredError as error:
        found["squeezed, not split"] = str(error)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
