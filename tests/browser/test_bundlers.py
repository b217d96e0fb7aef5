"""The npm package in real projects of bundlers, as docs/bundlers.md says, and without any."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from tests import docs
from tests.browser.conftest import NO_ADAPTER, QuietHandler, running
from tests.browser.library import served
from tests.conftest import PRETRAINED, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

_PROJECT = ROOT / "tests" / "browser" / "bundlers"
_PAGE = ROOT / "docs" / "bundlers.md"
_WITH_WORKER = """
import { loadModel } from 'tfjs-bridge';
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const model = await loadModel('cnn', { worker });
const [scores] = Object.values(await model.predict(new Float32Array(784)));
globalThis.result = { backend: model.backend, classes: scores.length };
"""
_TYPED = """
import { loadModel, type ProvenModel } from 'tfjs-bridge';
export const start = (): Promise<ProvenModel> => loadModel('model', { cache: true });
"""
_EXPORTS = frozenset(re.findall(r"\b\w+\b", (ROOT / "web" / "src" / "index.js").read_text("utf-8")))
_QUIET = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")


@pytest.fixture(scope="module")
def project(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's project, with the bundlers and the packed package installed."""
    del node
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(_PROJECT, folder, dirs_exist_ok=True)
    pack = ["npm", "pack", "--pack-destination", str(folder), "--loglevel=error"]
    subprocess.run(pack, cwd=ROOT / "web", check=True, capture_output=True)
    package = next(folder.glob("*.tgz")).name
    # Not by `npm ci`: with Vite 8.4 it asks for an optional package that lockfiles leave out.
    command = ["npm", "install", "--no-save", "--prefer-offline", *_QUIET, package]
    subprocess.run(command, cwd=folder, check=True)
    shutil.copytree(PRETRAINED / "cnn", folder / "public" / "cnn")
    return folder


def _is_warning(message: ConsoleMessage) -> bool:
    return message.type == "warning" and message.text != NO_ADAPTER


def _result(browser: Browser, address: str) -> tuple[dict[str, Any], list[str]]:
    """What the project's page found, and what it warned of."""
    page = browser.new_page()
    warnings: list[str] = []
    page.on("console", lambda it: warnings.append(it.text) if _is_warning(it) else None)
    page.goto(address)
    page.wait_for_function("globalThis.result", timeout=60_000)
    result = page.evaluate("globalThis.result")
    page.close()
    return result, [text for text in warnings if text.startswith("tfjs-bridge:")]


def _assert_wasm(browser: Browser, address: str) -> None:
    result, warnings = _result(browser, address)
    assert result.get("error") is None
    assert (result["backend"], result["ok"], result["label"]) == ("wasm", True, "1")
    assert (result["trials"][0]["backend"], result["trials"][0]["problem"]) == ("wasm", "")
    assert warnings == []


