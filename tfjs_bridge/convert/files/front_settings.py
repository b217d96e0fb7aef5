"""What a file says of a layer of text or lookups: its settings, and its vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_MODES = {"binary": "multi_hot", "tf-idf": "tf_idf"}


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
        _check_types(kind, self._given)
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


_COUNTS = ("num_oov_indices", "num_bins", "max_tokens", "output_sequence_length", "vocabulary_size")
_ENCODINGS = ("int", "one_hot", "multi_hot", "count", "tf_idf", *_MODES)


def _check_types(kind: str, given: Mapping[str, Any]) -> None:
    """Refuse settings that no Keras saves.

    Raises:
        ValueError: One is of another type.
    """
    token = int if kind == "IntegerLookup" else str
    wrong = [key for key in _COUNTS if not _is(int | None, given.get(key))]
    wrong += [key for key in ("mask_token", "oov_token") if not _is(token | None, given.get(key))]
    if given.get("output_mode", "int") not in _ENCODINGS:
        wrong.append("output_mode")
    if not isinstance(given.get("vocabulary"), list | None) or not all(
        _is(token, each) for each in given.get("vocabulary") or ()
    ):
        wrong.append("vocabulary")
    ngrams = given.get("ngrams")
    if not _is(int | None, ngrams) and not all(_is(int, n) for n in ngrams or ()):
        wrong.append("ngrams")
    if wrong:
        raise ValueError(f"{kind}: {wrong[0]} has a value of a wrong type: {given[wrong[0]]!r:.80}")


def _is(kind: Any, value: Any) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


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
