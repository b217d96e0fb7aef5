"""Golden vectors, metadata, and the check: what an export of either format ends with."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfjs_bridge.artifact.encodings.record import Rounded
    from tfjs_bridge.artifact.metadata import Metadata, TensorSpec
    from tfjs_bridge.convert.golden.golden import Golden
    from tfjs_bridge.convert.requests import Request, WriterName


@dataclass(frozen=True, slots=True, eq=False)
class Converted:
    """A model that is ready to be written.

    Attributes:
        name: The Keras model's name.
        parameters: Count of its weights' values.
        inputs: Name, shape and dtype of each input.
        outputs: The same of each output.
        write: Writes `model.json` and its shards into a folder.
    """

    name: str
    parameters: int
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    write: Callable[[Path], None]


def tell_of_weights(folder: Path, rounded: Rounded, request: Request) -> None:
    """Say what became of the weights, if they were to become smaller."""
    from tfjs_bridge.artifact.encodings.summary import summary
    from tfjs_bridge.artifact.model_json import read_manifest

    if not rounded.plan.is_empty:
        request.notify("weights", summary(read_manifest(folder), rounded))


def write_artifact(model: Converted, golden: Golden, request: Request) -> Metadata:
    """Write the artifact and check it, and only then replace the old one."""
    from tfjs_bridge.artifact.folder import replacing

    with replacing(request.folder) as folder:
        model.write(folder)
        metadata = _finish(folder, model, golden, request)
        if request.check is not None:
            request.report("Comparing in Node", 0, 0)
            request.check(folder)
    return metadata


def _finish(folder: Path, model: Converted, golden: Golden, request: Request) -> Metadata:
    """Write golden vectors and metadata next to the model."""
    from tfjs_bridge.artifact.folder import describe_files
    from tfjs_bridge.artifact.golden import write_golden
    from tfjs_bridge.artifact.golden_examples import write_golden_examples
    from tfjs_bridge.artifact.golden_pictures import write_golden_pictures
    from tfjs_bridge.artifact.metadata import Converter, Metadata, ModelInfo, write_metadata
    from tfjs_bridge.version import __version__

    card = request.card
    spec = write_golden(folder, golden.vectors)
    if golden.pictures is not None:
        spec = replace(spec, pictures=write_golden_pictures(folder, golden.pictures))
    if request.examples is not None:
        spec = replace(spec, examples=write_golden_examples(folder, request.examples))
    for name, content in request.files.items():
        (folder / name).write_bytes(content)
    metadata = Metadata(
        model=ModelInfo(card.name or model.name, model.parameters),
        inputs=model.inputs,
        outputs=model.outputs,
        labels=card.labels,
        preprocessing=card.preprocessing,
        training=card.training,
        converter=Converter("tfjs-bridge", __version__, request.writer),
        versions=_versions(request.writer) | golden.versions,
        golden=spec,
        files=describe_files(folder),
    )
    write_metadata(folder, metadata)
    return metadata


def _versions(writer: WriterName) -> dict[str, str]:
    found = {"python": platform.python_version()}
    found |= {name: version(name) for name in ("keras", "numpy")}
    if writer == "tensorflowjs":
        from tfjs_bridge.convert.writers import tensorflowjs

        found |= tensorflowjs.versions()
    return found
