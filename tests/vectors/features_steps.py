"""Cases of single steps of declared preprocessing: settings, and what they are run on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from tests.vectors import features_texts as draw

# Name, step, and for each input its dtype and values.
Case = tuple[str, dict[str, Any], dict[str, tuple[str, Any]]]

_SHAPES = ((5, 1), (5,), (3, 2), (2, 2, 2), (2, 3, 1), (3, 1, 1), (2, 2, 2, 2))
_IDF = [0.5, 0.25, 2.0, 1.5, 0.125, 3.0, 0.75, 1.25, 0.0625, 5.0, 7.0, 0.3, 4.0]


def _takes(encode: str, shape: tuple[int, ...]) -> bool:
    # With one axis Keras adds all examples up.
    return len(shape) > 1 or encode in ("int", "one_hot")


def _step(op: str, inputs: dict[str, tuple[str, Any]], **settings: Any) -> dict[str, Any]:
    return {"op": op, "inputs": list(inputs), "output": "y", **settings}


def lookups() -> Iterator[Case]:
    """Each encoding, with and without a mask, with all numbers of unknown indices."""
    words = ["a", "É", "", "zz", "b", "😀", "e\u0301", "a", "A", "x" * 40]
    yield from _lookups("string", ["a", "b", "", "É"], words, (None, "b", "zz"))
    yield from _lookups("string", ["a", "b", "É"], words, ("",))
    numbers = [1, -3, 0, 2**53 - 1, 7, 1, 12345, -(2**53 - 1), 8, 4]
    yield from _lookups("int64", [1, 7, -3], numbers, (None, 0, 7))
    yield from _lookups("int32", [1, 7, -3], [1, -3, 0, 2**31 - 1, 7, -8], (None, 0))


def _lookups(
    dtype: str, tokens: list[Any], values: list[Any], masks: tuple[Any, ...]
) -> Iterator[Case]:
    encodes = ("int", "one_hot", "multi_hot", "count", "tf_idf")
    methods = [(0, None, None), (1, None, None), (3, "farmhash", None), (4, "siphash", [7, -9])]
    methods += [] if dtype == "string" else [(4, "floormod", None)]
    for encode, mask, (oov, method, salt) in product(encodes, masks, methods):
        kept = [token for token in tokens if token != mask]
        known = [v for v in values if v in kept or v == mask]
        shapes = _SHAPES if (oov, mask) == (1, masks[0]) else _SHAPES[:1] + _SHAPES[2:3]
        for shape in shapes:
            if not _takes(encode, shape):
                continue
            inputs = {"x": (dtype, draw.shaped(known if oov == 0 else values, *shape))}
            settings = _encoding(encode, oov + len(kept) + (2 if oov == 3 else 0))
            rest = {"mask": mask, "oov": oov, "oov_method": method, "salt": salt}
            step = _step("lookup", inputs, tokens=kept, **rest, **settings)
            yield f"{dtype} lookup, {encode}, mask {mask}, {oov} {method}, {shape}", step, inputs


def _encoding(encode: str, depth: int) -> dict[str, Any]:
    weights = [*_IDF[:depth]] if encode == "tf_idf" else None
    return {
        "encode": encode,
        "depth": None if encode == "int" else depth,
        "idf_weights": weights,
    }


def hashes() -> Iterator[Case]:
    """Each encoding, kind of value, salt and mask."""
    kinds: dict[str, tuple[list[Any], Any]] = {
        "string": (["a", "", "É", "zz", "m", "x" * 70], "m"),
        "int64": ([1, -5, 0, 2**53 - 1, 3, -(2**40)], 3),
        "int32": ([1, -5, 0, 2**31 - 1, 3], -5),
        "float32": ([3.0, 3.75, -0.5, 0.0, -3.99, 1e18, 16777216.0], 3),
    }
    salts = (None, [0, 0], [133, 137], [-1, 2**53 - 1])
    for (dtype, (values, mask)), encode in product(kinds.items(), ("int", *_VECTORS)):
        for k, shape in enumerate(s for s in _SHAPES if _takes(encode, s)):
            inputs = {"x": (dtype, draw.shaped(values, *shape))}
            masked, salt = (None, mask)[k % 2], salts[k % 4]
            depth = None if encode == "int" else 4
            settings = {"salt": salt, "mask": masked, "encode": encode, "depth": depth}
            step = _step("hash", inputs, bins=4, **settings)
            yield f"hash of {dtype}, {encode}, mask {masked}, salt {salt}, {shape}", step, inputs
    inputs = {"x": ("string", [["m"], ["a"]])}
    settings = {"salt": None, "mask": "m", "encode": "int", "depth": None}
    yield (
        "hash into one bin, which no mask is kept of",
        _step("hash", inputs, bins=1, **settings),
        inputs,
    )


_VECTORS = ("one_hot", "multi_hot", "count")
# A prime below 2^31: of each hash all bits take part.
_BINS = 2**31 - 1


def many_hashes() -> Iterator[Case]:
    """1,000 strings of all lengths and 1,000 integers, hashed both ways, and crossed."""
    strings = [[text] for text in draw.strings(1000, 1)]
    integers = [[number] for number in draw.integers(1000, 2)]
    for dtype, values in (("string", strings), ("int64", integers)):
        for salt in (None, [133, 137], [-(2**53 - 1), 12345678901]):
            inputs = {"x": (dtype, values)}
            settings = {"salt": salt, "mask": None, "encode": "int", "depth": None}
            step = _step("hash", inputs, bins=_BINS, **settings)
            yield f"1,000 hashes of {dtype}, salt {salt}", step, inputs
    both = {"x": ("string", strings), "x1": ("int64", integers)}
    yield "1,000 crosses", _step("cross", both, bins=_BINS, encode="int", depth=None), both


def crosses() -> Iterator[Case]:
    """Two and three values, of every kind, in both shapes."""
    kinds: dict[str, Any] = {
        "string": ["a", "", "É", "x" * 20],
        "int64": [1, -5, 2**53 - 1, 0],
        "int32": [2, -7, 0, 9],
    }
    columns = (
        *(("string", "string"), ("string", "int64"), ("int64", "string"), ("int32", "int64")),
        ("string", "int32", "string"),
    )
    for dtypes, encode, shape in product(columns, ("int", "one_hot"), ((4, 1), (4,))):
        inputs = {f"x{k}": (d, draw.shaped(kinds[d][k:], *shape)) for k, d in enumerate(dtypes)}
        depth = None if encode == "int" else 5
        step = _step("cross", inputs, bins=5, encode=encode, depth=depth)
        yield f"cross of {', '.join(dtypes)}, {encode}, {shape}", step, inputs


def bins() -> Iterator[Case]:
    """Numbers on, between and outside of boundaries."""
    values = [-1.5, 0.0, 0.1, 0.30000001192092896, 2.0, 1e9, -1e9, 16777217.0]
    for dtype, encode in product(("float32", "int32", "int64"), ("int", *_VECTORS)):
        for shape in (s for s in _SHAPES if _takes(encode, s)):
            given = values if dtype == "float32" else [-2, 0, 1, 2, 16777217, -(2**31)]
            inputs = {"x": (dtype, draw.shaped(given, *shape))}
            boundaries = [-1.5, 0, 0.1, 0.3, 2, 16777216]
            depth = None if encode == "int" else len(boundaries) + 1
            step = _step("discretize", inputs, boundaries=boundaries, encode=encode, depth=depth)
            yield f"bins of {dtype}, {encode}, {shape}", step, inputs


def categories() -> Iterator[Case]:
    """Some of them out of range; negative ones where Keras takes them."""
    for dtype, encode in product(("int32", "int64"), _VECTORS):
        for shape in (s for s in _SHAPES if _takes(encode, s)):
            takes_negative = encode == "one_hot" or len(shape) > 2
            values = [0, 2, 3, 1, 2, 100] + ([-1, -7] if takes_negative else [])
            inputs = {"x": (dtype, draw.shaped(values, *shape))}
            step = _step("categories", inputs, encode=encode, depth=3)
            yield f"categories of {dtype}, {encode}, {shape}", step, inputs


def numbers() -> Iterator[Case]:
    """Scaling and casts."""
    values = draw.floats(60, 3)
    for mean, variance, invert in (
        *((1.5, 2.25, False), ([1.0, -2.0], [4.0, 0.0], False), ([0.1, 1e-3], [0.3, 7e5], True)),
        ([[0.5, 2.0], [1.0, -3.0]], [[1.0, 2.0], [3.0, 0.1]], False),
    ):
        for shape in ((4, 2), (3, 2, 2)):
            if isinstance(mean, list) and isinstance(mean[0], list) and len(shape) < 3:
                continue
            for dtype, given in (("float32", values), ("int32", [1, -2, 3]), ("int64", [5, 0, 7])):
                inputs = {"x": (dtype, draw.shaped(given, *shape))}
                step = _step("normalize", inputs, mean=mean, variance=variance, invert=invert)
                yield f"normalize {dtype}, {mean}, {invert}, {shape}", step, inputs
    for dtype, given in (("float32", values[:6]), ("int32", [1, -2, 3]), ("int64", [5, 0, 7])):
        inputs = {"x": (dtype, draw.shaped(given, 3, 2))}
        yield f"rescale {dtype}", _step("rescale", inputs, scale=1 / 255, offset=-0.7), inputs
        for target in ("float32", "int32", "int64", "bool"):
            yield f"cast {dtype} to {target}", _step("cast", inputs, dtype=target), inputs
    inputs = {"x": ("bool", [[True, False]])}
    for target in ("float32", "int32", "int64", "bool"):
        yield f"cast bool to {target}", _step("cast", inputs, dtype=target), inputs


def shapes() -> Iterator[Case]:
    """Joined and rearranged, each dtype."""
    kinds: dict[str, list[Any]] = {
        "string": ["a", "É", ""],
        "float32": [0.5, 1.25],
        "int32": [3, -4],
        "int64": [2**40, -1, 0],
        "bool": [True, False, False],
    }
    for dtype in ("float32", "int32", "bool"):
        given = kinds[dtype]
        for axis, ends in ((-1, ((2, 1), (2, 3), (2, 2))), (1, ((2, 1, 2), (2, 2, 2)))):
            inputs = {f"x{k}": (dtype, draw.shaped(given, *end)) for k, end in enumerate(ends)}
            yield f"concatenate {dtype}, {axis}", _step("concatenate", inputs, axis=axis), inputs
        for shape in ([4], [-1], [2, 2], [1, -1, 2], [4, 1]):
            inputs = {"x": (dtype, draw.shaped(given, 3, 4))}
            yield f"reshape {dtype}, {shape}", _step("reshape", inputs, shape=shape), inputs


def vectors_of_texts() -> Iterator[Case]:
    """Each way to standardize, split, join neighbours and encode."""
    texts = [
        *("The cat.  Sat\ton\nthe Mat!", "", "É é e\u0301 É", " \u00a0x\u2003y ", "don't #a-b_c"),
        *("你好 世界\uffff", "😀 a\r\nb", "\x1ca\x1cb"),
    ]
    tokens = ["the", "a", "t", " ", "é", "cat", "The", "the cat", "h e", "dont", "你", "\ufffd"]
    for settings, encode in product(_ways(), ("int", "multi_hot", "count", "tf_idf")):
        for length in (None, 2, 9) if encode == "int" else (None,):
            is_whole = settings["split"] is None
            if is_whole and settings["ngrams"] == [3] and length is not None:
                continue  # Keras fails: three of two words are none, and no length fits.
            shape = (4, 2) if is_whole else (8,) if length == 2 else (8, 1)
            inputs = {"x": ("string", draw.shaped(texts, *shape))}
            rest = {"length": length, "tokens": tokens, "mask": "", "oov": 1}
            encoding = _encoding(encode, len(tokens) + 1)
            step = _step("vectorize", inputs, **settings, **rest, **encoding)
            yield f"vectorize: {settings}, {encode}, length {length}", step, inputs


def _ways() -> Iterator[dict[str, Any]]:
    standards = (None, "lower", "strip_punctuation", "lower_and_strip_punctuation")
    for standardize, split in product(standards, ("whitespace", "character", None)):
        for ngrams in (None, [1, 2], [2, 1], [3]):
            # One step of standardizing in full, and one of none, are enough with n-grams.
            if ngrams is None or standardize in (standards[0], standards[-1]):
                yield {"standardize": standardize, "split": split, "ngrams": ngrams}


def all_cases() -> Iterator[Case]:
    """As they stand in the file."""
    yield from lookups()
    yield from hashes()
    yield from crosses()
    yield from bins()
    yield from categories()
    yield from numbers()
    yield from shapes()
    yield from vectors_of_texts()
