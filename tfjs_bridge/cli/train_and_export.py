"""`tfjs-bridge train-and-export`: the main job, from data to a verified artifact."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    reporting_errors,
)
from tfjs_bridge.cli.data_options import option_parameter
from tfjs_bridge.cli.quantize import MinValuesOption, QuantizeOption, asked_encodings
from tfjs_bridge.cli.training_options import (
    BackendOption,
    BatchSizeOption,
    CoordinatorOption,
    EpochsOption,
    LearningRateOption,
    ModelArgument,
    NumProcessesOption,
    OutOption,
    ProcessIdOption,
    RecipeOption,
    ResumeOption,
    SeedOption,
    TeachersOption,
    TrainingDataDirOption,
    TrainingDataOption,
    VerifyOption,
    WriterOption,
)
from tfjs_bridge.jobs.kinds.kind import AUTO
from tfjs_bridge.jobs.kinds.registry import KINDS

if TYPE_CHECKING:
    from tfjs_bridge.jobs.job import JobRequest


def _with_kinds_options(command: Callable[..., None]) -> Callable[..., None]:
    """Replace the command's `**settings` by the options of all kinds of data, after `data_dir`.

    typer reads a command's options from its signature.
    """
    # Evaluated here: of a `__signature__`, inspect leaves annotations as they are, even when typer
    # asks for eval_str.
    signature = inspect.signature(command, eval_str=True)
    parameters = []
    for parameter in signature.parameters.values():
        if parameter.kind is not parameter.VAR_KEYWORD:
            # A signature takes no positional parameter after keyword-only ones, as options are.
            parameters.append(parameter.replace(kind=parameter.KEYWORD_ONLY))
        if parameter.name == "data_dir":
            parameters += [
                option_parameter(option, f"Models of {kind.name}")
                for kind in KINDS.values()
                for option in kind.options
            ]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return command


@reporting_errors
@_with_kinds_options
def train_and_export(
    model: ModelArgument,
    out: OutOption = None,
    recipe: RecipeOption = None,
    epochs: EpochsOption = None,
    batch_size: BatchSizeOption = None,
    learning_rate: LearningRateOption = None,
    seed: SeedOption = 1,
    data: TrainingDataOption = AUTO,
    data_dir: TrainingDataDirOption = None,
    backend: BackendOption = None,
    resume: ResumeOption = False,
    num_processes: NumProcessesOption = 1,
    process_id: ProcessIdOption = 0,
    coordinator: CoordinatorOption = "",
    teachers: TeachersOption = None,
    quantize: QuantizeOption = None,
    quantize_min_values: MinValuesOption = None,
    writer: WriterOption = None,
    verify: VerifyOption = None,
    json_output: JsonOption = False,
    debug: DebugOption = False,
    **settings: object,
) -> None:
    """Train a model, export it, and prove it in Node.

    Writes DIR (the artifact for TensorFlow.js), DIR.keras (the Keras model) and DIR.report
    (learning curves and results, as a page and as pictures). An artifact that was there is replaced
    only when the new one is complete and verified.
    """
    from tfjs_bridge.jobs.job import JobRequest
    from tfjs_bridge.training.process_group import ProcessGroup

    settings |= {"epochs": epochs, "batch_size": batch_size, "learning_rate": learning_rate}
    request = JobRequest(
        model=model,
        out=out,
        recipe=recipe,
        settings=settings,
        seed=seed,
        dataset=data,
        data_dir=data_dir,
        backend=None if backend is None else backend.value,
        resume=resume,
        group=ProcessGroup(num_processes, process_id, coordinator),
        teachers=teachers or (),
        quantize=asked_encodings(quantize, quantize_min_values),
        writer=None if writer is None else writer.value,
        verify=verify,
    )
    _run(request, json_output=json_output)


def _run(request: JobRequest, *, json_output: bool) -> None:
    from tfjs_bridge.cli.job_results import outcome_json, print_outcome
    from tfjs_bridge.cli.job_view import JobView
    from tfjs_bridge.jobs.job import make_job
    from tfjs_bridge.jobs.run import run

    job = make_job(request)
    console = message_console(json_output=json_output)
    with JobView(console) as view:
        outcome = run(job, view)
    if outcome is not None:
        print_outcome(console, job, outcome)
    if json_output:
        print_json(outcome_json(job, outcome))
