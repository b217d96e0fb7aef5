"""The digits of the built page are those of the npm package."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ROOT, require
from tfjs_bridge.data.npm_digits import read_npm_digits
from tfjs_bridge.data.page_digits import has_page_digits, read_page_digits
from tfjs_bridge.errors import DataError

pytestmark = pytest.mark.node


@pytest.fixture
def page_digits(tmp_path: Path) -> Path:
    """A copy of what `npm run build` writes."""
    built = ROOT / "web" / "dist" / "digits"
    require(built.is_dir(), "needs the built page: npm run build --prefix web")
    return Path(shutil.copytree(built, tmp_path / "digits"))


def test_they_are_put_back_into_their_order(page_digits: Path, npm_digits_dir: Path) -> None:
    """So that each seed gives the same split, and each training the same weights."""
    assert has_page_digits(page_digits)
    for found, expected in zip(
        read_page_digits(page_digits), read_npm_digits(npm_digits_dir), strict=True
    ):
        assert found.dtype == np.uint8
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("name", ["mnist_images.png", "sprite.json"])
@pytest.mark.parametrize("damage", ["missing", "cut off", "text"])
def test_damaged_files_are_refused(page_digits: Path, name: str, damage: str) -> None:
    """With the folder, and what to do."""
    path = page_digits / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"none" if damage == "text" else path.read_bytes()[:-200])
    with pytest.raises(
        DataError, match=r"the page's digits cannot be read; .* reinstall"
    ) as caught:
        read_page_digits(page_digits)
    assert str(caught.value).startswith(f"{page_digits}: ")


def test_another_order_is_noticed(page_digits: Path) -> None:
    """As when the page's build draws it in another way than it is drawn here."""
    index = page_digits / "sprite.json"
    index.write_text(index.read_text().replace('"split_seed": 1', '"split_seed": 2'))
    with pytest.raises(DataError, match="other digits than those of the npm package"):
        read_page_digits(page_digits)
