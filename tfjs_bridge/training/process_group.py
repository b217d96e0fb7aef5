"""Training in several processes at once, by Keras's own distribution on JAX."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfjs_bridge.errors import UsageError

_COORDINATOR_TIMEOUT_S = 60.0
_RETRY_S = 0.5


@dataclass(frozen=True, slots=True)
class ProcessGroup:
    """The processes that train one model together; each takes its share of every batch.

    Attributes:
        processes: How many there are.
        process: Which one this is, from 0. The first one writes the results.
        coordinator: ``HOST:PORT`` of the first one; empty for a process alone.
    """

    processes: int = 1
    process: int = 0
    coordinator: str = ""

    @property
    def is_main(self) -> bool:
        """Whether this process reports, keeps checkpoints and exports."""
        return self.process == 0

    @property
    def is_alone(self) -> bool:
        """Whether there is no other process."""
        return self.processes == 1


ALONE = ProcessGroup()


def check_process_group(group: ProcessGroup, batch_size: int, backend: str) -> None:
    """Refuse what cannot work, before anything is started.

    Args:
        group: The processes that are to train together.
        batch_size: Examples in a batch of all of them.
        backend: Keras's.

    Raises:
        UsageError: The options do not fit each other.
    """
    if not 0 <= group.process < group.processes:
        raise UsageError(
            f"--process-id {group.process}: no such process; expected 0 to "
            f"{group.processes - 1}, for --num-processes {group.processes}. Number the "
            f"processes from 0."
        )
    if group.is_alone:
        if group.coordinator:
            raise UsageError(
                f"--coordinator {group.coordinator}: there is one process; expected "
                f"--num-processes of at least 2, got 1. Pass it, or leave --coordinator out."
            )
        return
    _address(group.coordinator)
    if backend != "jax":
        raise UsageError(
            f"--num-processes {group.processes}: works on Keras's jax backend only; expected "
            f"--backend jax, got {backend}. Pass --backend jax."
        )
    if batch_size % group.processes:
        raise UsageError(
            f"--batch-size {batch_size}: cannot be split evenly; expected a multiple of "
            f"--num-processes {group.processes}, got {batch_size}. Choose another."
        )


def prepare(group: ProcessGroup) -> None:
    """Set what JAX reads only once, when it is imported."""
    if group.is_alone:
        return
    # JAX's other choice for CPUs, MPI, has to be installed; GPUs have their own collectives.
    os.environ.setdefault("JAX_CPU_COLLECTIVES_IMPLEMENTATION", "gloo")
    _keep_gloo_from_stdout()


def _keep_gloo_from_stdout() -> None:
    """Send to stderr what Gloo prints to stdout, "[Gloo] Rank 0 is connected": results go there."""
    sys.stdout.flush()
    ours = os.dup(1)  # Gloo is native code and writes to the file descriptor, not to `sys.stdout`
    os.dup2(2, 1)
    sys.stdout = os.fdopen(ours, "w", encoding=sys.stdout.encoding, buffering=1)


def join(keras: Any, group: ProcessGroup) -> Any:
    """Join the other processes.

    Args:
        keras: The module.
        group: The processes that train together.

    Returns:
        The distribution to train in: its `scope()` is a context manager. That of a process alone
        does nothing.

    Raises:
        UsageError: The first process could not be reached, or cannot listen at its address.
    """
    if group.is_alone:
        return _Alone()
    host, port = _address(group.coordinator)
    # JAX ends the process, without a Python error, where it cannot listen at the address or reaches
    # nobody there. So both are tried first.
    if group.is_main:
        _check_free(host, port, group.coordinator)
    else:
        _wait_for(host, port, group.coordinator)
    keras.distribution.initialize(group.coordinator, group.processes, group.process)
    # Keras can share out a tf.data.Dataset itself, which would need TensorFlow: `share` does it.
    return keras.distribution.DataParallel(auto_shard_dataset=False)


def share(values: Any, batch_size: int, group: ProcessGroup) -> Any:
    """Return this process's part of each batch, one after another.

    Args:
        values: An array, examples first, in the order of training.
        batch_size: Examples in a batch of all processes together.
        group: All take equal parts, so up to `processes` - 1 examples at the end are left out.
    """
    if group.is_alone:
        return values
    # Each step is one exchange of gradients: a process with a step more would wait for ever.
    part = batch_size // group.processes
    whole = len(values) // batch_size * batch_size
    batches = values[:whole].reshape(-1, group.processes, part, *values.shape[1:])
    rest = (len(values) - whole) // group.processes
    start = whole + group.process * rest
    own = batches[:, group.process].reshape(-1, *values.shape[1:])
    return np.concatenate([own, values[start : start + rest]])


class _Alone:
    def scope(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()


def _address(coordinator: str) -> tuple[str, int]:
    host, _, port = coordinator.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 2**16:
        raise UsageError(
            f"--coordinator: expected HOST:PORT of the first process, got "
            f"{coordinator or 'nothing'}. Pass the same address to all processes, such as "
            f"127.0.0.1:12345."
        )
    return host.strip("[]"), int(port)


def _check_free(host: str, port: int, coordinator: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # A port that was used a moment ago is free enough for JAX.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"--coordinator {coordinator}: process 0 cannot listen there; expected an address "
                f"of this machine with a free port, got: {error.strerror or error}. Choose another."
            ) from error


def _wait_for(host: str, port: int, coordinator: str) -> None:
    deadline = time.monotonic() + _COORDINATOR_TIMEOUT_S
    while True:
        try:
            socket.create_connection((host, port), timeout=_COORDINATOR_TIMEOUT_S).close()
            return
        except OSError as error:
            if time.monotonic() >= deadline:
                raise UsageError(
                    f"--coordinator {coordinator}: no answer in {_COORDINATOR_TIMEOUT_S:.0f} s; "
                    f"expected process 0 to listen there, got: {error.strerror or error}. Start "
                    f"it, and check address and firewall."
                ) from error
            time.sleep(_RETRY_S)
