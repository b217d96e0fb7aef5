"""Runs a notebook as Jupyter does: ``python -m tests.examples.notebook FILE``.

It runs in FILE's folder, and its outputs are written into FILE. What it has started lives on until
this program's input ends. A process of its own: Playwright's event loop and the one that talks to
a kernel would be in each other's way.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT


def running(path: Path) -> Iterator[None]:
    """Run a notebook in an environment that is its own; its kernel lives until the test is done."""
    own = {
        # Nothing of this user's Jupyter, IPython or Keras.
        **{f"JUPYTER_{name}_DIR": str(path.parent / ".jupyter") for name in ("CONFIG", "DATA")},
        "JUPYTER_RUNTIME_DIR": str(path.parent / ".jupyter" / "runtime"),
        "IPYTHONDIR": str(path.parent / ".ipython"),
        "KERAS_HOME": str(path.parent / ".keras"),
        # What `%pip install` asks for is here already, or the run fails.
        "PIP_NO_INDEX": "1",
        "NO_COLOR": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    env = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"} | own
    command = [sys.executable, "-m", "tests.examples.notebook", str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", "see what it has written to stderr"
        yield
        process.stdin.close()


def main(path: Path) -> None:
    """Run all cells; a failed one ends this with its traceback."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=300, resources=resources, shutdown_kernel="immediate")
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        nbformat.write(notebook, path)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
