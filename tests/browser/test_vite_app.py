"""The example of Vite and TypeScript: built as its README says, and used in a browser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NO_ADAPTER
from tests.browser.library import served
from tests.conftest import ROOT
from tests.examples.projects import commands, project_in, run
from tfjs_bridge.artifact.folder import check_artifact

pytestmark = [
    pytest.mark.browser,
    pytest.mark.node,
    pytest.mark.slow,
    pytest.mark.needs("jax"),
    pytest.mark.skipif(sys.platform == "win32", reason="symbolic links"),
]

_APP = Path("examples/vite-app")
# What the README says the compiler refuses: an edit of main.ts, and what is said of it.
_MISTAKES = {
    "misspelt": ("apple: 'An", "aple: 'An", r"TS2561: .*'aple' does not exist"),
    "missing": ("  lemon: 'A lemon',\n", "", r"TS2741: Property 'lemon' is missing"),
    "input": (", weight: value", ", wight: value", r"TS2561: .*'wight' does not exist"),
    "size": ("value('width')]", "value('width'), 1]", r"TS2322: Type '\[number, number, number\]'"),
}


@pytest.fixture(scope="module")
def clone(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, after all commands of its README but the last, which serves what was built."""
    clone = project_in(tmp_path_factory.mktemp("clone"), _APP.name)
    *building, preview = commands(_APP.name)
    assert preview == ["npm", "run", "preview", "--prefix", str(_APP)]
    printed = [run(words, clone, node) for words in building]
    assert re.search(r"right of 500 others: 9\d\.\d%\n", printed[0])
    assert "warn" not in printed[-1].lower()
    return clone


def test_the_client_is_what_the_command_writes(clone: Path) -> None:
    """So the one that is checked in fits any training of the model."""
    check_artifact(clone / _APP / "public" / "model")
    written = (clone / _APP / "src" / "client.ts").read_bytes()
    assert written == (ROOT / _APP / "src" / "client.ts").read_bytes()


def test_the_answer_follows_what_is_typed(browser: Browser, clone: Path) -> None:
    """In the built page, on wasm, without asking another server."""
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda it: complaints.append(it.text) if it.text != NO_ADAPTER else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in served(clone / _APP / "dist"):
        page.goto(address)
        page.wait_for_selector("#kind:has-text('An apple.')", timeout=60_000)
        page.wait_for_selector("#status:has-text('On wasm, within ')")
        for name, value in {"length": "190", "width": "35", "weight": "120"}.items():
            page.fill(f"input[name={name}]", value)
        page.wait_for_selector("#kind:has-text('A banana.')")
        shares = page.locator("#kinds li").all_inner_texts()
        assert re.fullmatch(r"banana\s+(9\d|100)\.\d %", shares[0])
        assert len(shares) == 4
        page.fill("input[name=weight]", "")
        page.wait_for_selector("#kind:has-text('Fill in three numbers.')")
        page.fill("input[name=weight]", "120")
        page.press("input[name=weight]", "Enter")  # which does not send the form
        page.wait_for_selector("#kind:has-text('A banana.')")
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
        assert complaints == []
    page.close()


def test_the_compiler_refuses_what_the_model_does_not_have(clone: Path, node: str) -> None:
    """A label, an input or a size: each mistake by itself, in a copy of main.ts."""
    source = (clone / _APP / "src" / "main.ts").read_text("utf-8")
    for name, (right, wrong, _) in _MISTAKES.items():
        assert source.count(right) == 1, name
        (clone / _APP / "src" / f"{name}.ts").write_text(source.replace(right, wrong), "utf-8")
    command = [node, "node_modules/typescript/bin/tsc", "--pretty", "false"]
    done = subprocess.run(command, cwd=clone / _APP, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("src/")]
    assert len(lines) == len(_MISTAKES)
    for name, (_, _, said) in _MISTAKES.items():
        assert re.search(rf"^src/{name}\.ts.* error {said}", done.stdout, re.MULTILINE), name


def test_the_library_is_copied(clone: Path) -> None:
    """Vite's server would refuse its .wasm files where a link leads out of the project."""
    library = clone / _APP / "node_modules" / "tfjs-bridge"
    assert not library.is_symlink()
    assert (library / "tfjs-backend-wasm-simd.wasm").is_file()
