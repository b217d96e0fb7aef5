"""Tests of where downloads are kept and where they come from."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs
import pytest

from tfjs_bridge.data.cache import cache_folder, choose_mirrors
from tfjs_bridge.errors import UsageError

PUBLISHED = ("https://one.example/", "https://two.example/")
VARIABLE = "TFJS_BRIDGE_SOME_MIRROR"


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable, the cache is where the operating system has caches."""
    monkeypatch.delenv("TFJS_BRIDGE_CACHE", raising=False)
    assert cache_folder("mnist") == platformdirs.user_cache_path("tfjs-bridge") / "mnist"


def test_the_cache_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable names the folder of all caches."""
    monkeypatch.setenv("TFJS_BRIDGE_CACHE", str(tmp_path))
    assert cache_folder("mnist") == tmp_path / "mnist"
    assert cache_folder("shakespeare") == tmp_path / "shakespeare"


@pytest.mark.parametrize(
    "value", [pytest.param(None, id="not set"), pytest.param("", id="set to nothing")]
)
def test_the_mirrors_are_the_published_ones(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    """Without the variable, in their order."""
    monkeypatch.delenv(VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(VARIABLE, value)
    assert choose_mirrors(VARIABLE, PUBLISHED) == PUBLISHED


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("http://intranet/data", id="without slash"),
        pytest.param("http://intranet/data/", id="with slash"),
    ],
)
def test_the_mirrors_can_be_replaced(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The variable replaces them by one."""
    monkeypatch.setenv(VARIABLE, value)
    assert choose_mirrors(VARIABLE, PUBLISHED) == ("http://intranet/data/",)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("intranet/mnist", id="no scheme"),
        pytest.param("file:///data/mnist", id="file"),
        pytest.param("https://", id="no host"),
        pytest.param("http://[1/", id="no address"),
    ],
)
def test_another_mirror_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Only the web is asked; for folders there is --data-dir."""
    monkeypatch.setenv(VARIABLE, value)
    message = (
        f"{VARIABLE}: not a web address; expected http://... or https://..., got {value!r}. "
        "Set it to the folder on the web that holds the dataset's files."
    )
    with pytest.raises(UsageError, match=re.escape(message)):
        choose_mirrors(VARIABLE, PUBLISHED)
