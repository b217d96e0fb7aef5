"""Runs our JavaScript on the texts that Python was run on."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).with_name("compare.mjs")


def run_javascript(node: str, folder: Path, content: dict[str, Any]) -> dict[str, Any]:
    """Return what `compare.mjs` prints.

    Args:
        node: Of the fixture.
        folder: For the file that it reads.
        content: `texts`, `cases` and `packings`, as `compare.mjs` describes them.
    """
    path = folder / "cases.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    done = subprocess.run([node, _PROGRAM, path], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result
