"""The program that makes a graph model for a process whose Keras is on another backend.

Usage: python -m tfjs_bridge.convert.graph_child

A pickled `Job` comes in, and a live model after it; lines of JSON go out, each ``[kind, ...]``.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from typing import Any, BinaryIO

from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.graph_export import export_graph
from tfjs_bridge.convert.graph_process.job import Job, request_of, use_settings
from tfjs_bridge.convert.graph_process.restoring import restored
from tfjs_bridge.errors import ModelWarning, TfjsBridgeError
from tfjs_bridge.keras_backend import start_keras_quickly

Say = Callable[..., None]


def main() -> None:
    """Do the job that standard input brings."""
    say, source = _speaker(), sys.stdin.buffer
    start_keras_quickly()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of libraries, which are about JAX
        warnings.simplefilter("always", ModelWarning)
        warnings.showwarning = lambda message, *_, **__: say("warning", str(message))
        try:
            _do(source, say)
        except TfjsBridgeError as error:
            say("refused", type(error).__name__, str(error))
        except Exception:  # a fault of ours, or of the user's code
            say("failed", traceback.format_exc())
        else:
            say("done")


def _speaker() -> Say:
    """Keep standard output for messages alone: what the user's code prints goes elsewhere."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(*message: Any) -> None:
        print(json.dumps(message), file=out, flush=True)

    return say


def _do(source: BinaryIO, say: Say) -> None:
    job: Job = pickle.load(source)  # noqa: S301 (from the process that started this one)
    use_settings(job)
    origin: Any = job.file
    if origin is None:
        try:
            origin = restored(source)
        except Exception as error:  # the user's classes raise anything
            say("not carried", keras_reason(error))
            return
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    request = request_of(
        job,
        lambda *step: say("progress", *step),
        lambda topic, text: say("notify", topic, text),
    )
    export_graph(origin, request)


def _end_with(source: BinaryIO) -> None:
    """End this process when the one that asked has ended: nobody waits for the answer."""
    source.read()
    os._exit(1)


if __name__ == "__main__":
    main()
