"""What train-and-export does, step by step."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfjs_bridge.artifact.folder import check_replaceable
from tfjs_bridge.cli.export import Writer
from tfjs_bridge.cli.training_data import DataChoice, load_data, make_subject
from tfjs_bridge.cli.training_recipe import settle_recipe
from tfjs_bridge.cli.training_report import check_report, write_report
from tfjs_bridge.cli.training_view import epoch_bars, print_metrics, print_outcome
from tfjs_bridge.cli.verify import parity_json
from tfjs_bridge.models.definition import Backend, DigitsConfig, ModelDefinition, TextConfig
from tfjs_bridge.training.cluster import Cluster, check_cluster, prepare

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.artifact.metadata import Metadata
    from tfjs_bridge.convert.export import Quantization
    from tfjs_bridge.data.corpus import Corpus
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.training.checkpoint import Checkpoint, Progress
    from tfjs_bridge.training.subject import Subject
    from tfjs_bridge.training.teachers import Teachers
    from tfjs_bridge.verification.parity import Parity


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What was asked for; the fields are the command's options.

    Attributes:
        small_data: The hyper-parameters for a small dataset; `None` where a recipe was asked for,
            or the model has none for it.
    """

    definition: ModelDefinition
    config: DigitsConfig | TextConfig
    recipe: str
    small_data: DigitsConfig | TextConfig | None
    seed: int
    out: Path
    data: DataChoice
    backend: Backend
    resume: bool
    cluster: Cluster
    teachers: tuple[Path, ...]
    quantize: Quantization | None
    writer: Writer | None
    verify: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it.

    Attributes:
        record: The `training` part of the artifact's metadata.
        progress: Every epoch's record, and which one was the best.
        metadata: The artifact's.
        keras_file: The Keras model.
        report: The folder of the report; `None` where matplotlib is not installed.
        parity: The proof; `None` where nothing was compared.
    """

    record: dict[str, Any]
    progress: Progress
    metadata: Metadata
    keras_file: Path
    report: Path | None
    parity: Parity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A job whose options were checked and whose data is loaded."""

    job: Job
    console: Console
    writer: Writer
    data: Digits | Corpus
    subject: Subject
    settings: dict[str, Any]
    checkpoint: Checkpoint
    keras: Any


def run(job: Job, console: Console) -> Outcome | None:
    """Train, evaluate, export, verify and report; `None` in a process that only helps."""
    from tfjs_bridge.keras_backend import without_tensorflow

    plan = _prepare(job, console)
    with without_tensorflow():
        network, progress = _train(plan)
        if not job.cluster.is_main:
            console.print(f"Process {job.cluster.process} is done; process 0 exports.")
            return None
        outcome = _publish(plan, network, progress)
    plan.checkpoint.remove()
    print_outcome(console, plan.job, outcome)
    return outcome


def _prepare(job: Job, console: Console) -> _Plan:
    from tfjs_bridge.training.checkpoint import Checkpoint
    from tfjs_bridge.training.start import training_folder
    from tfjs_bridge.training.subject import settings_record

    writer = _check(job, console)
    data = load_data(console, job.data, job.definition, job.seed)
    job = settle_recipe(job, data, console)
    subject = make_subject(data, job.config, job.seed, _teachers(job, console))
    settings = settings_record(
        subject, job.config, recipe=job.recipe, backend=job.backend, seed=job.seed
    )
    identity = {"model": job.definition.name, **settings}
    return _Plan(
        job=job,
        console=console,
        writer=writer,
        data=data,
        subject=subject,
        settings=settings,
        checkpoint=Checkpoint(training_folder(job.out), identity),
        keras=_start_keras(job, console),
    )


def _train(plan: _Plan) -> tuple[Any, Progress]:
    """The trained network, and how its training went."""
    from tfjs_bridge.training.start import start_training

    job, console = plan.job, plan.console
    _say_what_is_lost(plan)
    with epoch_bars(console, job.config.epochs) as listener:
        training = start_training(
            plan.keras,
            job.definition,
            job.config,
            plan.subject,
            plan.checkpoint,
            cluster=job.cluster,
            seed=job.seed,
            listener=listener,
        )
        network = training.trainee.network
        network.summary(print_fn=lambda text: console.print(text, markup=False))
        return network, training.run(resume=job.resume)


def _say_what_is_lost(plan: _Plan) -> None:
    if plan.checkpoint.is_there() and not plan.job.resume:
        plan.console.print(
            f"{plan.checkpoint.folder} holds a training that was cut short; this one starts anew "
            f"and replaces it. To go on with it, stop now and give --resume.",
            markup=False,
        )


