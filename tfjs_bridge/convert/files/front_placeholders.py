"""Placeholders for layers of text and lookups: Keras's own need TensorFlow to be made at all.

They hold a layer's settings and its vocabulary, and know the shapes that Keras says it gives. They
are never run: what they stand for is declared in the artifact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from tfjs_bridge.convert.containers import map_dicts
from tfjs_bridge.convert.front_layers import FEATURE_SPACE, FEATURE_SPACE_LAYERS, FRONT_LAYERS
from tfjs_bridge.keras_backend import load_keras

Problem = tuple[str, str | None]
ObjectProblem = Callable[[dict[str, Any], str, Any, str], Problem]

_NAMES = FRONT_LAYERS | FEATURE_SPACE_LAYERS
_CALLABLE = ("standardize", "split")
_MODES = {"binary": "multi_hot", "tf-idf": "tf_idf"}


def with_front(problem: ObjectProblem) -> ObjectProblem:
    """Let layers of text and lookups be in a file: their code is never run, nor their paths read.

    Args:
        problem: Says what is wrong with all other objects; see `checks.config_problems`.
    """

    def checked(value: dict[str, Any], name: str, module: Any, label: str) -> Problem:
        if not _is_front(name, module):
            return problem(value, name, module, label)
        settings = value["config"] if isinstance(value["config"], dict) else {}
        own = f"layer '{settings.get('name') or value.get('name')}' ({name})"
        return own, _code_problem(own, settings)

    return checked


def _is_front(name: Any, module: Any) -> bool:
    if name in FEATURE_SPACE_LAYERS:
        return module in ("keras.layers", FEATURE_SPACE)
    return name in FRONT_LAYERS and module == "keras.layers"


def _code_problem(label: str, settings: Mapping[str, Any]) -> str | None:
    for key in _CALLABLE:
        if not isinstance(settings.get(key), str | None):
            return (
                f"{label}: has Python code of its own for {key}, which JavaScript cannot run; "
                f"expected one of Keras's. Use one, or do this step before the model."
            )
    vocabulary = settings.get("vocabulary")
    if isinstance(vocabulary, str):
        return (
            f"{label}: names the file {vocabulary} for its vocabulary, which is never read; "
            f"expected the words. Save the model as .keras."
        )
    return None


def with_placeholders(config: dict[str, Any]) -> dict[str, Any]:
    """Return a serialized model in which these layers lead to their placeholders."""

    def change(entry: dict[str, Any]) -> dict[str, Any]:
        if "config" in entry and _is_front(entry.get("class_name"), entry.get("module")):
            entry["registered_name"] = _registered(entry["class_name"])
        return entry

    changed: dict[str, Any] = map_dicts(change, config)
    return changed


def _registered(name: str) -> str:
    return f"tfjs_bridge>{name}"


def placeholder_scope() -> dict[str, Any]:
    """Return the placeholders by the names under which Keras asks for them."""
    return {_registered(kind.__name__): kind for kind in _classes()}


# Once, since Keras compares classes.
@cache
def _classes() -> Sequence[type]:
    base = _base()
    return [
        type(name, (base,), {"__doc__": f"Stands for Keras's {name}.", "kind": name})
        for name in sorted(_NAMES)
    ]


def _base() -> type:
    keras: Any = load_keras()

    class Placeholder(keras.layers.Layer):  # type: ignore[misc]
        """Settings by the names of Keras's attributes."""

        is_placeholder = True
        kind = ""

        def __init__(self, **settings: Any) -> None:
            own = {key: settings.pop(key) for key in ("name", "trainable") if key in settings}
            super().__init__(**own)
            self._convert_input_args = False
            self._allow_non_tensor_positional_args = True
            # Not tracked: a vocabulary of 20,000 words would be looked through.
            with keras.src.utils.tracking.DotNotTrackScope():
                self.settings = Settings(self.kind, settings)

        def __getattr__(self, name: str) -> Any:
            settings = self.__dict__.get("settings")
            if settings is None:
                raise AttributeError(name)
            return settings.attribute(name)

        def build(self, *_: Any) -> None:
            self.built = True

        def call(self, *args: Any, **kwargs: Any) -> Any:
            raise NotImplementedError

        def compute_output_spec(self, *args: Any, **_: Any) -> Any:
            given = keras.tree.flatten(args)
            shape, dtype = self.settings.output(
                [tuple(x.shape) for x in given], str(given[0].dtype)
            )
            return keras.KerasTensor(shape, dtype)

        def load_own_variables(self, store: Any) -> None:
            """Leave weights to `front_content`, which checks them."""

    return Placeholder


