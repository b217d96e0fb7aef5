"""Have a process with Keras on JAX make a graph model, and say here what it says."""

from __future__ import annotations

import contextlib
import json
import pickle
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tfjs_bridge import errors
from tfjs_bridge.convert.graph_process.carrying import carried, not_carried
from tfjs_bridge.convert.graph_process.job import job_for
from tfjs_bridge.convert.processes import command, environment, last_words
from tfjs_bridge.convert.requests import Request
from tfjs_bridge.errors import ModelWarning, TfjsBridgeError, UnsupportedModelError

PROGRAM = "tfjs_bridge.convert.graph_child"


class ChildError(Exception):
    """The process failed for a reason that nobody foresaw; the message is its traceback."""


def made_elsewhere(model: Any, folder: Path, request: Request) -> None:
    """Make the artifact of a model in an empty folder; its progress and warnings are told here.

    Args:
        model: A live Keras model, or the path of a model file.
        folder: Where the artifact is written.
        request: What the user asked for.

    Raises:
        TfjsBridgeError: The same that an export in this process raises.
        ChildError: Something else went wrong.
    """
    file = model if isinstance(model, Path) else None
    made = folder / "made"
    job = pickle.dumps(job_for(file, made, request))
    request.report("Starting Keras on JAX", 0, 0)
    with _child() as (child, stderr):
        # While it starts: the model is copied.
        content = memoryview(b"") if file is not None else carried(model)
        with contextlib.suppress(BrokenPipeError):  # it has failed: what it says comes below
            _send(child, job, content)
        is_done = any(_handled(line, model, request) for line in _lines(child))
        if not is_done:
            child.wait()
            stderr.seek(0)
            said = last_words(stderr.read().decode("utf-8", "replace"))
            raise TfjsBridgeError(
                f"Keras on JAX: its process ended without an answer, with code "
                f"{child.returncode} ({said}). Set KERAS_BACKEND=jax before Keras is imported, to "
                f"export in your own process."
            )
    for path in made.iterdir():
        path.rename(folder / path.name)
    made.rmdir()


@contextmanager
def _child() -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """Start the process; it is ended with the block, whatever ends that."""
    with tempfile.TemporaryDirectory() as cwd, tempfile.TemporaryFile() as stderr:
        child = subprocess.Popen(
            command(PROGRAM),
            # Not the user's folder, from which Python would import modules first.
            cwd=cwd,
            # A GPU may be taken whole by this process's own backend.
            env={"JAX_PLATFORMS": "cpu", **environment("jax")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
        try:
            yield child, stderr
        finally:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]


def _send(child: subprocess.Popen[bytes], *parts: bytes | memoryview) -> None:
    assert child.stdin is not None  # noqa: S101 (it is a pipe)
    for part in parts:
        child.stdin.write(part)
    # It stays open: the process ends itself when this one is gone.
    child.stdin.flush()


def _lines(child: subprocess.Popen[bytes]) -> Iterator[list[Any]]:
    assert child.stdout is not None  # noqa: S101 (it is a pipe)
    for line in child.stdout:
        yield json.loads(line)


def _handled(message: list[Any], model: Any, request: Request) -> bool:
    """Do what a message says; return whether it was the last."""
    kind, *said = message
    actions: dict[str, Callable[..., None]] = {
        "progress": request.report,
        "notify": request.notify,
        "warning": _warn,
        "refused": _refuse,
        "not carried": lambda reason: _not_carried(model, reason),
        "failed": _fail,
        "done": lambda: None,
    }
    actions[kind](*said)
    return bool(kind == "done")


def _warn(text: str) -> None:
    # Of the function that called `export`.
    warnings.warn(text, ModelWarning, stacklevel=9)


def _refuse(name: str, text: str) -> None:
    kind: type[TfjsBridgeError] = getattr(errors, name)
    raise kind(text)


def _not_carried(model: Any, reason: str) -> None:
    raise UnsupportedModelError(not_carried(model, reason))


def _fail(trace: str) -> None:
    raise ChildError(f"Keras on JAX, in a process of its own:\n{trace}")
