"""The program that runs blocks of pages as they stand, on JAX.

Usage: KERAS_BACKEND=jax python -m tests.pages.walk FOLDER OUT PAGE [PAGE ...]

Writes to OUT an object of JSON: by a block's id what was printed, and what failed. One process
runs all of them, since Keras takes seconds to start; what they print goes through its streams.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import traceback
from pathlib import Path

import keras

from tests.conftest import ROOT
from tests.docs import Block, all_blocks
from tests.pages.claims import walked
from tests.pages.files import prepare, write_all
from tests.pages.printed import around
from tfjs_bridge.cli.app import app

_LONGEST_S = 300
_OUTCOME = tuple[str, str]  # what was printed, and the error


def main(folder: Path, out: Path, pages: list[str]) -> None:
    """Run all blocks of some pages that no other test claims."""
    # For lines that run as one script: the command is beside this Python.
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    start = folder / "start"
    start.mkdir()
    write_all(start)
    outcomes: dict[str, _OUTCOME] = {}
    for page in pages:
        own = folder / page.replace("/", "-")
        shutil.copytree(start, own, symlinks=True)
        os.chdir(own)
        prepare(own, page, "")
        for block in all_blocks(ROOT / page):
            if walked(block):
                outcomes[str(block)] = _outcome(block)
    out.write_text(json.dumps(outcomes), encoding="utf-8")


def _outcome(block: Block) -> _OUTCOME:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            for part in _parts(block):
                prepare(Path.cwd(), block.page, part)
                _RUN[block.language](part, block)
        except (Exception, SystemExit):  # of the reader's code, whatever it is
            return printed.getvalue(), traceback.format_exc()
    return printed.getvalue(), ""


def _parts(block: Block) -> list[str]:
    """What is run by itself: all of a block, a line, or all lines where one sets a variable."""
    parts = walked(block)
    sets = block.language == "sh" and any(re.match(r"\w+=", part) for part in parts)
    return ["\n".join(parts)] if sets else parts


def _python(code: str, block: Block) -> None:
    keras.utils.clear_session(free_memory=False)
    exported = Path("exported", "mine")
    is_export = str(exported) in code
    if is_export:
        shutil.rmtree(exported, ignore_errors=True)
    exec(compile(code, str(block), "exec"), {"__name__": "__main__"})  # noqa: S102
    if is_export and not (exported / "metadata.json").is_file():
        raise RuntimeError(f"{block}: {exported} was not written")


def _javascript(code: str, block: Block) -> None:
    before, after = around(block)
    Path("code.mjs").write_text(before + code + after, encoding="utf-8")
    _program(["node", "code.mjs"])


def _shell(line: str, block: Block) -> None:
    words = shlex.split(line)
    # It would change the environment of the tests, or ask a registry: something to claim.
    if {"pip", "npm"} & set(words[:3]) or "--install" in words:
        raise RuntimeError(f"{block}: it installs; expected a claim in claims.py for: {line}")
    if words[0] == "tfjs-bridge" and "\n" not in line:
        keras.utils.clear_session(free_memory=False)
        try:
            app(words[1:], prog_name="tfjs-bridge")
        except SystemExit as end:
            if end.code:
                raise
    elif words[:2] == ["npx", "tfjs-bridge"]:
        _program(["node", "node_modules/tfjs-bridge/node/tfjs-bridge.mjs", *words[2:]])
    else:
        _program(["sh", "-e", "-c", line])


def _program(command: list[str]) -> None:
    # One that goes on until Ctrl-C has to be claimed.
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=_LONGEST_S, check=False
    )
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}")


_RUN = {"python": _python, "js": _javascript, "sh": _shell}

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