class Settings:
    """What a file says of such a layer.

    Args:
        kind: Keras's class.
        given: Its settings in the file.
    """

    def __init__(self, kind: str, given: Mapping[str, Any]) -> None:
        self.kind = kind
        self._given = {**_DEFAULTS[kind], **given}
        unknown = set(given) - set(_DEFAULTS[kind]) - {"dtype", "vocabulary_dtype"}
        if unknown:
            raise ValueError(f"{kind}: settings not known here: {', '.join(sorted(unknown))}")
        mode = str(self._given.get("output_mode"))
        self._given["output_mode"] = _MODES.get(mode, mode)
        self.idf_weights_const: Any = None
        self.vocabulary: list[Any] | None = None
        if self._given.get("vocabulary") is not None:
            self.set_vocabulary(list(self._given["vocabulary"]), self._given.get("idf_weights"))

    def attribute(self, name: str) -> Any:
        """Return a setting under the name that Keras's layer has for it."""
        if name == "get_vocabulary":
            return self.get_vocabulary
        if name == "idf_weights_const":
            return self.idf_weights_const
        if self.kind == "TextVectorization" and name == "_lookup_layer":
            return self
        bare = name.removeprefix("_") if self.kind == "TextVectorization" else name
        if bare in self._given:
            return self._ngrams() if name == "_ngrams" else self._given[bare]
        raise AttributeError(name)

    def __getattr__(self, name: str) -> Any:
        # These are the lookup within a TextVectorization as well.
        if name.startswith("_") or "_given" not in self.__dict__:
            raise AttributeError(name)
        return self.attribute(name)

    def _ngrams(self) -> Any:
        ngrams = self._given["ngrams"]
        return tuple(range(1, ngrams + 1)) if isinstance(ngrams, int) else ngrams

    @property
    def is_lookup(self) -> bool:
        """Whether there is a vocabulary."""
        return self.kind in ("IntegerLookup", "StringLookup", "TextVectorization")

    def get_vocabulary(self, include_special_tokens: bool = False) -> list[Any]:  # noqa: ARG002
        """Return the tokens; those for masked and unknown values are never among them."""
        return self.vocabulary or []

    def set_vocabulary(self, found: list[Any], idf_weights: Any = None) -> None:
        """Take tokens, which may begin with those for masked and unknown values.

        Args:
            found: Text or integers.
            idf_weights: As many numbers, if any.
        """
        special = self._special()
        is_special = len(found) >= len(special) and found[: len(special)] == special
        self.vocabulary = found[len(special) :] if is_special else found
        if idf_weights is not None:
            weights = np.asarray(idf_weights, np.float32)
            # Keras has no weights for what is not in the vocabulary, and takes the average.
            front = 0 if is_special else len(special)
            weights = np.pad(weights, (front, 0), constant_values=np.average(weights))
            depth = self._given["max_tokens"] if self._given["pad_to_max_tokens"] else len(weights)
            self.idf_weights_const = np.pad(weights, (0, max(depth - len(weights), 0)))

    def _special(self) -> list[Any]:
        mask, oov = self.mask_token, self.num_oov_indices
        has_mask = mask is not None and self._given["output_mode"] == "int"
        return [*([mask] if has_mask else []), *[self.oov_token] * oov]

    def output(self, shapes: Sequence[Any], dtype: str) -> tuple[Any, str]:
        """Return shape and dtype of what Keras says that the layer gives."""
        if self.kind == "TFDIdentity":
            return shapes[0], dtype
        if self.kind == "TFDConcat":
            axis = range(len(shapes[0]))[self._given["axis"]]
            sizes = [shape[axis] for shape in shapes]
            total = None if None in sizes else sum(sizes)
            return (*shapes[0][:axis], total, *shapes[0][axis + 1 :]), dtype
        encode, depth = self._given["output_mode"], self._depth()
        if self.kind == "TextVectorization":
            length = self._given["output_sequence_length"]
            is_int = encode == "int"
            return (shapes[0][0], length if is_int else depth), "int64" if is_int else "float32"
        if encode == "int":
            return shapes[0], "int64"
        shape = shapes[0] if encode == "one_hot" and shapes[0][-1] != 1 else shapes[0][:-1]
        return (*shape, depth), "float32"

    def _depth(self) -> int | None:
        if not self.is_lookup:
            return int(self._given["num_bins"])
        if self._given["pad_to_max_tokens"]:
            return int(self._given["max_tokens"])
        size = self._given["vocabulary_size"]
        if size is None and self.vocabulary:
            size = len(self.vocabulary) + len(self._special())
        return None if size is None else int(size)


_LOOKUP: Mapping[str, Any] = {
    **dict.fromkeys(("max_tokens", "mask_token", "vocabulary", "idf_weights", "salt")),
    "num_oov_indices": 1,
    "invert": False,
    "output_mode": "int",
    "sparse": False,
    "pad_to_max_tokens": False,
    "vocabulary_size": None,
    "oov_method": "floormod",
}
_HASHES: Mapping[str, Any] = {"num_bins": None, "output_mode": "int", "sparse": False}
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "StringLookup": {**_LOOKUP, "oov_token": "[UNK]", "encoding": "utf-8"},
    "IntegerLookup": {**_LOOKUP, "oov_token": -1},
    "Hashing": {**_HASHES, "mask_value": None, "salt": None},
    "HashedCrossing": _HASHES,
    "TextVectorization": {
        **_LOOKUP,
        "standardize": "lower_and_strip_punctuation",
        "split": "whitespace",
        "ngrams": None,
        "output_sequence_length": None,
        "ragged": False,
        "oov_token": "[UNK]",
        "mask_token": "",
        "encoding": "utf-8",
    },
    "TFDConcat": {"axis": -1},
    "TFDIdentity": {},
}
