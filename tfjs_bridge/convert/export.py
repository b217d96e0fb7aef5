"""Exporting: a Keras model, live or from its file, to a whole artifact."""

from __future__ import annotations

import contextlib
import dataclasses
import platform
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tfjs_bridge.errors import ModelWarning, UsageError

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.artifact.weights import NamedWeight
    from tfjs_bridge.convert.frontend.graph import Graph
    from tfjs_bridge.convert.golden.golden import ExportedModel, Golden
    from tfjs_bridge.convert.golden.task import Task
    from tfjs_bridge.convert.golden.user_inputs import UserInputs
    from tfjs_bridge.convert.layers_model.translate import LayersModel

WriterName = Literal["bridge", "tensorflowjs"]
Quantization = Literal["float16"]
InputShapes = Sequence[int] | Mapping[str, Sequence[int]]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What an exporter knows of a model beyond its numbers; all of it ends in the metadata.

    Attributes:
        name: Instead of the Keras model's own name.
        labels: Class names, one for each value of the output's last axis.
        preprocessing: As docs/artifact-format.md describes it.
        training: As docs/artifact-format.md describes it.
        golden_inputs: One array for each input of the model, shape (vectors, ...); in order, or by
            the inputs' names.
        golden_source: In words, where `golden_inputs` are from.
    """

    name: str | None = None
    labels: tuple[str, ...] | None = None
    preprocessing: dict[str, Any] | None = None
    training: dict[str, Any] | None = None
    golden_inputs: UserInputs | None = None
    golden_source: str = ""


def export(
    model: Any,
    out_dir: str | Path,
    *,
    writer: WriterName = "bridge",
    card: ModelCard | None = None,
    input_shapes: InputShapes | None = None,
    golden_shapes: InputShapes | None = None,
    quantize: Quantization | None = None,
    seed: int = 0,
    check: Callable[[Path], None] | None = None,
    progress: Progress | None = None,
) -> Metadata:
    """Export a Keras model as an artifact that TensorFlow.js loads.

    Args:
        model: A Sequential or functional `keras.Model`, or the path of a ``.keras`` or ``.h5``
            file, also one of Keras 2. Nothing that the file holds is run.
        out_dir: The artifact's folder. It is made, or replaced whole if it is an artifact; until
            the new one is complete the old one stays as it was.
        writer: ``"bridge"`` needs no TensorFlow; ``"tensorflowjs"`` hands the model to
            tensorflowjs's own converter. Both give the same weights.
        card: Labels, preprocessing, training and golden inputs. Without golden inputs, seeded
            random ones of many kinds are drawn, and those kept that Keras's outputs tell apart and
            react to the weights with.
        input_shapes: For inputs whose sizes are not fixed: the shape without the batch of a
            model's only input, or one for each input by its name.
        golden_shapes: Likewise, for the golden vectors alone: the export leaves these sizes open.
        quantize: ``"float16"`` halves the files: weights of two or more axes are rounded to
            float16 first, so that Keras's golden outputs and JavaScript's are of the same numbers.
            A weight with values beyond float16 stays as it is; so does `model`, in the end.
        seed: Of the random golden inputs.
        check: Called with the complete artifact before it takes its place; what it raises leaves
            `out_dir` as it was.
        progress: Called with what is being done, the bytes of weights written so far, and all.

    Returns:
        The artifact's metadata.

    Raises:
        UnsupportedModelError: TensorFlow.js cannot express the model; every reason is named.
        ArtifactError: The file is not a readable model file.
        UsageError: `out_dir` holds something that would be lost, the writer or `quantize` is not
            known, the writer is not installed, an input shape does not fit, there is not one array
            of golden inputs for each input, or `model` is something else.

    Warns:
        ModelWarning: Weights are not finite, the model computes in another precision, its outputs
            are the same for all golden inputs, so that these can prove little, or what it was
            trained with cannot be kept; without `card.training`, which says it in words.
    """
    from tfjs_bridge.artifact.folder import check_replaceable, replacing
    from tfjs_bridge.convert.files.loading import load_model
    from tfjs_bridge.convert.frontend.model import read_keras_model
    from tfjs_bridge.convert.frontend.rounding import rounded
    from tfjs_bridge.convert.golden.golden import ExportedModel
    from tfjs_bridge.convert.golden.task import Task
    from tfjs_bridge.convert.layers_model.translate import translate
    from tfjs_bridge.convert.training.keep import with_training

    report = progress or _no_progress
    check_replaceable(Path(out_dir))
    write = _writer(writer)
    halves = _is_float16(quantize)
    report("Reading the model", 0, 0)
    shapes = _by_name(input_shapes)
    task = Task(seed, shapes, _by_name(golden_shapes))
    origin, model = model, load_model(model, shapes)
    with rounded(model) if halves else contextlib.nullcontext():
        graph = read_keras_model(model, shapes)
        translated = with_training(
            translate(graph), origin, warns=card is None or card.training is None
        )
        _warn_of_weights(graph)
        report("Running Keras for the golden vectors", 0, 0)
        exported = ExportedModel(model, graph, origin, half=halves)
        golden = _golden(exported, card or ModelCard(), task)
        with replacing(Path(out_dir)) as folder:
            write(_reporting(translated, report), folder, halves=halves)
            metadata = _finish(folder, translated, golden, card or ModelCard(), writer)
            if check is not None:
                report("Comparing in Node", 0, 0)
                check(folder)
    return metadata


def _no_progress(what: str, done_bytes: int, total_bytes: int) -> None:
    pass


def _warn_of_weights(graph: Graph) -> None:
    from tfjs_bridge.convert.files.precision import nonfinite_weights

    names = nonfinite_weights(graph)
    if names:
        warnings.warn(
            f"{', '.join(names)}: NaN or infinite values; expected finite numbers. The model was "
            f"probably not trained well; check it before you use it.",
            ModelWarning,
            stacklevel=3,
        )


def _by_name(input_shapes: InputShapes | None) -> dict[str, tuple[int, ...]]:
    """Shapes by the input's name; ``""`` is a model's only input."""
    if input_shapes is None:
        return {}
    if isinstance(input_shapes, Mapping):
        return {name: tuple(shape) for name, shape in input_shapes.items()}
    return {"": tuple(input_shapes)}


def _reporting(model: LayersModel, report: Progress) -> LayersModel:
    """The same model, which reports each weight that is taken from it."""
    total = sum(weight.value.nbytes for weight in model.weights)

    def weights() -> Iterator[NamedWeight]:
        done = 0
        for weight in model.weights:
            yield weight
            done += weight.value.nbytes
            report("Writing weights", done, total)

    return dataclasses.replace(model, weights=weights())


def _is_float16(quantize: Quantization | None) -> bool:
    if quantize not in (None, "float16"):
        raise UsageError(f"quantize {quantize!r}: not known; expected 'float16' or none. Take one.")
    return quantize is not None


def _writer(name: WriterName) -> Callable[..., None]:
    if name == "tensorflowjs":
        from tfjs_bridge.convert.writers import tensorflowjs

        return tensorflowjs.write
    if name == "bridge":
        from tfjs_bridge.convert.writers import bridge

        return bridge.write
    raise UsageError(f"writer {name!r}: not known; expected 'bridge' or 'tensorflowjs'. Take one.")


def _golden(exported: ExportedModel, card: ModelCard, task: Task) -> Golden:
    from tfjs_bridge.convert.golden.golden import golden_vectors
    from tfjs_bridge.convert.golden.user_inputs import fitted_inputs

    if card.golden_inputs is not None:
        task = dataclasses.replace(task, given=fitted_inputs(exported.graph, card.golden_inputs))
    return golden_vectors(exported, task, card.golden_source)


def _finish(
    folder: Path,
    translated: LayersModel,
    golden: Golden,
    card: ModelCard,
    writer: WriterName,
) -> Metadata:
    """Write golden vectors and metadata beside the model."""
    from tfjs_bridge.artifact.folder import describe_files
    from tfjs_bridge.artifact.golden import write_golden
    from tfjs_bridge.artifact.metadata import Converter, Metadata, ModelInfo, write_metadata
    from tfjs_bridge.version import __version__

    spec = write_golden(folder, golden.vectors)
    metadata = Metadata(
        model=ModelInfo(card.name or translated.name, translated.parameters),
        inputs=translated.inputs,
        outputs=translated.outputs,
        labels=card.labels,
        preprocessing=card.preprocessing,
        training=card.training,
        converter=Converter("tfjs-bridge", __version__, writer),
        versions=_versions(writer) | golden.versions,
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
