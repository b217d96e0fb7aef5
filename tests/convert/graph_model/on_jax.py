"""Programs of the tests in processes of their own, whose Keras is on JAX."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

# What is compiled runs a few times: a tenth of the time for Keras's outputs.
FAST_COMPILER = "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true"
# Small programs compile in two thirds of that time. XLA ends at flags that it does not know, as
# older ones do not.
FASTEST_COMPILER = f"{FAST_COMPILER} --xla_cpu_parallel_codegen_split_count=1"
FASTEST_COMPILER += " --xla_cpu_use_fusion_emitters=false"


def run_on_jax(module: str, folder: Path, *names: str) -> list[dict[str, Any]]:
    """What a program prints, a line of JSON each: this process's Keras may be on another backend.

    Args:
        module: Of the program, which is run with `-m`.
        folder: Where it writes.
        names: Of what it is to write there, if not all that it knows.
    """
    env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": str(ROOT)}
    env.setdefault("XLA_FLAGS", FASTEST_COMPILER)
    program = [sys.executable, "-m", module, str(folder), *names]
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
