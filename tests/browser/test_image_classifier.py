"""`createImageClassifier` in a page: whatever shows a picture gives the same input and label."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Browser

from tests.browser.library import build_site, served
from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export
from tfjs_bridge.artifact.pictures import prepare_picture

pytestmark = [pytest.mark.browser, pytest.mark.node]

_LABELS = ("red", "green", "blue")
_HEIGHT, _WIDTH = 30, 40

_SCRIPT = """async () => {
  const { createImageClassifier, loadModel } = await import('/lib/index.js');
  const classifier = createImageClassifier(await loadModel('colours'));
  const image = new Image();
  image.src = '/picture.png';
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const video = document.createElement('video');
  video.srcObject = canvas.captureStream();
  video.muted = true;
  await video.play();
  const sources = {
    address: '/picture.png',
    image,
    canvas,
    bitmap: await createImageBitmap(image),
    blob: await (await fetch('/picture.png')).blob(),
    bytes: new Uint8Array(await (await fetch('/picture.png')).arrayBuffer()),
    pixels: pen.getImageData(0, 0, canvas.width, canvas.height),
    video,
  };
  const found = {};
  for (const [name, source] of Object.entries(sources)) {
    const { label, score } = await classifier.classify(source);
    found[name] = { label, score, input: Array.from(await classifier.prepare(source)) };
  }
  const selfTest = await classifier.selfTest();
  const broken = await classifier.classify(new Blob(['x'])).catch((error) => error.message);
  const empty = await classifier.classify(new Image()).catch((error) => error.message);
  return { found, selfTest, broken, empty };
}"""


@pytest.fixture(scope="module")
def picture() -> npt.NDArray[np.uint8]:
    """Noise that is more green than anything else."""
    pixels = np.random.default_rng(3).integers(0, 200, (_HEIGHT, _WIDTH, 3), np.uint8)
    pixels[..., 1] += 50
    return pixels


@pytest.fixture(scope="module")
def site(
    node: str, picture: npt.NDArray[np.uint8], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The site's address."""
    from PIL import Image

    folder = tmp_path_factory.mktemp("site")
    build_site(node, folder)
    Image.fromarray(picture).save(folder / "picture.png")
    keras = seeded_keras()
    dense = keras.layers.Dense(3, use_bias=False, activation="softmax")
    mean = keras.layers.GlobalAveragePooling2D()
    model = keras.Sequential([keras.Input((6, 6, 3), name="photo"), mean, dense])
    dense.set_weights([8 * np.eye(3, dtype=np.float32)])
    card = ModelCard(labels=_LABELS, preprocessing={"kind": "picture", "scale": "tf"})
    export(model, folder / "colours", card=card)
    yield from served(folder)


def test_all_that_shows_a_picture_is_read(
    browser: Browser, site: str, picture: npt.NDArray[np.uint8]
) -> None:
    """As Python prepares it; a video's colours have gone through a codec's space."""
    page = browser.new_page()
    page.goto(site)
    answer = page.evaluate(_SCRIPT)
    page.close()
    spec = {"height": 6, "width": 6, "channels": 3, "fit": "stretch", "method": "bilinear"}
    expected = prepare_picture(picture, {**spec, "scale": "tf", "invert": "never"}).ravel()
    for name, found in answer["found"].items():
        assert found["label"] == "green", name
        atol = 0.2 if name == "video" else 1e-6
        np.testing.assert_allclose(found["input"], expected, rtol=0, atol=atol, err_msg=name)
    assert answer["selfTest"]["ok"] is True
    assert answer["selfTest"]["largestDifference"] < 1e-5
    assert (
        "picture: cannot be read; expected a picture that this browser can show" in answer["broken"]
    )
    assert "picture: empty; expected at least one pixel, got 0 x 0" in answer["empty"]
