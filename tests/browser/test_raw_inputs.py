"""Tables and texts in a page, and in its worker: strings in, the right labels out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.library import build_site, served
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

_MAKE = """
import { makeTableArtifact, makeTextArtifact } from './test/helpers/make-features-artifact.mjs';
const [folder] = process.argv.slice(-1);
await makeTextArtifact(`${folder}/text`);
await makeTableArtifact(`${folder}/table`);
"""

_SCRIPT = """async () => {
  const { createTextClassifier, loadModel } = await import('/lib/index.js');
  const worker = new Worker('/scripts/worker.js', { type: 'module' });
  const found = {};
  const said = ({ name, message }) => [name, message];
  for (const [place, options] of Object.entries({ page: {}, worker: { worker } })) {
    const { classify, labels } = createTextClassifier(await loadModel('text', options));
    const table = await loadModel('table', options);
    const rows = { work: ['nurse', '看護師', '\\ud800'], code: [20n, 10, 20], age: [40, 2.5, 1] };
    found[place] = {
      labels,
      one: (await classify('So BAD, it rains...')).label,
      many: (await classify(['good', 'bad', 'rain'])).map(({ label, score }) => [label, score]),
      rows: Object.values(await table.predict(rows))[0],
      inputs: table.inputs,
      examples: table.selfTest.examples.ok,
      wrong: await table.predict({ ...rows, work: ['a', 'b', 3] }).catch(said),
      unknown: await table.predict({ ...rows, code: [10, 10, 30] }).catch(said),
    };
  }
  worker.terminate();
  return found;
}"""


@pytest.fixture(scope="module")
def site(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address."""
    folder = tmp_path_factory.mktemp("site")
    build_site(node, folder)
    _make_artifacts(node, folder)
    (folder / "scripts").mkdir()
    (folder / "scripts" / "worker.js").write_text("import '../lib/worker.js';")
    yield from served(folder)


def _make_artifacts(node: str, folder: Path) -> None:
    command = [node, "--input-type=module", "-e", _MAKE, str(folder)]
    subprocess.run(command, cwd=ROOT / "web", check=True)


@pytest.fixture(scope="module")
def found(browser: Browser, site: str) -> dict[str, Any]:
    """What a page and its worker say."""
    page = browser.new_page()
    page.goto(site)
    answers: dict[str, Any] = page.evaluate(_SCRIPT)
    page.close()
    return answers


@pytest.mark.parametrize("place", ["page", "worker"])
def test_texts_give_their_labels(found: dict[str, Any], place: str) -> None:
    """One text, and many."""
    answers = found[place]
    assert answers["labels"] == ["good", "bad", "neither"]
    assert answers["one"] == "neither"
    assert [label for label, _ in answers["many"]] == ["good", "bad", "neither"]
    assert answers["examples"]


@pytest.mark.parametrize("place", ["page", "worker"])
def test_rows_of_a_table_are_named_and_checked(found: dict[str, Any], place: str) -> None:
    """Strings, integers of 64 bits and floats; errors name the input and the place."""
    answers = found[place]
    assert [spec["dtype"] for spec in answers["inputs"]] == ["string", "int64", "float32"]
    assert len(answers["rows"]) == 3
    name, message = answers["wrong"]
    assert name == "DataError"
    assert message.startswith("table: input work[2]: not a value of its dtype; expected a string")
    assert answers["unknown"][1].startswith("table: input code[2][0]: a value that the vocabulary")


def test_a_worker_gives_what_the_page_gives(found: dict[str, Any]) -> None:
    """To the last bit."""
    assert found["worker"] == found["page"]
