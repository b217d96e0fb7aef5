"""Pages that `tfjs-bridge new` writes: installed, checked, built and used in a browser."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.browser.conftest import NO_ADAPTER
from tests.browser.fingers import stroke_down
from tests.browser.library import served
from tests.cli.run import run_cli
from tests.conftest import made_once
from tests.scaffold.artifacts import (
    PRETRAINED_KINDS,
    write_colours,
    write_documented,
    write_values,
)
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.metadata import read_metadata
from tfjs_bridge.scaffold.project import write_project

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.slow]


@pytest.fixture(scope="module")
def work(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Artifacts, and the one project in which `new --install` installed packages."""
    del node
    folder = tmp_path_factory.mktemp("work")
    write_colours(folder / "colours")
    write_values(folder / "values")
    done = run_cli("new", "picture", "--from", "colours", "--install", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Next:\n  npm --prefix picture run dev\n")
    return folder


def _built(work: Path, kind: str, artifact: Path) -> Path:
    """Write a project, with the packages of the first, check its types and build it."""
    project = work / kind
    if not project.exists():
        write_project(project, artifact, "page")
        (project / "node_modules").symlink_to(work / "picture" / "node_modules")
    build = ["npm", "run", "build"]
    done = subprocess.run(build, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # Without its side effects a bundler would leave out what registers a backend.
    assert next(project.glob("dist/assets/webgl-*.js")).stat().st_size > 100_000
    assert "warn" not in done.stdout.lower() + done.stderr.lower()
    assert "(!)" not in done.stdout + done.stderr
    return project / "dist"


@contextmanager
def _opened(browser: Browser, address: str, *, touch: bool = False) -> Iterator[Page]:
    """The page once its model is ready; it complains of nothing, and asks no other server."""
    page = browser.new_page(has_touch=touch)
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda it: complaints.append(it.text) if it.type != "info" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    page.wait_for_selector("body[data-state=ready], body[data-state=failed]", timeout=60_000)
    found = r"(differs from Keras by \d\.\de-\d+ at most|exactly Keras's numbers)"
    assert re.fullmatch(rf"Ready on wasm: {found}\.", _status(page))
    yield page
    assert _status(page).startswith("Ready"), _status(page)
    own = tuple(f"{scheme}{address.partition('://')[2]}" for scheme in ("http://", "ws://"))
    assert [url for url in requests if not url.startswith((*own, "blob:", "data:"))] == []
    quiet = ("[vite]", NO_ADAPTER)
    assert [text for text in complaints if not text.startswith(quiet)] == []
    page.close()


def _status(page: Page) -> str:
    return page.locator("#status").inner_text()


def _bars(page: Page, root: str = "#answer") -> list[str]:
    page.wait_for_selector(f"{root} li")
    return [" ".join(text.split()) for text in page.locator(f"{root} li").all_inner_texts()]


def _picture(colour: Any) -> FilePayload:
    import io

    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "png")
    return _file(data.getvalue())


def _file(data: bytes) -> FilePayload:
    return {"name": "mine.png", "mimeType": "image/png", "buffer": data}


def _drop(page: Page, file: FilePayload) -> None:
    script = """([bytes, type]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'dropped', { type }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    }"""
    page.evaluate(script, [list(file["buffer"]), file["mimeType"]])


def _classifies(page: Page) -> None:
    page.set_input_files("#file", files=[_picture((10, 200, 30))])
    shown = _bars(page)
    assert re.fullmatch(r"green 9\d\.\d %", shown[0])
    _drop(page, _picture((20, 30, 220)))
    page.wait_for_selector("#answer li:first-child:has-text('blue')")
    page.set_input_files("#file", files=[_file(b"no picture")])
    page.wait_for_selector("body[data-state=failed]")
    assert "cannot be read; expected a picture" in _status(page)
    page.set_input_files("#file", files=[_picture((10, 200, 30))])
    page.wait_for_selector("#answer li:first-child:has-text('green')")


def test_a_page_classifies_pictures(browser: Browser, work: Path) -> None:
    """That are chosen or dropped; what is no picture is said so, and the next one is taken."""
    site = _built(work, "picture", work / "colours")
    for address in served(site):
        with _opened(browser, address) as page:
            _classifies(page)


def test_a_built_page_may_lie_in_any_folder(browser: Browser, work: Path) -> None:
    """Of a server that has other pages, too."""
    site = _built(work, "picture", work / "colours").parent
    for address in served(site):
        with _opened(browser, f"{address}dist/") as page:
            page.set_input_files("#file", files=[_picture((200, 20, 30))])
            assert _bars(page)[0].startswith("red ")
    page = browser.new_page()
    page.goto((site / "dist" / "index.html").as_uri())
    assert _status(page).startswith("This page has to come from a web server.")
    page.close()


@pytest.mark.parametrize("script", ["dev", "preview"])
def test_two_commands_show_it(browser: Browser, work: Path, script: str) -> None:
    """The second is a server of Vite's, which would open a browser of the user's."""
    if script == "preview" and not (work / "picture" / "dist").exists():
        _built(work, "picture", work / "colours")
    options = ["--", "--port", "0", "--host=127.0.0.1"]
    command = ["npm", "--prefix", "picture", "run", script, *options]
    env = {**os.environ, "BROWSER": "none", "NO_COLOR": "1"}
    with subprocess.Popen(
        command, cwd=work, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            address = next(found[0] for it in lines if (found := re.search(r"http://\S+/", it)))
            with _opened(browser, address) as page:
                _classifies(page)
        finally:
            os.killpg(server.pid, 15)


def test_a_page_has_a_form_for_values(browser: Browser, work: Path) -> None:
    """Filled with an example, whose outputs are Keras's."""
    site = _built(work, "form", work / "values")
    golden = read_golden(work / "values", read_metadata(work / "values").golden)
    price, kind = (output.value[0] for output in golden.outputs)
    for address in served(site):
        with _opened(browser, address) as page:
            assert page.locator("legend").all_inner_texts() == ["age", "tags"]
            page.click("button[type=submit]")
            page.wait_for_selector("#answer section")
            shown = page.locator("#answer section:first-child p").inner_text()
            assert float(shown) == pytest.approx(float(price[0]), rel=1e-4)
            best = _bars(page, "#answer section:last-child")[0]
            assert best == f"{kind.argmax()} {100 * kind.max():.1f} %"
            page.get_by_label("age", exact=True).fill("1000")
            page.click("button[type=submit]")
            page.wait_for_function(
                "(text) => document.querySelector('#answer p').innerText !== text", arg=shown
            )
            page.get_by_label("table, as JSON:").fill("[[1")
            page.click("button[type=submit]")
            page.wait_for_selector("body[data-state=failed]")
            assert _status(page).startswith("table: not valid JSON; expected arrays within arrays")
            page.get_by_label("table, as JSON:").fill(str([[0] * 10] * 4))
            page.click("button[type=submit]")
            page.wait_for_selector("body[data-state=ready]")


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table and a text, whose words are looked up before the network."""
    return made_once(tmp_path_factory, "documented", write_documented)


@pytest.mark.needs("tensorflow")
def test_a_page_has_a_form_for_a_table(browser: Browser, work: Path, documented: Path) -> None:
    """With a field for words; the example's outputs are Keras's."""
    site = _built(work, "table", documented / "table")
    golden = read_golden(documented / "table", read_metadata(documented / "table").golden)
    income = golden.outputs[0].value[0]
    for address in served(site):
        with _opened(browser, address) as page:
            assert page.get_by_label("work", exact=True).get_attribute("type") == "text"
            page.click("button[type=submit]")
            assert _bars(page)[0] == f"{income.argmax()} {100 * income.max():.1f} %"
            page.get_by_label("work", exact=True).fill("no such word")
            page.get_by_label("age", exact=True).fill("34")
            before = page.locator("#answer").inner_text()
            page.click("button[type=submit]")
            changed = "(text) => document.querySelector('#answer').innerText !== text"
            page.wait_for_function(changed, arg=before)


@pytest.mark.needs("tensorflow")
def test_a_page_classifies_texts(browser: Browser, work: Path, documented: Path) -> None:
    """While they are written."""
    site = _built(work, "sentences", documented / "text")
    for address in served(site):
        with _opened(browser, address) as page:
            page.fill("#text", "What a wonderful film!")
            shown = _bars(page)
            assert sorted(text.split()[0] for text in shown) == ["negative", "positive"]
            assert all(text.endswith(" %") for text in shown)


def test_a_page_reads_drawn_digits(browser: Browser, work: Path) -> None:
    """A vertical stroke of the mouse, and a quick one of a finger, after which a tap counts."""
    site = _built(work, "digit", PRETRAINED_KINDS["digit"])
    for address in served(site):
        with _opened(browser, address) as page:
            box = page.locator("#pad").bounding_box()
            assert box is not None
            page.mouse.move(box["x"] + 140, box["y"] + 40)
            page.mouse.down()
            page.mouse.move(box["x"] + 140, box["y"] + 240, steps=5)
            page.mouse.up()
            page.wait_for_selector("#answer li:first-child:has-text('1')")
            page.click("#clear")
            page.wait_for_selector("#answer li", state="detached")
        with _opened(browser, address, touch=True) as page:
            stroke_down(page, "#pad")
            page.wait_for_selector("#answer li:first-child:has-text('1')")
            page.tap("#clear")
            page.wait_for_selector("#answer li", state="detached")


def test_a_page_writes_text(browser: Browser, work: Path) -> None:
    """It goes on from what was typed."""
    site = _built(work, "characters", PRETRAINED_KINDS["characters"])
    for address in served(site):
        with _opened(browser, address) as page:
            page.fill("#start", "ROMEO:")
            page.fill("#length", "30")
            page.click("#write")
            page.wait_for_function("document.querySelector('#answer').textContent.length === 36")
            assert page.locator("#answer").inner_text().startswith("ROMEO:")
