"""The JavaScript library as a page would carry it: bundled, with the .wasm files beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from tests.browser.conftest import QuietHandler, running
from tests.conftest import PRETRAINED, ROOT

_BUNDLE = """
import { build } from 'esbuild';
const [src, outdir] = process.argv.slice(-2);
const entryPoints = { index: `${src}/index.js`, worker: `${src}/predictor/worker.js` };
await build({ entryPoints, outdir, bundle: true, splitting: true, format: 'esm',
  mainFields: ['module', 'main'], logLevel: 'error', });
"""

_WASM = ROOT / "web" / "node_modules" / "@tensorflow" / "tfjs-backend-wasm" / "dist"


def build_site(node: str, folder: Path) -> None:
    """Write a site: an empty page, the library in `lib/`, and the artifact `cnn`."""
    source = str(ROOT / "web" / "src")
    command = [node, "--input-type=module", "-e", _BUNDLE, source, str(folder / "lib")]
    subprocess.run(command, cwd=ROOT / "web", check=True)
    for file in _WASM.glob("*.wasm"):
        shutil.copy(file, folder / "lib" / file.name)
    shutil.copytree(PRETRAINED / "cnn", folder / "cnn")
    (folder / "index.html").write_text("<!doctype html><title>a page</title>")


def served(folder: Path) -> Iterator[str]:
    """Serve a folder as a plain web server does, and yield its address."""
    handler = partial(QuietHandler, directory=str(folder))
    for it in running(ThreadingHTTPServer(("127.0.0.1", 0), handler)):
        yield f"http://127.0.0.1:{it.server_address[1]}/"


def load_script(location: str, options: dict[str, object]) -> str:
    """JavaScript that loads a bundle, reads a digit with it, and tells what happened."""
    return f"""async () => {{
      const tfjsBridge = await import('/lib/index.js');
      try {{
        const seen = [];
        const bundle = await tfjsBridge.loadBundle({json.dumps(location)}, {{
          ...{json.dumps(options)}, onProgress: (loaded, total) => seen.push(loaded / total) }});
        const canvas = new OffscreenCanvas(56, 56);
        const pen = canvas.getContext('2d');
        pen.fillStyle = 'white'; pen.fillRect(0, 0, 56, 56);
        pen.fillStyle = 'black'; pen.fillRect(26, 8, 5, 40);
        const classifier = tfjsBridge.createDigitClassifier(bundle);
        const {{ label }} = await classifier.classifyPicture(canvas);
        const {{ backend, trials, selfTest, timings, artifact }} = bundle;
        return {{ backend, trials, selfTest, timings, label, progress: seen.at(-1),
          integrity: artifact.integrity }};
      }} catch (error) {{
        return {{ error: error.name, message: error.message }};
      }}
    }}"""
