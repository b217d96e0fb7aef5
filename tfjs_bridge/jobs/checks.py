"""What can be refused before minutes of training, and not after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfjs_bridge.errors import UsageError
from tfjs_bridge.jobs.kinds.kind import AUTO
from tfjs_bridge.jobs.report import check_report
from tfjs_bridge.progress import Message, ProgressCallback
from tfjs_bridge.training.process_group import check_process_group

if TYPE_CHECKING:
    from tfjs_bridge.convert.export import WriterName
    from tfjs_bridge.jobs.job import Job


def check_job(job: Job, progress: ProgressCallback) -> WriterName:
    """Refuse what cannot work, and choose the writer.

    Args:
        job: What is asked for.
        progress: Called with what will be missing.

    Returns:
        What will write model.json and the shards.

    Raises:
        UsageError: An option does not go with the model or with another one, something is not
            installed, or an output would replace what is not its own.
        VerificationError: A proof is asked for, and Node.js is not installed.
    """
    from tfjs_bridge.artifact.folder import check_replaceable
    from tfjs_bridge.verification.node import find_node

    # The cheapest first, and all before the data, which may be a long download.
    _check_dataset(job)
    check_process_group(job.group, job.config.batch_size, job.backend)
    check_replaceable(job.out)
    check_report(job.out, progress)
    if job.missing is not None:
        text = f"{job.missing} is not installed here, so the model is trained on {job.backend}."
        progress(Message(text))
    if job.verify:  # where it is not asked for, a missing Node.js is only reported
        find_node()
    return _choose_writer(job.writer, progress)


def _check_dataset(job: Job) -> None:
    known = (AUTO, *job.kind.datasets)
    if job.data.dataset not in known:
        raise UsageError(
            f"--data {job.data.dataset}: not what model '{job.definition.name}' is trained on; "
            f"expected one of {', '.join(known)}. Choose one of these."
        )


def _choose_writer(writer: WriterName | None, progress: ProgressCallback) -> WriterName:
    from tfjs_bridge.convert.writers import tensorflowjs

    # Looked for, not imported: that takes 3 to 10 s, with TensorFlow and JAX.
    if writer is None and not tensorflowjs.is_installed():
        text = "tensorflowjs is not installed here, so the bridge writer is used: same weights."
        progress(Message(text))
        return "bridge"
    # Asked for by name, so its absence is an error and no message.
    if writer == "tensorflowjs":
        tensorflowjs.check_installed()
    return writer or "tensorflowjs"
