"""Export a Keras model, live or from its file, as a complete artifact."""

from __future__ import annotations

import dataclasses
import platform
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from tfjs_bridge.errors import ModelWarning, UsageError

if TYPE_CHECKING:
    from tfjs_bridge.artifact.encodings.encoding import Encoding
    from tfjs_bridge.artifact.encodings.names import Quantization
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.artifact.weights import NamedWeight
    from tfjs_bridge.convert.files.user_code import UserCode
    from tfjs_bridge.convert.frontend.graph import Graph
    from tfjs_bridge.convert.golden.golden import ExportedModel, Golden
    from tfjs_bridge.convert.golden.task import Task
    from tfjs_bridge.convert.golden.user_inputs import UserInputs
    from tfjs_bridge.convert.layers_model.translate import LayersModel

WriterName = Literal["bridge", "tensorflowjs"]
WRITERS: tuple[WriterName, ...] = get_args(WriterName)
FormatName = Literal["layers", "graph", "auto"]
FORMATS: tuple[FormatName, ...] = get_args(FormatName)
InputShapes = Sequence[int] | Mapping[str, Sequence[int]]
Progress = Callable[[str, int, int], None]
Topic = Literal["code", "format"]
Notify = Callable[[Topic, str], None]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the author of a model knows about it, for the metadata and the golden vectors.

    Attributes:
        name: Replaces the Keras model's own name.
        labels: Class names, one for each value of the output's last axis.
        preprocessing: As docs/artifact-format.md describes it.
        training: As docs/artifact-format.md describes it.
        golden_inputs: One array for each input of the model, shape (vectors, ...), in order or by
            name. If there are none, random inputs of many kinds are drawn, and those are kept for
            which Keras's outputs differ and depend on the weights.
        golden_source: In words, where `golden_inputs` come from.
    """

    name: str | None = None
    labels: tuple[str, ...] | None = None
    preprocessing: dict[str, Any] | None = None
    training: dict[str, Any] | None = None
    golden_inputs: UserInputs | None = None
    golden_source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Request:
    """What `export` was asked for.

    Attributes:
        folder: The artifact's folder.
        writer: The writer's name.
        card: What is known about the model.
        task: Which golden vectors to make.
        encoding: How to store the weights.
        check: Called with the complete artifact.
        report: Called with each step.
        format: The artifact's format, or ``"auto"``.
        code: The Python code that a model file may run; `None`: none.
        notify: Called with what the user should know.
    """

    folder: Path
    writer: WriterName
    card: ModelCard
    task: Task
    encoding: Encoding
    check: Callable[[Path], None] | None
    report: Progress
    format: FormatName
    code: UserCode | None
    notify: Notify


def export(
    model: Any,
    out_dir: str | Path,
    *,
    format: FormatName = "layers",  # noqa: A002 (the word of the command line and of model.json)
    writer: WriterName = "bridge",
    card: ModelCard | None = None,
    input_shapes: InputShapes | None = None,
    golden_shapes: InputShapes | None = None,
    quantize: Quantization | None = None,
    seed: int = 0,
    run_code: bool = False,
    custom_objects: Sequence[str] = (),
    check: Callable[[Path], None] | None = None,
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> Metadata:
    """Export a Keras model as an artifact that TensorFlow.js loads, and return its metadata.

    Args:
        model: A Sequential or functional `keras.Model`, or the path of a ``.keras`` or ``.h5`` file
            of Keras 2 or 3. Code in the file is not run unless `run_code` says so.
        out_dir: The artifact's folder. It is created, or replaced as a whole if it is an artifact;
            if the export fails, it stays as it was.
        format: ``"layers"`` for `tf.loadLayersModel`, ``"graph"`` for `tf.loadGraphModel`, or
            ``"auto"``: layers where they can express the model, else graph.
        writer: ``"bridge"`` needs no TensorFlow; ``"tensorflowjs"`` uses tensorflowjs's converter.
        card: Labels, preprocessing, training record and golden inputs.
        input_shapes: Fixes sizes that the model leaves open: the shape, without the batch, of its
            only input, or a shape for each input by name.
        golden_shapes: The same for the golden vectors only; the export leaves the sizes open.
        quantize: Makes the files smaller: ``"float16"`` halves weights of two or more axes. They
            are rounded before Keras computes the golden outputs; `model` stays as it was.
        seed: Seed for golden inputs, which are drawn if `card` has none.
        run_code: Runs Python code that a model file names or holds: the bytecode of its Lambda
            layers, and `custom_objects`. It can do anything that you can: only for files that you
            trust, and not with ``format="layers"``.
        custom_objects: Names of modules to import, whose classes and functions the file may use.
        check: Called with the complete artifact; if it raises, nothing is replaced.
        progress: Called with the current step, the bytes of weights written, and their total.
        notify: Called with ``"code"`` and the code of a file that is about to be run, and with
            ``"format"`` and the reason why ``"auto"`` has chosen a format.

    Raises:
        UnsupportedModelError: TensorFlow.js cannot express the model; the message has every reason.
        ArtifactError: The model file cannot be read.
        UsageError: An argument is wrong, or replacing `out_dir` would lose files.

    Warns:
        ModelWarning: Weights are not finite, outputs hardly vary, or something cannot be kept.
    """
    from tfjs_bridge.artifact.encodings.registry import encoding_for
    from tfjs_bridge.artifact.folder import check_replaceable
    from tfjs_bridge.convert.files.user_code import user_code
    from tfjs_bridge.convert.golden.task import Task

    folder, report, notify = Path(out_dir), progress or _no_progress, notify or _no_notify
    check_replaceable(folder)
    _check_name("writer", writer, WRITERS)
    _check_name("format", format, FORMATS)
    request = _Request(
        folder,
        writer,
        card or ModelCard(),
        Task(seed, _by_name(input_shapes), _by_name(golden_shapes)),
        encoding_for(quantize),
        check,
        report,
        format,
        user_code(run_code, custom_objects, format, partial(notify, "code")),
        notify,
    )
    return _export(model, request)


def _check_name(option: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        *others, last = (repr(each) for each in known)
        expected = f"{', '.join(others)} or {last}"
        raise UsageError(f"{option} {name!r}: not known; expected {expected}. Choose one of these.")


def _export(origin: Any, request: _Request) -> Metadata:
    """Read, translate, run and write a model.

    Args:
        origin: The model as the user passed it: a live one, or a path.
        request: What the user asked for.
    """
    from tfjs_bridge.convert.files.loading import load_model
    from tfjs_bridge.convert.frontend.model import read_keras_model
    from tfjs_bridge.convert.frontend.rounding import rounded
    from tfjs_bridge.convert.golden.golden import ExportedModel
    from tfjs_bridge.convert.layers_model.translate import translate
    from tfjs_bridge.convert.training.keep import with_training

    request.report("Reading the model", 0, 0)
    shapes = request.task.input_shapes
    model = load_model(origin, shapes)
    with rounded(model, request.encoding):
        graph = read_keras_model(model, shapes)
        warns = request.card.training is None
        translated = with_training(translate(graph), origin, warns=warns)
        _warn_of_weights(graph)
        request.report("Running Keras for the golden vectors", 0, 0)
        exported = ExportedModel(model, graph, origin, request.encoding)
        golden = _golden(exported, request.card, request.task)
        return _write(translated, golden, request)


def _no_progress(what: str, done_bytes: int, total_bytes: int) -> None:
    pass


def _no_notify(topic: Topic, text: str) -> None:
    pass


def _warn_of_weights(graph: Graph) -> None:
    from tfjs_bridge.convert.files.precision import nonfinite_weights

    names = nonfinite_weights(graph)
    if names:
        warnings.warn(
            f"{', '.join(names)}: NaN or infinite values; expected finite numbers. Training has "
            f"probably diverged; check the model before you use it.",
            ModelWarning,
            stacklevel=4,
        )


def _by_name(input_shapes: InputShapes | None) -> dict[str, tuple[int, ...]]:
    """Return shapes by the input's name; ``""`` stands for a model's only input."""
    if input_shapes is None:
        return {}
    if isinstance(input_shapes, Mapping):
        return {name: tuple(shape) for name, shape in input_shapes.items()}
    return {"": tuple(input_shapes)}


def _reporting(model: LayersModel, report: Progress) -> LayersModel:
    """Return the same model, with weights that report when each has been taken."""
    total = sum(weight.value.nbytes for weight in model.weights)

    def weights() -> Iterator[NamedWeight]:
        done = 0
        for weight in model.weights:
            yield weight
            done += weight.value.nbytes
            report("Writing weights", done, total)

    return dataclasses.replace(model, weights=weights())


def _writer(name: WriterName) -> Callable[[LayersModel, Path, Encoding], None]:
    from tfjs_bridge.convert.writers import bridge, tensorflowjs

    return bridge.write if name == "bridge" else tensorflowjs.write


def _golden(exported: ExportedModel, card: ModelCard, task: Task) -> Golden:
    from tfjs_bridge.convert.golden.golden import golden_vectors
    from tfjs_bridge.convert.golden.user_inputs import fitted_inputs

    if card.golden_inputs is not None:
        task = dataclasses.replace(task, given=fitted_inputs(exported.graph, card.golden_inputs))
    return golden_vectors(exported, task, card.golden_source)


def _write(translated: LayersModel, golden: Golden, request: _Request) -> Metadata:
    """Write the artifact and check it, and only then replace the old one."""
    from tfjs_bridge.artifact.folder import replacing

    with replacing(request.folder) as folder:
        reporting = _reporting(translated, request.report)
        _writer(request.writer)(reporting, folder, request.encoding)
        metadata = _finish(folder, translated, golden, request)
        if request.check is not None:
            request.report("Comparing in Node", 0, 0)
            request.check(folder)
    return metadata


def _finish(folder: Path, translated: LayersModel, golden: Golden, request: _Request) -> Metadata:
    """Write golden vectors and metadata next to the model."""
    from tfjs_bridge.artifact.folder import describe_files
    from tfjs_bridge.artifact.golden import write_golden
    from tfjs_bridge.artifact.metadata import Converter, Metadata, ModelInfo, write_metadata
    from tfjs_bridge.version import __version__

    card = request.card
    spec = write_golden(folder, golden.vectors)
    metadata = Metadata(
        model=ModelInfo(card.name or translated.name, translated.parameters),
        inputs=translated.inputs,
        outputs=translated.outputs,
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
