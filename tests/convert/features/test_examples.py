"""Raw examples: drawn by a seed, from what the steps look for."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.features.examples import draw_raw

_LOOKUP = {
    "op": "lookup",
    "inputs": ["word"],
    "output": "index",
    "tokens": ["cook", "smith"],
    "mask": "-",
    "oov": 1,
}


def _declared(step: dict[str, Any], dtype: str, *shape: int | None) -> dict[str, Any]:
    (name,) = step["inputs"]
    return {"inputs": [{"name": name, "shape": [None, *shape], "dtype": dtype}], "steps": [step]}


def test_known_unknown_and_masked_words_are_among_them() -> None:
    """All that a lookup tells apart."""
    drawn = draw_raw(_declared(_LOOKUP, "string", 1), range(48), 0, {})["word"]
    assert drawn.shape == (48, 1)
    assert drawn.dtype == object
    found = set(drawn.ravel())
    assert found > {"cook", "smith", "-"}


def test_only_known_words_where_there_is_no_index_for_others() -> None:
    """Keras refuses them."""
    step = {**_LOOKUP, "oov": 0, "mask": None}
    drawn = draw_raw(_declared(step, "string", None), range(48), 0, {})["word"]
    assert set(drawn.ravel()) == {"cook", "smith"}


def test_unknown_integers_are_among_known_ones() -> None:
    """Below, between and above."""
    step = {**_LOOKUP, "tokens": [5, 7], "mask": None}
    drawn = draw_raw(_declared(step, "int64", 1), range(200), 0, {})["word"]
    assert drawn.dtype == np.int64
    assert {5, 7} < set(drawn.ravel().tolist())


def test_an_example_is_the_same_whichever_others_are_drawn() -> None:
    """So that a longer search begins as a shorter one does."""
    declared = _declared(_LOOKUP, "string", 1)
    whole = draw_raw(declared, range(20), 3, {})["word"]
    part = draw_raw(declared, range(10, 20), 3, {})["word"]
    assert (whole[10:] == part).all()
    assert (whole != draw_raw(declared, range(20), 4, {})["word"]).any()


def test_numbers_lie_on_boundaries_and_around_them() -> None:
    """Where a comparison could be the wrong one."""
    step = {"op": "discretize", "inputs": ["age"], "output": "range", "boundaries": [18.0, 65.0]}
    drawn = draw_raw(_declared(step, "float32", 1), range(100), 0, {})["age"]
    assert {18.0, 65.0} < set(drawn.ravel().tolist())
    assert drawn.min() < 18
    assert drawn.max() > 65


def test_texts_have_what_is_to_be_undone() -> None:
    """Capitals, marks, several kinds of blanks, and words that are not in the vocabulary."""
    step = {
        **_LOOKUP,
        "op": "vectorize",
        "standardize": "lower_and_strip_punctuation",
        "split": "whitespace",
        "ngrams": None,
        "length": 8,
    }
    text = "\n".join(draw_raw(_declared(step, "string", 1), range(40), 0, {})["word"].ravel())
    assert {"COOK", "Smith"} <= set(text.split())
    assert any(mark in text for mark in ("!", "...", "'s"))
    assert "\t" in text
    assert not text.isascii()


def test_inputs_that_no_step_reads_are_drawn_as_for_any_model() -> None:
    """By the ways that are given."""
    declared = _declared(_LOOKUP, "string", 1)
    declared["inputs"].append({"name": "x", "shape": [None, 2], "dtype": "float32"})
    ways = {"x": [lambda _, sizes: np.full(sizes, 7.0, np.float32)]}
    drawn = draw_raw(declared, range(3), 0, ways)
    assert drawn["x"].tolist() == [[7.0, 7.0]] * 3
