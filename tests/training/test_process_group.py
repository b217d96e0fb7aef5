"""Sharing out batches, and options that do not fit each other."""

from __future__ import annotations

import socket

import numpy as np
import pytest

from tfjs_bridge.errors import UsageError
from tfjs_bridge.training.process_group import ALONE, ProcessGroup, check_process_group, join, share


def test_batches_are_shared_out_evenly() -> None:
    """Each process has its part of every batch, in order; the last, short one too."""
    values = np.arange(11)
    first, second = (share(values, 4, ProcessGroup(2, process, "h:1")) for process in range(2))
    assert first.tolist() == [0, 1, 4, 5, 8]
    assert second.tolist() == [2, 3, 6, 7, 9]
    assert share(values, 4, ALONE) is values


@pytest.mark.parametrize(
    ("group", "batch_size", "backend", "message"),
    [
        pytest.param(ProcessGroup(2, 2, "h:1"), 4, "jax", "--process-id 2: no such", id="process"),
        pytest.param(ProcessGroup(1, 0, "h:1"), 4, "jax", "there is one process", id="alone"),
        pytest.param(ProcessGroup(2, 0), 4, "jax", "expected HOST:PORT", id="no coordinator"),
        pytest.param(ProcessGroup(2, 0, "host"), 4, "jax", "got host", id="no port"),
        pytest.param(ProcessGroup(2, 0, "h:99999"), 4, "jax", "got h:99999", id="port"),
        pytest.param(ProcessGroup(2, 0, "h:1"), 4, "tensorflow", "--backend jax", id="backend"),
        pytest.param(ProcessGroup(2, 0, "h:1"), 5, "jax", "a multiple of --num-proc", id="batch"),
    ],
)
def test_what_cannot_work_is_refused(
    group: ProcessGroup, batch_size: int, backend: str, message: str
) -> None:
    """Before anything is started."""
    with pytest.raises(UsageError, match=message):
        check_process_group(group, batch_size, backend)
    check_process_group(ALONE, 5, "tensorflow")


def test_a_taken_port_is_said() -> None:
    """Before JAX tries it and ends the process."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(UsageError, match="process 0 cannot listen there"):
            join(None, ProcessGroup(2, 0, address))
