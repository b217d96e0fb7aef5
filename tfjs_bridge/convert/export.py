"""Exporting: a Keras model, live or from its file, to a whole artifact."""

from __future__ import annotations

import dataclasses
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tfjs_bridge.errors import UnsupportedModelError, UsageError

if TYPE_CHECKING:
    import numpy.typing as npt

    from tfjs_bridge.artifact.golden import NamedTensor
    from tfjs_bridge.artifact.metadata import Metadata, TensorSpec
    from tfjs_bridge.convert.translate import LayersModel

WriterName = Literal["bridge", "tensorflowjs"]

GOLDEN_COUNT = 4


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What an exporter knows of a model beyond its numbers; all of it ends in the metadata.

    Attributes:
        name: Instead of the Keras model's own name.
        labels: Class names, one for each value of the output's last axis.
        preprocessing: As docs/artifact-format.md describes it.
        training: As docs/artifact-format.md describes it.
        golden_inputs: One array for each input of the model, shape (vectors, ...).
        golden_source: In words, where `golden_inputs` are from.
    """

    name: str | None = None
    labels: tuple[str, ...] | None = None
    preprocessing: dict[str, Any] | None = None
    training: dict[str, Any] | None = None
    golden_inputs: tuple[npt.NDArray[Any], ...] | None = None
    golden_source: str = ""


def export(
    model: Any,
    out_dir: str | Path,
    *,
    writer: WriterName = "bridge",
    card: ModelCard | None = None,
    seed: int = 0,
    check: Callable[[Path], None] | None = None,
) -> Metadata:
    """Export a Keras 3 model as an artifact that TensorFlow.js loads.

    Args:
        model: A Sequential or functional `keras.Model`, or the path of a `.keras` file. Nothing
            that the file holds is run.
        out_dir: The artifact's folder. It is made, or replaced whole if it is an artifact; until
            the new one is complete the old one stays as it was.
        writer: ``"bridge"`` needs no TensorFlow; ``"tensorflowjs"`` hands the model to
            tensorflowjs's own converter. Both give the same weights.
        card: Labels, preprocessing, training and golden inputs. Without golden inputs, seeded
            random ones are drawn: uniform in [0, 1) for float32, 0 or 1 for int32 and bool.
        seed: Of the random golden inputs.
        check: Called with the complete artifact before it takes its place; what it raises leaves
            `out_dir` as it was.

    Returns:
        The artifact's metadata.

    Raises:
        UnsupportedModelError: TensorFlow.js cannot express the model; every reason is named.
        ArtifactError: The file is not a readable `.keras` file.
        UsageError: `out_dir` holds something that would be lost, the writer is not known or not
            installed, or there is not one array of golden inputs for each input.
    """
    from tfjs_bridge.artifact.folder import check_replaceable, replacing
    from tfjs_bridge.convert.keras_file import load_keras_file
    from tfjs_bridge.convert.keras_model import read_keras_model
    from tfjs_bridge.convert.translate import translate

    check_replaceable(Path(out_dir))
    write = _writer(writer)
    if isinstance(model, str | Path):
        model = load_keras_file(Path(model))
    card = card or ModelCard()
    translated = translate(read_keras_model(model))
    if card.golden_inputs is None:
        card = _with_random_inputs(card, translated, seed)
    elif len(card.golden_inputs) != len(translated.inputs):
        raise UsageError(
            f"golden inputs: expected {len(translated.inputs)} arrays, one for each input of the "
            f"model, got {len(card.golden_inputs)}. Give one for each."
        )
    with replacing(Path(out_dir)) as folder:
        write(translated, folder)
        metadata = _finish(folder, model, translated, card, writer)
        if check is not None:
            check(folder)
    return metadata


def _writer(name: WriterName) -> Callable[[LayersModel, Path], None]:
    if name == "tensorflowjs":
        from tfjs_bridge.convert.writers import tensorflowjs

        return tensorflowjs.write
    if name == "bridge":
        from tfjs_bridge.convert.writers import bridge

        return bridge.write
    raise UsageError(f"writer {name!r}: not known; expected 'bridge' or 'tensorflowjs'. Take one.")


def _finish(
    folder: Path, model: Any, translated: LayersModel, card: ModelCard, writer: WriterName
) -> Metadata:
    """Write golden vectors and metadata beside the model."""
    from tfjs_bridge.artifact.folder import describe_files
    from tfjs_bridge.artifact.golden import GoldenVectors, write_golden
    from tfjs_bridge.artifact.metadata import Converter, Metadata, ModelInfo, write_metadata
    from tfjs_bridge.version import __version__

    inputs = card.golden_inputs or ()
    golden = GoldenVectors(
        _named(translated.inputs, inputs),
        _named(translated.outputs, _run_keras(model, inputs)),
        card.golden_source,
    )
    spec = write_golden(folder, golden)
    metadata = Metadata(
        model=ModelInfo(card.name or translated.name, translated.parameters),
        inputs=translated.inputs,
        outputs=translated.outputs,
        labels=card.labels,
        preprocessing=card.preprocessing,
        training=card.training,
        converter=Converter("tfjs-bridge", __version__, writer),
        versions=_versions(writer),
        golden=spec,
        files=describe_files(folder),
    )
    write_metadata(folder, metadata)
    return metadata


def _named(
    specs: Sequence[TensorSpec], values: Sequence[npt.NDArray[Any]]
) -> tuple[NamedTensor, ...]:
    from tfjs_bridge.artifact.golden import NamedTensor

    return tuple(NamedTensor(s.name, value) for s, value in zip(specs, values, strict=True))


def _run_keras(model: Any, inputs: Sequence[npt.NDArray[Any]]) -> list[npt.NDArray[Any]]:
    """Keras's own outputs, in the order of the model's outputs."""
    import numpy as np

    results = model(list(inputs) if len(inputs) > 1 else inputs[0], training=False)
    outputs = results if isinstance(results, list | tuple) else [results]
    return [np.asarray(output, np.float32) for output in outputs]


def _with_random_inputs(card: ModelCard, translated: LayersModel, seed: int) -> ModelCard:
    import numpy as np

    generator = np.random.default_rng(seed)
    arrays = []
    for spec in translated.inputs:
        if None in spec.shape[1:]:
            raise UnsupportedModelError(
                f"input '{spec.name}': the shape {list(spec.shape)} is not fixed, so no golden "
                f"vectors can be made. Give keras.Input a whole shape."
            )
        values = generator.random((GOLDEN_COUNT, *spec.shape[1:]), dtype=np.float32)  # type: ignore[arg-type]
        arrays.append(values if spec.dtype == "float32" else (values >= 0.5).astype(spec.dtype))
    return dataclasses.replace(
        card, golden_inputs=tuple(arrays), golden_source=f"random, numpy default_rng({seed})"
    )


def _versions(writer: WriterName) -> dict[str, str]:
    found = {"python": platform.python_version()}
    found |= {name: version(name) for name in ("keras", "numpy")}
    if writer == "tensorflowjs":
        from tfjs_bridge.convert.writers import tensorflowjs

        found |= tensorflowjs.versions()
    return found
