"""Export a Keras model, live or from its file, as a complete artifact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Quantize
from tfjs_bridge.convert.requests import (
    FORMATS,
    WRITERS,
    FormatName,
    InputShapes,
    ModelCard,
    Notify,
    Progress,
    Request,
    Topic,
    WriterName,
    shapes_by_name,
)
from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.golden.user_inputs import UserInputs

__all__ = [
    "FORMATS",
    "WRITERS",
    "EncodingPlan",
    "FormatName",
    "ModelCard",
    "Notify",
    "WriterName",
    "export",
]


def export(
    model: Any,
    out_dir: str | Path,
    *,
    format: FormatName = "layers",  # noqa: A002 (the word of the command line and of model.json)
    writer: WriterName = "bridge",
    card: ModelCard | None = None,
    input_shapes: InputShapes | None = None,
    golden_shapes: InputShapes | None = None,
    quantize: Quantize | None = None,
    max_change: float | None = None,
    data: UserInputs | None = None,
    seed: int = 0,
    run_code: bool = False,
    custom_objects: Sequence[str] = (),
    states: bool = False,
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
        quantize: Makes the files smaller: ``"float16"`` and ``"uint16"`` halve weights of two or
            more axes, ``"uint8"`` stores a quarter. They are rounded before Keras computes the
            golden outputs; `model` stays as it was. Also rules, such as ``["uint8:*/kernel",
            "float16:embed*"]``: the last whose pattern matches a weight's path decides, and
            ``"float32"`` leaves it alone. ``"auto"`` chooses, for each weight that it matches, by
            what an encoding does to the outputs. Or an `EncodingPlan`.
        max_change: What ``"auto"`` keeps: with all rounded weights the outputs differ from those in
            float32 by at most this, by the measure of `artifact.comparison`: about the largest
            difference as a part of an output's largest magnitude. Default: 0.01.
        data: What ``"auto"`` runs the model on: one array for each input, shape (examples, ...), in
            order or by name. Default: the golden inputs.
        seed: Seed for golden inputs, which are drawn if `card` has none.
        run_code: Runs Python code that a model file names or holds: the bytecode of its Lambda
            layers, and `custom_objects`. It can do anything that you can: only for files that you
            trust, and not with ``format="layers"``.
        custom_objects: Names of modules to import, whose classes and functions the file may use.
        states: Makes inputs and outputs of what the model keeps from one call to the next, for one
            step at a time: the states of recurrent layers with ``stateful=True``, and all variables
            that the call assigns. Not with ``format="layers"``.
        check: Called with the complete artifact; if it raises, nothing is replaced.
        progress: Called with the current step, the bytes of weights written, and their total.
        notify: Called with ``"code"`` and the code of a file that is about to be run, with
            ``"format"`` and the reason why ``"auto"`` has chosen a format, and with ``"weights"``
            and what became of the weights where `quantize` is given.

    Raises:
        UnsupportedModelError: TensorFlow.js cannot express the model; the message has every reason.
        ArtifactError: The model file cannot be read.
        UsageError: An argument is wrong, or replacing `out_dir` would lose files.

    Warns:
        ModelWarning: Weights are not finite, outputs hardly vary, or something cannot be kept.
    """
    from tfjs_bridge.artifact.folder import check_replaceable
    from tfjs_bridge.convert.encodings.asked import plan_and_search
    from tfjs_bridge.convert.files.user_code import user_code
    from tfjs_bridge.convert.golden.task import Task
    from tfjs_bridge.convert.tokenizers.door import with_tokenizer
    from tfjs_bridge.keras_backend import searching_new_objects_only

    folder, report, notify = Path(out_dir), progress or _no_progress, notify or _no_notify
    check_replaceable(folder)
    _check_name("writer", writer, WRITERS)
    _check_name("format", format, FORMATS)
    plan, search = plan_and_search(quantize, max_change, data)
    request = Request(
        folder,
        writer,
        card or ModelCard(),
        Task(seed, shapes_by_name(input_shapes), shapes_by_name(golden_shapes)),
        plan,
        check,
        report,
        format,
        user_code(run_code, custom_objects, format, partial(notify, "code")),
        notify,
        states,
        search,
    )
    with searching_new_objects_only():
        return _in_format(model, with_tokenizer(model, request))


def _check_name(option: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        *others, last = (repr(each) for each in known)
        expected = f"{', '.join(others)} or {last}"
        raise UsageError(f"{option} {name!r}: not known; expected {expected}. Choose one of these.")


def _in_format(origin: Any, request: Request) -> Metadata:
    """Export in the format that is asked for, or in the one that can express the model.

    Args:
        origin: The model as the user passed it: a live one, or a path.
        request: What the user asked for.
    """
    from tfjs_bridge.convert.auto_export import export_either
    from tfjs_bridge.convert.graph_export import export_graph
    from tfjs_bridge.convert.layers_export import export_layers

    if request.format == "layers" and request.states:
        raise UsageError(
            "states: the layers format has no inputs for them; expected format 'graph' or 'auto', "
            "got 'layers'. Choose one of those, or leave the option out."
        )
    if request.format == "layers":
        return export_layers(origin, request)
    if request.writer != "bridge":
        raise UsageError(
            f"writer {request.writer!r}: writes the layers format alone; expected 'bridge' for "
            f"format {request.format!r}. Leave the writer out."
        )
    if request.format == "graph":
        return export_graph(origin, request)
    return export_either(origin, request)


def _no_progress(what: str, done_bytes: int, total_bytes: int) -> None:
    pass


def _no_notify(topic: Topic, text: str) -> None:
    pass
