"""Chooses the recipe of a training, where none was asked for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from tfjs_bridge.models.definition import DEFAULT_RECIPE, SMALL_DATA_RECIPE
from tfjs_bridge.progress import Message, ProgressCallback
from tfjs_bridge.training.process_group import check_process_group

if TYPE_CHECKING:
    from tfjs_bridge.jobs.job import Job


def settle_recipe(job: Job, dataset: str, progress: ProgressCallback) -> Job:
    """Choose the recipe now that the data is known, and report which it is.

    Args:
        job: What was asked for.
        dataset: Name of the dataset that was loaded.
        progress: Called with the message.

    Raises:
        UsageError: The batches of the recipe cannot be split over the processes.
    """
    recipe = job.definition.default_recipe(dataset)
    advice = ""
    # A recipe that was asked for stays: `small_data` is `None` then.
    if recipe == SMALL_DATA_RECIPE and job.small_data is not None:
        job = dataclasses.replace(job, recipe=recipe, config=job.small_data)
        # Again: the first check was of another recipe's batch size.
        check_process_group(job.group, job.config.batch_size, job.backend)
        advice = (
            f" With the full dataset, or --recipe {DEFAULT_RECIPE}, it trains as the tutorial does."
        )
    progress(Message(f"Recipe {job.recipe}, epochs: {job.config.epochs}.{advice}"))
    return job
