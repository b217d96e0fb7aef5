"""Runs a job step by step: check, load, train, evaluate, export, verify, save, report."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.jobs.checks import check_job
from tfjs_bridge.jobs.job import Job, Outcome
from tfjs_bridge.jobs.kinds.kind import TrainedModel
from tfjs_bridge.jobs.recipe import settle_recipe
from tfjs_bridge.jobs.report import write_report
from tfjs_bridge.progress import Message, ProgressCallback, Stage, ignore_progress

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.export import WriterName
    from tfjs_bridge.history import History
    from tfjs_bridge.training.checkpoint import Checkpoint
    from tfjs_bridge.training.task import TrainingTask
    from tfjs_bridge.training.teachers import Teachers
    from tfjs_bridge.verification.parity import Parity


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A job whose options were checked and whose data is loaded."""

    job: Job
    progress: ProgressCallback
    writer: WriterName
    data: Any
    task: TrainingTask
    settings: dict[str, Any]
    checkpoint: Checkpoint
    keras: Any


def run(job: Job, progress: ProgressCallback = ignore_progress) -> Outcome | None:
    """Train, evaluate, export, verify and report.

    Args:
        job: What is asked for.
        progress: Called with everything that happens.

    Returns:
        What came of it; `None` in a process that only helps to train.

    Raises:
        UsageError: An option does not go with the model, the data or another option.
        DataError: The data is missing or damaged.
        TrainingError: The loss is no longer a number, or another process was lost.
        VerificationError: TensorFlow.js gives other numbers than Keras, or a proof was asked for
            and nothing could be compared.
        KeyboardInterrupt: Ctrl-C was pressed; the message says what was kept.
    """
    from tfjs_bridge.keras_backend import without_tensorflow

    plan = _prepare(job, progress)
    # On JAX nothing needs TensorFlow; Keras's serialization would import it.
    with without_tensorflow():
        network, history = _train(plan)
        if not job.group.is_main:
            progress(Message(f"Process {job.group.process} is done; process 0 exports."))
            return None
        outcome = _publish(plan, network, history)
    # Last: whatever fails until here, the training can be resumed and exported again.
    plan.checkpoint.remove()
    return outcome


def _prepare(job: Job, progress: ProgressCallback) -> _Plan:
    from tfjs_bridge.training.checkpoint import Checkpoint
    from tfjs_bridge.training.start import training_folder
    from tfjs_bridge.training.task import settings_record

    # From what fails at once to what takes long: options, data, and Keras, which starts in seconds.
    writer = check_job(job, progress)
    data = job.kind.load(job.data, progress)
    job = settle_recipe(job, data.provenance.name, progress)
    teachers = _teachers(job, progress)
    task = job.kind.task(data, job.config, seed=job.seed, teachers=teachers)
    settings = settings_record(
        task, job.config, recipe=job.recipe, backend=job.backend, seed=job.seed
    )
    identity = {"model": job.definition.name, **settings}
    return _Plan(
        job=job,
        progress=progress,
        writer=writer,
        data=data,
        task=task,
        settings=settings,
        checkpoint=Checkpoint(training_folder(job.out), identity),
        keras=_start_keras(job, progress),
    )


def _teachers(job: Job, progress: ProgressCallback) -> Teachers | None:
    """Return the teachers, whose files are read when Keras has been started."""
    if not job.teachers:
        return None
    from tfjs_bridge.convert.files.model_file import load_model_file
    from tfjs_bridge.training.teachers import Teacher, Teachers, file_digest

    # The digests are needed now: by them --resume knows whether the teachers are the same.
    teachers = [
        Teacher(path.name, file_digest(path), functools.partial(load_model_file, path))
        for path in job.teachers
    ]
    weight = job.config.teacher_weight
    names = ", ".join(teacher.name for teacher in teachers)
    progress(Message(f"{weight:.0%} of each target is the prediction of {names}."))
    return Teachers(teachers, weight)


def _start_keras(job: Job, progress: ProgressCallback) -> Any:
    from tfjs_bridge.keras_backend import load_keras
    from tfjs_bridge.training.process_group import prepare

    # Before Keras, which imports JAX, which reads these settings once.
    prepare(job.group)
    progress(Stage(f"Starting Keras on {job.backend}"))
    return load_keras(job.backend)


