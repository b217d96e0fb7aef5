"""`loadModel` in a page's worker: the same answers as in the page, and the same errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.library import build_site, served

pytestmark = [pytest.mark.browser, pytest.mark.node]

_PICTURES = "Array.from({ length: 3 }, (_, k) => new Float32Array(784).map((_, i) => (i % 9) / 9))"


@pytest.fixture(scope="module")
def site(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address."""
    folder = tmp_path_factory.mktemp("site")
    build_site(node, folder)
    # As `import 'tfjs-bridge/worker'` in a project.
    (folder / "scripts").mkdir()
    (folder / "scripts" / "worker.js").write_text("import '../lib/worker.js';")
    yield from served(folder)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page of the site."""
    page = browser.new_page()
    page.goto(site)
    yield page
    page.close()


def _run(page: Page, body: str) -> Any:
    """What the body of a function returns, or the name and the message of its error."""
    return page.evaluate(f"""async () => {{
      const {{ loadModel }} = await import('/lib/index.js');
      const worker = new Worker('/scripts/worker.js', {{ type: 'module' }});
      try {{ {body} }} catch (error) {{
        const {{ name, message, exitCode }} = error;
        return {{ name, message, exitCode }};
      }} finally {{ worker.terminate(); }}
    }}""")


def test_a_worker_answers_as_the_page_does(page: Page) -> None:
    """Addresses are relative to the page, and progress is told of loading and of runs."""
    result = _run(
        page,
        f"""
        const loaded = [], done = [];
        const model = await loadModel('cnn', {{ worker,
          onProgress: (bytes, total) => loaded.push(bytes / total) }});
        const pictures = {_PICTURES};
        const batches = {{ batchSize: 2, onProgress: (...args) => done.push(args) }};
        const there = await model.predict(pictures, batches);
        const typed = await model.predict(pictures[0], {{ as: 'typedArrays' }});
        const here = await loadModel('cnn');
        const facts = ({{ label, name, inputs, outputs, labels, backend }}) =>
          JSON.stringify([label, name, inputs, outputs, labels, backend]);
        return {{ there, here: await here.predict(pictures), loaded: loaded.at(-1), done,
          shape: Object.values(typed)[0].shape, facts: [facts(model), facts(here)] }};
        """,
    )
    assert result["there"] == result["here"]
    assert result["loaded"] == 1
    assert result["done"] == [[2, 3], [3, 3]]
    assert result["shape"] == [10]
    assert result["facts"][0] == result["facts"][1]


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        pytest.param(
            "await loadModel('gone', { worker })", "ArtifactError", "not found", id="gone"
        ),
        pytest.param(
            "await loadModel('cnn', { worker, fetchFunc: fetch })",
            "UsageError",
            "fetchFunc: not possible with a worker",
            id="function",
        ),
        pytest.param(
            "await (await loadModel('cnn', { worker })).predict([1, 2])",
            "DataError",
            "wrong shape",
            id="input",
        ),
        pytest.param(
            "await (await loadModel('cnn', { worker })).predict({ x: () => 1 })",
            "UsageError",
            "expected plain values",
            id="uncloneable",
        ),
        pytest.param(
            "await (await loadModel('cnn', { worker })).predict([], { as: 'tensors' })",
            "UsageError",
            "expected arrays or typedArrays",
            id="tensors",
        ),
        pytest.param(
            "const model = await loadModel('cnn', { worker }); model.dispose();"
            "await model.predict([])",
            "UsageError",
            "used after dispose()",
            id="disposed",
        ),
        pytest.param(
            "await loadModel('cnn', { worker: new Worker('/nowhere.js', { type: 'module' }) })",
            "UsageError",
            "worker: it failed",
            id="no script",
        ),
        pytest.param(
            "await loadModel('cnn', { worker, signal: AbortSignal.abort(new Error('enough')) })",
            "Error",
            "enough",
            id="aborted",
        ),
    ],
)
def test_errors_are_those_of_the_page(page: Page, body: str, error: str, message: str) -> None:
    """With their class and exit code, also where they come from the worker."""
    refused = _run(page, body)
    assert refused["name"] == error
    assert message in refused["message"]
    codes = {"UsageError": 2, "ArtifactError": 4, "DataError": 4}
    assert refused.get("exitCode") == codes.get(error)


def test_an_abort_stops_a_run_between_two_batches(page: Page) -> None:
    """The worker goes on to answer others."""
    result = _run(
        page,
        f"""
        const model = await loadModel('cnn', {{ worker }});
        const controller = new AbortController();
        const onProgress = () => controller.abort(new Error('enough'));
        const options = {{ batchSize: 1, onProgress, signal: controller.signal }};
        const many = new Float32Array(784 * 500);
        const message = await model.predict(many, options).catch((error) => error.message);
        const [one] = Object.values(await model.predict({_PICTURES}[0]));
        return {{ message, length: one.length }};
        """,
    )
    assert result == json.loads('{"message": "enough", "length": 10}')
