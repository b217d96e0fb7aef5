"""What the process that makes a graph model is asked, and how Keras is set there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.convert.files.user_code import UserCode
from tfjs_bridge.convert.golden.task import Task
from tfjs_bridge.convert.requests import ModelCard, Notify, Progress, Request, Search
from tfjs_bridge.keras_backend import load_keras

_SETTINGS = ("floatx", "epsilon", "image_data_format")


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One export.

    Attributes:
        file: The model file; `None`: a live model follows.
        folder: Where the artifact is made.
        card: As for `Request`, as is `task`.
        task: As for `Request`.
        plan: As for `Request`.
        modules: Of `UserCode`; `None`: no code of a file is run.
        states: As for `Request`.
        search: As for `Request`.
        path: Where Python looks for modules.
        cwd: The folder that relative paths start from.
        settings: Of Keras.
        dtype: Keras's policy for new layers.
        examples: As for `Request`, as is `files`.
        files: As for `Request`.
    """

    file: Path | None
    folder: Path
    card: ModelCard
    task: Task
    plan: EncodingPlan
    modules: tuple[str, ...] | None
    states: bool
    search: Search | None
    path: tuple[str, ...]
    cwd: Path
    settings: Mapping[str, Any]
    dtype: str
    examples: Mapping[str, Any] | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)


def job_for(file: Path | None, folder: Path, request: Request) -> Job:
    """Write down a request for another process, which finds the same modules as this one."""
    config = load_keras().config
    return Job(
        file=file,
        folder=folder.absolute(),
        card=replace(request.card, golden_inputs=_arrays(request.card.golden_inputs)),
        task=request.task,
        plan=request.plan,
        modules=None if request.code is None else request.code.modules,
        states=request.states,
        search=_carried(request.search),
        path=tuple(os.path.abspath(entry) for entry in sys.path),  # noqa: PTH100 ("" is this folder)
        cwd=Path.cwd(),
        settings={name: getattr(config, name)() for name in _SETTINGS},
        dtype=str(config.dtype_policy().name),
        examples=request.examples,
        files=request.files,
    )


def _carried(search: Search | None) -> Search | None:
    return None if search is None else replace(search, data=_arrays(search.data))


def _arrays(given: Any) -> Any:
    """Return golden inputs without tensors of this process's backend."""
    if given is None:
        return None
    if isinstance(given, Mapping):
        return {name: np.asarray(x) for name, x in given.items()}
    return [np.asarray(x) for x in given]


def use_settings(job: Job) -> None:
    """Set Keras and Python as they are in the process that asks."""
    config = load_keras().config
    for name, value in job.settings.items():
        getattr(config, f"set_{name}")(value)
    config.set_dtype_policy(job.dtype)
    sys.path[:] = job.path
    os.chdir(job.cwd)


def request_of(job: Job, report: Progress, notify: Notify) -> Request:
    """Return the request as it was, but for the check, which is the asking process's own."""
    return Request(
        folder=job.folder,
        writer="bridge",
        card=job.card,
        task=job.task,
        plan=job.plan,
        check=None,
        report=report,
        format="graph",
        code=None if job.modules is None else UserCode(job.modules, lambda x: notify("code", x)),
        notify=notify,
        states=job.states,
        search=job.search,
        examples=job.examples,
        files=job.files,
    )