def test_vite_builds_it(browser: Browser, node: str, project: Path) -> None:
    """With its default target, and its .wasm files as assets."""
    command = [node, "node_modules/vite/bin/vite.js", "build"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    for address in served(project / "dist"):
        _assert_wasm(browser, address)


def test_vite_builds_a_worker(browser: Browser, node: str, project: Path, tmp_path: Path) -> None:
    """Its script is one line, and has types."""
    for name in ("index.html", "package.json"):
        shutil.copy(project / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(project / "node_modules")
    shutil.copytree(project / "public", tmp_path / "public")
    (tmp_path / "worker.js").write_text("import 'tfjs-bridge/worker';", "utf-8")
    (tmp_path / "main.js").write_text(_WITH_WORKER, "utf-8")
    command = [node, "node_modules/vite/bin/vite.js", "build"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for address in served(tmp_path / "dist"):
        result, warnings = _result(browser, address)
    assert (result, warnings) == ({"backend": "wasm", "classes": 10}, [])
    types = project / "node_modules" / "tfjs-bridge" / "types" / "src" / "predictor"
    assert (types / "worker.d.ts").is_file()


def test_vite_serves_it(browser: Browser, node: str, project: Path) -> None:
    """Its server puts packages into a cache of scripts, where no .wasm file lies."""
    command = [node, "vite-server.mjs"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            _assert_wasm(browser, server.stdout.readline().strip())
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def webpack_site(node: str, project: Path) -> Path:
    """What webpack wrote, with the page and the artifact."""
    subprocess.run([node, "webpack.mjs"], cwd=project, check=True)
    site = project / "webpack-site"
    shutil.copytree(project / "dist", site, ignore=shutil.ignore_patterns("assets", "index.html"))
    shutil.copy(project / "index.html", site)
    shutil.copytree(PRETRAINED / "cnn", site / "cnn", dirs_exist_ok=True)
    return site


def test_webpack_builds_it(browser: Browser, webpack_site: Path) -> None:
    """Without a setting."""
    for address in served(webpack_site):
        _assert_wasm(browser, address)


def test_without_its_wasm_files_it_says_why_it_is_slow(
    browser: Browser, webpack_site: Path, tmp_path: Path
) -> None:
    """The model runs on cpu; a warning and the trials say what is missing."""
    site = tmp_path / "site"
    shutil.copytree(webpack_site, site, ignore=shutil.ignore_patterns("*.wasm"))
    for address in served(site):
        result, warnings = _result(browser, address)
    assert (result["backend"], result["ok"]) == ("cpu", True)
    assert result["trials"][0]["backend"] == "wasm"
    assert "status 404" in result["trials"][0]["problem"]
    assert len(warnings) == 1
    assert "cnn runs on cpu" in warnings[0]
    assert "option wasmFolder" in warnings[0]


def _site(project: Path, site: Path) -> Path:
    """Add the page and the artifact to what a bundler wrote."""
    shutil.copy(project / "index.html", site)
    shutil.copytree(PRETRAINED / "cnn", site / "cnn")
    return site


def test_rollup_builds_it(browser: Browser, node: str, project: Path) -> None:
    """With the documented configuration."""
    (config,) = [code for code in docs.blocks(_PAGE, "js") if "rollup.config" in code]
    (project / "rollup.config.mjs").write_text(config, "utf-8")
    rollup = "node_modules/rollup/dist/bin/rollup"
    command = [node, rollup, "--config", "rollup-quick.mjs", "--silent"]
    subprocess.run(command, cwd=project, check=True)
    for address in served(_site(project, project / "site")):
        _assert_wasm(browser, address)


def test_esbuild_builds_a_page_and_its_worker(
    browser: Browser, project: Path, tmp_path: Path
) -> None:
    """By the documented commands."""
    (tmp_path / "node_modules").symlink_to(project / "node_modules")
    (tmp_path / "main.js").write_text(_WITH_WORKER, "utf-8")
    (tmp_path / "worker.js").write_text("import 'tfjs-bridge/worker';", "utf-8")
    (commands,) = docs.blocks(_PAGE, "sh")
    script = commands.replace("npx ", "node_modules/.bin/")
    subprocess.run(["sh", "-ec", script], cwd=tmp_path, check=True, capture_output=True)
    for address in served(_site(project, tmp_path / "site")):
        result, warnings = _result(browser, address)
    assert (result, warnings) == ({"backend": "wasm", "classes": 10}, [])


def test_a_page_gets_what_it_imports(node: str, project: Path) -> None:
    """The documented sizes are those of today, within 3 % and what is rounded."""
    rows = re.findall(r"^\| (`[^|]*`) \| ([\d, kB]+ kB) \|", docs.read(_PAGE), re.MULTILINE)
    table = [(re.findall(r"`([\w-]+)`", names), re.findall(r"\d+", size)) for names, size in rows]
    first = {", ".join(names): int(kb) for names, (kb, *_) in table if names[0] in _EXPORTS}
    late = {name: int(kb) for names, kbs in table for name, kb in zip(names, kbs, strict=False)}
    assert len(first) == 6
    command = [node, "sizes.mjs", *first]
    done = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True)
    found = dict(zip(first, json.loads(done.stdout), strict=True))
    for imports, kb in first.items():
        assert found[imports]["first"] == pytest.approx(1000 * kb, rel=0.03, abs=500), imports
    added = {name: kb for name, kb in late.items() if name in found["loadModel"]}
    assert len(added) == 7
    for name, kb in added.items():
        assert found["loadModel"][name] == pytest.approx(1000 * kb, rel=0.03, abs=500), name


def test_commonjs_and_typescript_take_it(node: str, project: Path) -> None:
    """The latter with the documented settings; one of them is there for TensorFlow.js."""
    (required,) = [code for code in docs.blocks(_PAGE, "js") if "require(" in code]
    (project / "required.cjs").write_text(f"{required}console.log(typeof loadModel)", "utf-8")
    done = subprocess.run(
        [node, "required.cjs"], cwd=project, check=True, capture_output=True, text=True
    )
    assert done.stdout == "function\n"
    (settings,) = docs.blocks(_PAGE, "json")
    (project / "tsconfig.json").write_text(settings, "utf-8")
    (project / "src").mkdir()
    (project / "src" / "main.ts").write_text(_TYPED, "utf-8")
    compiler = ROOT / "web" / "node_modules" / "typescript" / "bin" / "tsc"
    check = functools.partial(
        subprocess.run, cwd=project, capture_output=True, text=True, check=False
    )
    assert check([node, compiler]).stdout == ""
    strict = check([node, compiler, "--skipLibCheck", "false", "--pretty", "false"]).stdout
    assert re.search(r"^node_modules/@tensorflow/", strict, re.MULTILINE)
    assert not re.search(r"^(src|node_modules/tfjs-bridge)/", strict, re.MULTILINE)


def _plain_site(project: Path, site: Path, model: Path, *names: str) -> Path:
    """A page without a bundler, beside some files of the package's folder for such pages."""
    package = project / "node_modules" / "tfjs-bridge" / "standalone"
    (site / "lib").mkdir(parents=True)
    for name in names:
        shutil.copy(package / name, site / "lib")
    shutil.copytree(model, site / "cnn")
    shutil.copy(project / "index.html", site)
    script = (project / "main.js").read_text("utf-8")
    (site / "main.js").write_text(script.replace("'tfjs-bridge'", "'./lib/tfjs-bridge.js'"))
    return site


@pytest.fixture(scope="module")
def digit_graph(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of operations that reads digits."""
    folder = tmp_path_factory.mktemp("graph") / "graph"
    helpers = (ROOT / "web" / "test" / "helpers").as_uri()
    code = f"""
    import {{ makeGraphArtifact }} from '{helpers}/make-graph-artifact.mjs';
    import {{ digitGraph }} from '{helpers}/task-graphs.mjs';
    await makeGraphArtifact(process.argv[1], digitGraph());
    """
    command = [node, "--input-type=module", "--eval", code, str(folder)]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture
def elsewhere(project: Path) -> Iterator[str]:
    """The address of the package on another server, which lets pages of all sites read it."""

    class Handler(QuietHandler):
        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

    folder = project / "node_modules" / "tfjs-bridge" / "standalone"
    handler = functools.partial(Handler, directory=str(folder))
    for it in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        yield f"http://127.0.0.1:{it.server_address[1]}/"


@pytest.mark.parametrize("place", ["beside", "lib", "elsewhere"])
def test_a_plain_script_loads_it(
    browser: Browser, project: Path, tmp_path: Path, elsewhere: str, place: str
) -> None:
    """One file, and the .wasm file that the browser asks for beside it; by an import map, too."""
    beside, mapped = docs.blocks(_PAGE, "html")
    code = mapped.replace("./lib/", elsewhere) if place == "elsewhere" else mapped
    folder = {"beside": tmp_path, "lib": tmp_path / "lib"}.get(place, tmp_path / "unused")
    folder.mkdir(exist_ok=True)
    for name in ("tfjs-bridge.js", "tfjs-backend-wasm-simd.wasm"):
        shutil.copy(project / "node_modules" / "tfjs-bridge" / "standalone" / name, folder)
    shutil.copytree(PRETRAINED / "cnn", tmp_path / "exported" / "cnn")
    page_code = beside if place == "beside" else code
    (tmp_path / "index.html").write_text(f"<!doctype html>\n{page_code}", "utf-8")
    page = browser.new_page()
    warnings: list[str] = []
    page.on("console", lambda it: warnings.append(it.text) if _is_warning(it) else None)
    for address in served(tmp_path):
        with page.expect_console_message(lambda it: it.type == "log") as said:
            page.goto(address)
        assert re.fullmatch(r"wasm \d\S*", said.value.text)
    assert warnings == []
    page.close()


@pytest.mark.parametrize("model", ["layers", "graph"])
def test_one_file_is_enough(
    browser: Browser, project: Path, tmp_path: Path, digit_graph: Path, model: str
) -> None:
    """Without the .wasm files it runs on cpu, and says why."""
    artifact = digit_graph if model == "graph" else PRETRAINED / "cnn"
    site = _plain_site(project, tmp_path / "site", artifact, "tfjs-bridge.js")
    for address in served(site):
        result, warnings = _result(browser, address)
    assert result.get("error") is None
    assert (result["backend"], result["ok"]) == ("cpu", True)
    assert len(warnings) == 1
    assert "status 404" in warnings[0]
