"""The document of an inspection: what `tfjs-bridge inspect` shows, and what the drawn graph reads.

Its JSON is described in docs/inspecting.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

FORMAT = "tfjs-bridge-inspection"
VERSION = 1

Shape = tuple[int | None, ...]
SourceKind = Literal["artifact", "layers-model", "graph-model", "keras", "h5"]
InLayers = Literal["exact", "rewritten", "dropped", "refused"]
InGraph = Literal["exact", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model is from.

    Attributes:
        path: As it was given.
        kind: What the files are.
        written_by: The program that wrote them, as far as they say it.
        made_by: The program that the model was made with.
        file_bytes: Of the model's files together.
    """

    path: str
    kind: SourceKind
    written_by: str | None
    made_by: str | None
    file_bytes: int

    def to_json(self) -> dict[str, Any]:
        """Return it as in the document."""
        return {
            "path": self.path,
            "kind": self.kind,
            "writtenBy": self.written_by,
            "madeBy": self.made_by,
            "fileBytes": self.file_bytes,
        }


@dataclass(frozen=True, slots=True)
class Tensor:
    """An input or an output of the model, or what a part gives; without a name there.

    Attributes:
        name: Of the input or output.
        shape: `None`: not known; a size of `None`: open.
        dtype: `None`: not stated.
    """

    name: str | None
    shape: Shape | None
    dtype: str | None

    def to_json(self) -> dict[str, Any]:
        """Return it as in the document."""
        own = {} if self.name is None else {"name": self.name}
        return own | {"shape": None if self.shape is None else [*self.shape], "dtype": self.dtype}


@dataclass(frozen=True, slots=True)
class Weight:
    """One weight of a part, and how it is stored."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    encoding: str
    bytes: int

    @property
    def values(self) -> int:
        """How many values it has."""
        count = 1
        for size in self.shape:
            count *= size
        return count

    def to_json(self) -> dict[str, Any]:
        """Return it as in the document."""
        return {
            "name": self.name,
            "shape": [*self.shape],
            "dtype": self.dtype,
            "encoding": self.encoding,
            "bytes": self.bytes,
        }


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What the export would do with a layer of a Keras file.

    Attributes:
        layers: In the layers format.
        graph: In the graph format; ``"unknown"``: only tracing the model could tell.
        reason: Why it is refused, or what it becomes; empty where there is nothing to say.
    """

    layers: InLayers
    graph: InGraph
    reason: str = ""

    def to_json(self) -> dict[str, str]:
        """Return it as in the document."""
        return {"layers": self.layers, "graph": self.graph, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Part:
    """A layer, or a node of a graph.

    Attributes:
        id: Unique in the document.
        name: Of the layer or the node.
        kind: The layer's class, or the node's operation.
        group: The nested models or the function that it is in, joined by ``/``.
        inputs: Ids of the parts whose outputs it takes.
        outputs: What it gives; a layer that is called several times may give several.
        multiply_adds: For one example; `None`: not known.
        weights: Its own; a constant that only one node takes is among this node's.
        settings: A few of its settings.
        export: Of a layer in a Keras file.
    """

    id: str
    name: str
    kind: str
    group: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[Tensor, ...] = ()
    multiply_adds: int | None = 0
    weights: tuple[Weight, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    export: ExportPlan | None = None

    @property
    def parameters(self) -> int:
        """How many values its weights have."""
        return sum(weight.values for weight in self.weights)

    @property
    def bytes(self) -> int:
        """How many bytes its weights take in the files."""
        return sum(weight.bytes for weight in self.weights)

    def to_json(self) -> dict[str, Any]:
        """Return it as in the document."""
        plan = {} if self.export is None else {"export": self.export.to_json()}
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "group": self.group,
            "inputs": [*self.inputs],
            "outputs": [output.to_json() for output in self.outputs],
            "parameters": self.parameters,
            "bytes": self.bytes,
            "multiplyAdds": self.multiply_adds,
            "weights": [weight.to_json() for weight in self.weights],
            "settings": dict(self.settings),
            **plan,
        }


@dataclass(frozen=True, slots=True)
class Encoding:
    """How many weights are stored in one way."""

    encoding: str
    weights: int
    values: int
    bytes: int

    def to_json(self) -> dict[str, Any]:
        """Return it as in the document."""
        return {
            "encoding": self.encoding,
            "weights": self.weights,
            "values": self.values,
            "bytes": self.bytes,
        }


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found out about a model.

    Attributes:
        source: Where it is from.
        name: The model's.
        inputs: In the model's order.
        outputs: In the model's order.
        parameters: Values of its weights; one that is shared counts once.
        weight_bytes: That they take in the files.
        encodings: How weights are stored, the largest part first.
        parts: In the model's order.
        warnings: What its user should know, whole sentences.
        faults: What is wrong with damaged files; the rest is told all the same.
    """

    source: Source
    name: str
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    parameters: int
    weight_bytes: int
    encodings: tuple[Encoding, ...]
    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def multiply_adds(self) -> int | None:
        """Of the whole model for one example; `None` where those of a part are not known."""
        counts = [part.multiply_adds for part in self.parts]
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else None

    def to_json(self) -> dict[str, Any]:
        """Return the whole document."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "source": self.source.to_json(),
            "name": self.name,
            "inputs": [tensor.to_json() for tensor in self.inputs],
            "outputs": [tensor.to_json() for tensor in self.outputs],
            "totals": {
                "parts": len(self.parts),
                "parameters": self.parameters,
                "weightBytes": self.weight_bytes,
                "multiplyAdds": self.multiply_adds,
            },
            "encodings": [encoding.to_json() for encoding in self.encodings],
            "parts": [part.to_json() for part in self.parts],
            # A fault is one more thing to know; programs see by the exit code that it is one.
            "warnings": [*self.faults, *self.warnings],
        }


def encodings_of(weights: Iterable[Weight]) -> tuple[Encoding, ...]:
    """Sum weights up by how they are stored, the largest part first."""
    by_name: dict[str, list[Weight]] = {}
    for weight in weights:
        by_name.setdefault(weight.encoding, []).append(weight)
    sums = [_summed(name, group) for name, group in by_name.items()]
    return tuple(sorted(sums, key=lambda one: (-one.bytes, one.encoding)))


def _summed(name: str, weights: Sequence[Weight]) -> Encoding:
    values, stored = sum(w.values for w in weights), sum(w.bytes for w in weights)
    return Encoding(name, len(weights), values, stored)


def file_bytes(files: Iterable[Path]) -> int:
    """Sum the sizes of files; one that is missing has none."""
    return sum(file.stat().st_size for file in files if file.is_file())