def _check(job: Job, console: Console) -> Writer:
    """Refuse what cannot work before minutes of training, not after."""
    from tfjs_bridge.verification.node import find_node

    job.data.check(job.definition)
    check_cluster(job.cluster, job.config.batch_size, job.backend)
    check_replaceable(job.out)
    check_report(job.out, console)
    if job.verify:
        find_node()
    return _choose_writer(job.writer, console)


def _choose_writer(writer: Writer | None, console: Console) -> Writer:
    from tfjs_bridge.convert.writers import tensorflowjs

    if writer is None and not tensorflowjs.is_installed():
        console.print(
            "tensorflowjs is not installed here, so the bridge writer is used: same weights.",
            markup=False,
        )
        return Writer.bridge
    if writer is Writer.tensorflowjs:
        tensorflowjs.check_installed()
    return writer or Writer.tensorflowjs


def _teachers(job: Job, console: Console) -> Teachers | None:
    """Their files are read when Keras has been started."""
    if not job.teachers:
        return None
    from tfjs_bridge.convert.files.model_file import load_model_file
    from tfjs_bridge.training.teachers import Teacher, Teachers, file_digest

    teachers = [
        Teacher(path.name, file_digest(path), functools.partial(load_model_file, path))
        for path in job.teachers
    ]
    names = ", ".join(teacher.name for teacher in teachers)
    console.print(
        f"{job.config.teacher_weight:.0%} of each target is the answer of {names}.", markup=False
    )
    return Teachers(teachers, job.config.teacher_weight)


def _start_keras(job: Job, console: Console) -> Any:
    from tfjs_bridge.keras_backend import load_keras

    prepare(job.cluster)
    with console.status(f"Starting Keras on {job.backend} ..."):
        return load_keras(job.backend)


def _publish(plan: _Plan, network: Any, progress: Progress) -> Outcome:
    """Evaluate, export, verify, save and report."""
    from tfjs_bridge.convert.frontend.rounding import round_weights
    from tfjs_bridge.training.checkpoint import save_network

    job = plan.job
    if job.quantize is not None:
        round_weights(network)  # what is measured, saved and exported is one and the same network
    metrics = plan.subject.metrics(network)
    record = {**plan.settings, "best_epoch": progress.best_epoch, "metrics": metrics}
    print_metrics(plan.console, metrics, progress)
    metadata, parity = _export(plan, network, record)
    keras_file = save_network(network, job.out.with_name(f"{job.out.name}.keras"))
    with plan.console.status("Drawing the report ..."):
        report = write_report(job, plan.keras, network, plan.data, record, progress)
    return Outcome(
        record=record,
        progress=progress,
        metadata=metadata,
        keras_file=keras_file,
        report=report,
        parity=parity,
    )


def _export(plan: _Plan, network: Any, record: dict[str, Any]) -> tuple[Metadata, Parity | None]:
    """Export; verify the new artifact before it takes the old one's place."""
    from rich.markup import escape

    from tfjs_bridge.convert.export import ModelCard, export
    from tfjs_bridge.verification.node import NodeUnavailableError
    from tfjs_bridge.verification.parity import require_parity

    job, subject = plan.job, plan.subject
    card = ModelCard(
        labels=subject.labels,
        preprocessing=subject.preprocessing,
        training=record,
        golden_inputs=(subject.golden_inputs,),
        golden_source=subject.golden_source,
    )
    proofs: list[Parity] = []

    def check(folder: Path) -> None:
        try:
            proofs.append(require_parity(folder))
        except NodeUnavailableError as error:
            if job.verify:
                raise
            plan.console.print(f"[yellow]Not verified.[/] {escape(str(error))}")

    with plan.console.status("Exporting ..."):
        metadata = export(
            network,
            job.out,
            writer=plan.writer.value,
            card=card,
            quantize=job.quantize,
            check=None if job.verify is False else check,
        )
    proof = dataclasses.replace(proofs[0], artifact=job.out) if proofs else None
    return metadata, proof


def outcome_json(job: Job, outcome: Outcome | None) -> dict[str, Any]:
    """The result for programs."""
    if outcome is None:
        return {"ok": True, "process": job.cluster.process}
    return {
        "ok": True,
        "artifact": str(job.out),
        "keras_file": str(outcome.keras_file),
        "report": outcome.report and str(outcome.report / "report.html"),
        "bytes": sum(file.bytes for file in outcome.metadata.files.values()),
        "training": outcome.record,
        "training_s": round(sum(r.seconds for r in outcome.progress.history), 3),
        "history": [dataclasses.asdict(r) for r in outcome.progress.history],
        "verification": outcome.parity and parity_json(outcome.parity),
    }