def _train(plan: _Plan) -> tuple[Any, History]:
    """Return the trained network, and how its training went."""
    from tfjs_bridge.training.start import start_training

    _warn_of_lost_state(plan)
    training = start_training(
        plan.keras,
        plan.job.definition,
        plan.job.config,
        plan.task,
        plan.checkpoint,
        group=plan.job.group,
        seed=plan.job.seed,
        progress=plan.progress,
    )
    network = training.trainable.network
    # Keras would print to stdout, which belongs to the result.
    network.summary(print_fn=lambda text: plan.progress(Message(text)))
    return network, training.run(resume=plan.job.resume)


def _warn_of_lost_state(plan: _Plan) -> None:
    if plan.checkpoint.is_there() and not plan.job.resume:
        text = (
            f"{plan.checkpoint.folder} holds an interrupted training; this one starts anew and "
            f"replaces it. To resume that one, stop now and pass --resume."
        )
        plan.progress(Message(text))


def _publish(plan: _Plan, network: Any, history: History) -> Outcome:
    """Evaluate, export, verify, save and report."""
    from tfjs_bridge.convert.frontend.rounding import joint_weights, round_weights
    from tfjs_bridge.training.checkpoint import save_network

    job = plan.job
    # For good, so that the same network is measured, saved and exported.
    round_weights(network, job.plan, joint=joint_weights(network))
    metrics = plan.task.metrics(network)
    record = {**plan.settings, "best_epoch": history.best_epoch, "metrics": metrics}
    plan.progress(Message(_result(job, metrics, history), level="result"))
    metadata, parity = _export(plan, network, record)
    # After the artifact, so that the two are never of different trainings where the proof fails.
    keras_file = save_network(network, job.out.with_name(f"{job.out.name}.keras"))
    plan.progress(Stage("Drawing the report"))
    trained = TrainedModel(
        definition=job.definition,
        config=job.config,
        keras=plan.keras,
        network=network,
        data=plan.data,
        history=history,
    )
    return Outcome(
        artifact=job.out,
        keras_file=keras_file,
        report=write_report(job, trained, record),
        training=record,
        history=history,
        metadata=metadata,
        parity=parity,
    )


def _result(job: Job, metrics: dict[str, float], history: History) -> str:
    best, last = history.best_epoch, len(history.epochs)
    chosen = f" Epoch {best} was the best." if best != last else ""
    text = job.kind.describe_metrics(metrics)
    return f"{text}, after {history.seconds:.0f} s of training.{chosen}"


def _export(plan: _Plan, network: Any, record: dict[str, Any]) -> tuple[Metadata, Parity | None]:
    """Export, and verify the new artifact before it takes the old one's place."""
    from tfjs_bridge.convert.export import ModelCard, export
    from tfjs_bridge.verification.node import NodeUnavailableError
    from tfjs_bridge.verification.parity import require_parity

    job, task = plan.job, plan.task
    card = ModelCard(
        labels=task.labels,
        preprocessing=job.kind.preprocessing(plan.data, job.config),
        training=record,
        golden_inputs=(task.golden_inputs,),
        golden_source=task.golden_source,
    )
    # A list, since `export` calls its check and takes nothing back from it.
    proofs: list[Parity] = []

    def check(folder: Path) -> None:
        try:
            proofs.append(require_parity(folder))
        # Node.js is optional unless a proof was asked for; wrong numbers never pass.
        except NodeUnavailableError as error:
            if job.verify:
                raise
            plan.progress(Message(f"Not verified. {error}", level="warning"))

    plan.progress(Stage("Exporting"))
    metadata = export(
        network,
        job.out,
        writer=plan.writer,
        card=card,
        quantize=job.plan,
        check=None if job.verify is False else check,
        notify=lambda _, text: plan.progress(Message(f"Weights: {text}.")),
    )
    # The proof is of the folder in which the artifact was built, before it took its place.
    proof = dataclasses.replace(proofs[0], artifact=job.out) if proofs else None
    return metadata, proof
