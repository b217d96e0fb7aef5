"""The code of docs/transfer-learning.md in a page, and what it warns of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import docs
from tests.browser.conftest import Tab
from tests.browser.library import served
from tests.browser.training_base import downloads_by, write_base
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.node]

_BLOCKS = """<!doctype html>
<link rel="icon" href="data:,">
<script type="importmap">{"imports": {"tfjs-bridge": "./web/dist/package/tfjs-bridge.js"}}</script>
<script type="module">
  import { loadBundle, tf } from 'tfjs-bridge';
  import { trainHead } from './0.js';
  import { classify } from './1.js';
  import { keep, recall } from './2.js';
  import { download } from './3.js';
  globalThis.blocks = { loadBundle, tf, trainHead, classify, keep, recall, download };
</script>
"""
# What somebody does with the functions of docs/transfer-learning.md, on pictures of two kinds.
_USE = """async () => {
  const { loadBundle, tf, trainHead, classify, keep, recall, download } = globalThis.blocks;
  const base = await loadBundle('base');
  const pictures = tf.tidy(() =>
    tf.concat([tf.fill([4, 28, 28, 1], 0.1), tf.fill([4, 28, 28, 1], 0.9)]));
  const picture = tf.fill([1, 28, 28, 1], 0.8);
  const before = tf.memory().numTensors;
  const epochs = [];
  const head = await trainHead(base, pictures, [0, 0, 0, 0, 1, 1, 1, 1], ['dark', 'light'],
    (epoch, { loss, acc }) => epochs.push([loss, acc]));
  const none = await recall();
  await keep(head);
  const again = await recall();
  const found = [await classify(base, head, picture), await classify(base, again, picture)];
  await download(base, again);
  for (const one of [head, again]) one.dispose();
  return { epochs, none, found, left: tf.memory().numTensors - before };
}"""
# The joined model, trained as a whole, on a backend.
_JOINED = """async (backend) => {
  const { loadBundle, tf } = globalThis.blocks;
  const base = await loadBundle('base', { backend });
  await tf.setBackend(backend);
  const { inputs, outputs, layers } = base.model;
  const head = tf.layers.dense({ units: 2, activation: 'softmax' });
  const joined = tf.model({ inputs, outputs: head.apply(outputs[0]) });
  const compile = () => joined.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  const pictures = tf.randomUniform([8, 28, 28, 1], 0, 1, 'float32', 1);
  const wanted = tf.oneHot(tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1], 'int32'), 2);
  compile();
  const [inference] = await joined.evaluate(pictures, wanted).data();
  const training = await joined.trainOnBatch(pictures, wanted);
  layers.find((layer) => layer.getClassName() === 'Conv2D').trainable = true;
  compile();
  const again = joined.trainOnBatch(pictures, wanted);
  const error = await again.then(() => '', ({ message }) => message);
  return { inference, training, error };
}"""


@pytest.fixture
def blocks(tab: Tab, node: str, built_page: Path, tmp_path: Path) -> Iterator[Tab]:
    """A page with the functions, beside a base."""
    (tmp_path / "web").symlink_to(built_page)
    write_base(node, tmp_path / "base")
    code = docs.blocks(ROOT / "docs" / "transfer-learning.md", "js")
    for number, module in enumerate(code):
        (tmp_path / f"{number}.js").write_text(module, encoding="utf-8")
    (tmp_path / "index.html").write_text(_BLOCKS, encoding="utf-8")
    for address in served(tmp_path):
        tab.page.goto(address)
        tab.page.wait_for_function("globalThis.blocks")
        yield tab


def test_the_code_of_the_page_trains_keeps_and_downloads(blocks: Tab) -> None:
    """A head that is right, twice; and nothing of it is left in memory."""
    used: dict[str, Any] = {}
    page = blocks.page
    downloads = downloads_by(page, lambda: used.update(page.evaluate(_USE)), 2)
    losses, accuracies = zip(*used["epochs"], strict=True)
    assert (len(losses), accuracies[-1], used["none"], used["left"]) == (60, 1, None, 0)
    assert losses[-1] < losses[0]
    for scores in used["found"]:
        assert [score["label"] for score in scores] == ["dark", "light"]
        assert scores[1]["score"] > 0.8
    names = {download.suggested_filename for download in downloads}
    assert names == {"my-classes.json", "my-classes.weights.bin"}


def test_a_joined_model_trains_as_the_page_warns(blocks: Tab) -> None:
    """Batch normalization leaves inference; of a convolution wasm has no gradient, and cpu has."""
    wasm, cpu = (blocks.page.evaluate(_JOINED, name) for name in ("wasm", "cpu"))
    assert abs(wasm["training"] - wasm["inference"]) > 1e-3
    assert "Kernel 'Conv2DBackpropFilter' not registered" in wasm["error"]
    assert cpu["error"] == ""
