"""Which recipe a training follows, where none was asked for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from tfjs_bridge.models.definition import DEFAULT_RECIPE, SMALL_DATA_RECIPE
from tfjs_bridge.training.cluster import check_cluster

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.cli.training_job import Job
    from tfjs_bridge.data.corpus import Corpus
    from tfjs_bridge.data.mnist import Digits


def settle_recipe(job: Job, data: Digits | Corpus, console: Console) -> Job:
    """Choose the recipe now that it is known what there is to learn from, and say which it is.

    Args:
        job: What was asked for.
        data: What was loaded.
        console: For the message.

    Raises:
        UsageError: The batches of the recipe cannot be split over the processes.
    """
    recipe = job.definition.default_recipe(data.provenance.name)
    words = ""
    if recipe == SMALL_DATA_RECIPE and job.small_data is not None:
        job = dataclasses.replace(job, recipe=recipe, config=job.small_data)
        check_cluster(job.cluster, job.config.batch_size, job.backend)
        words = (
            f" With the full dataset, or --recipe {DEFAULT_RECIPE}, it trains as the tutorial does."
        )
    console.print(f"Recipe {job.recipe}, epochs: {job.config.epochs}.{words}", markup=False)
    return job
