"""Every fenced block of every page is run: as it stands, or by the test that claims it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import docs
from tests.conftest import ROOT
from tests.docs import Block
from tests.pages.claims import CLAIMS, Claim, claim_of, walked
from tests.pages.files import BEFORE
from tests.pages.printed import AROUND, PRINTS, pattern

BLOCKS = [block for page in docs.PAGES for block in docs.all_blocks(page)]
WALKED = [block for block in BLOCKS if walked(block)]
ALONE = [block for block in BLOCKS if "_that_keras_chooses" in getattr(claim_of(block), "test", "")]
# Keras looks words up on TensorFlow alone; the blocks behind those use what they export.
NEEDS = {
    "--picture": "matplotlib",
    **dict.fromkeys(("StringLookup", "TextVectorization", "rows.json", "nurse"), "tensorflow"),
    **dict.fromkeys(("createTextClassifier", "heart.keras", "vectorize.keras"), "tensorflow"),
}


def _with_needs(block: Block) -> object:
    needs = {module for word, module in NEEDS.items() if word in block.code}
    return pytest.param(block, id=str(block), marks=pytest.mark.needs(*sorted(needs)))


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_block_is_claimed(block: Block) -> None:
    """What nothing runs will be wrong one day: claims.py says what to do with a new one."""
    assert block.language, "say behind the fence what language it is"
    lines = docs.command_lines(block.code) if block.language == "sh" else [""]
    assert walked(block) or all(claim_of(block, line) for line in lines)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.page}-{claim.test}")
def test_every_claim_holds(claim: Claim) -> None:
    """It is of a block that there is; its test is there and reads the page, or it says why not."""
    parts = [
        (block, part)
        for block in BLOCKS
        for part in (block.code, *docs.command_lines(block.code))
        if claim_of(block, part) is claim
    ]
    for start in claim.starts or ("",):
        assert any(part.startswith(start) for _, part in parts), start
    file, _, found_by = claim.test.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert found_by in text, claim.test
    if not claim.why:
        assert {Path(block.page).name for block, _ in parts} & set(re.findall(r"[\w-]+\.md", text))


def test_nothing_is_left_of_blocks_that_are_gone() -> None:
    """What is prepared, run around blocks or printed by them is of blocks that are run."""
    known = {(block.page, block.language, block.number) for block in WALKED}
    assert {*AROUND, *PRINTS} <= known
    parts = {(block.page, part) for block in WALKED for part in walked(block)}
    for page, start in BEFORE:
        assert any(where == page and part.startswith(start) for where, part in parts), (page, start)


@pytest.fixture(scope="module")
def outcomes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, node: str
) -> dict[str, list[str]]:
    """What the blocks printed, and what failed; of the pages that a test is about to ask for."""
    del node  # their commands run it
    folder = tmp_path_factory.mktemp("pages")
    asked = [item for item in request.session.items if item.nodeid.startswith(_THIS)]
    pages = {item.callspec.params["block"].page for item in asked}  # type: ignore[attr-defined]
    env = {**os.environ, "KERAS_BACKEND": "jax", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    # What is compiled is run once or twice: compiling well takes longer than it saves.
    env |= {"TF_CPP_MIN_LOG_LEVEL": "3", "XLA_FLAGS": "--xla_backend_optimization_level=0"}
    out = folder / "outcomes"
    command = [sys.executable, "-m", "tests.pages.walk", folder, out, *sorted(pages)]
    subprocess.run(command, cwd=folder, env=env, check=True)
    found: dict[str, list[str]] = json.loads(out.read_text(encoding="utf-8"))
    return found


_THIS = "tests/pages/test_blocks.py::test_it_runs_as_it_stands["


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.needs("jax")
@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
@pytest.mark.parametrize("block", [_with_needs(block) for block in WALKED])
def test_it_runs_as_it_stands(outcomes: dict[str, list[str]], block: Block) -> None:
    """In its page's order, and it prints what it should."""
    printed, error = outcomes[str(block)]
    assert not error, f"{printed}\n{error}"
    assert re.fullmatch(pattern(block), printed, re.DOTALL), printed


@pytest.mark.slow
@pytest.mark.parametrize("block", ALONE, ids=str)
def test_it_runs_on_the_backend_that_keras_chooses(tmp_path: Path, block: Block) -> None:
    """As for who reads README.md first, or trains as docs/training.md says, in one process."""
    env = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"}
    command = [sys.executable, "-c", block.code]
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "exported" / "mine" / "metadata.json").is_file()
