"""The part of a client that says what the model takes and gives, as values and as types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from tfjs_bridge.artifact.metadata import Metadata, TensorSpec
from tfjs_bridge.client.facts import Classes, given_outputs, taken_inputs
from tfjs_bridge.client.literals import comment, listing, property_name, shape_literal, string
from tfjs_bridge.client.value_types import ValueType, input_type, output_type
from tfjs_bridge.client.vocabularies import Vocabulary, vocabularies_of

_TAKES: Final = "What the model takes. The first size is the number of examples; null: any."
_HELPERS: Final = {
    "Numbers": """\
/** A typed array with the values row by row. */
type Numbers = ArrayLike<number> & ArrayBufferView;
""",
    "Integers": """\
/** A typed array of whole numbers, row by row. */
type Integers =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;
""",
}


def declarations(metadata: Metadata, classes: Classes | None) -> list[str]:
    """Return the inputs, outputs, labels and vocabularies of a model, and the types of values."""
    words = vocabularies_of(metadata)
    is_open = {name: vocabulary.is_open for name, vocabulary in words.items()}
    taken = [input_type(spec, metadata, is_open) for spec in taken_inputs(metadata)]
    given = [output_type(spec, metadata) for spec in given_outputs(metadata)]
    flat = " ".join(it.flat for it in taken)
    return [
        _ends(_TAKES, "inputs", taken_inputs(metadata)),
        _ends("What the model gives.", "outputs", metadata.outputs),
        *_labels(metadata, classes),
        *_vocabularies(words),
        *(helper for name, helper in _HELPERS.items() if name in flat),
        _object_type("What predict() takes.", "Inputs", taken, "readonly "),
        _object_type("What predict() gives for it.", "Outputs", given, ""),
    ]


def _ends(about: str, name: str, specs: Iterable[TensorSpec]) -> str:
    items = [f"{{ {_entry(spec)} }}" for spec in specs]
    return f"/** {about} */\n{listing(f'export const {name} = ', items, ' as const;')}"


def _entry(spec: TensorSpec) -> str:
    name, dtype = string(spec.name), string(spec.dtype)
    return f"name: {name}, shape: {shape_literal(spec.shape)}, dtype: {dtype}"


def _labels(metadata: Metadata, classes: Classes | None) -> list[str]:
    if metadata.labels is not None:
        items = [string(label) for label in metadata.labels]
        labels = listing("export const labels = ", items, " as const;")
        return [
            f"/** The classes, by their numbers. */\n{labels}",
            "/** The name of a class. */\nexport type Label = (typeof labels)[number];\n",
        ]
    if classes is None:
        return []
    return [
        "/** The name of a class; the artifact gives none. */\n"
        "export type Label = `class ${number}`;\n",
        f"""\
/** The classes, by their numbers. */
export const labels: readonly Label[] = Array.from(
  {{ length: {classes.count} }},
  (_, i): Label => `class ${{i}}`,
);
""",
    ]


def _vocabularies(found: Mapping[str, Vocabulary]) -> list[str]:
    if not found:
        return []
    lists = "".join(
        listing(f"  {property_name(name)}: ", [string(word) for word in it.words], ",")
        for name, it in found.items()
    )
    return [
        "/** The words that the model looks up, by the inputs' names. */\n"
        f"export const vocabularies = {{\n{lists}}} as const;\n",
        "/** One of them. */\n"
        "export type Word<Name extends keyof typeof vocabularies> = "
        "(typeof vocabularies)[Name][number];\n",
    ]


def _object_type(about: str, name: str, properties: Iterable[ValueType], modifier: str) -> str:
    lines = "".join(
        f"  /** {comment(it.about)} */\n  {modifier}{property_name(it.name)}: {it.text};\n"
        for it in properties
    )
    return f"/** {about} */\nexport type {name} = {{\n{lines}}};\n"
