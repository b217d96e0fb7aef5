"""What all tests share: when a test may be skipped, and the programs that some of them run."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The models that ship with the repository; beside their folder is what a user has trained.
PRETRAINED = ROOT / "exported" / "pretrained"
TESTS = ROOT / "tests"
collect_ignore = [] if shutil.which("uv") else ["test_resolution.py"]

# What all tests of a folder or a file need, beside those that are marked with `needs`.
NEEDS = (
    ("browser", "playwright"),
    ("convert/files/legacy", "tf_keras"),
    ("convert/graph_model", "jax"),
    ("convert/graph_process", "jax"),
    ("convert/operation_table", "jax"),
    ("optional_libraries", "jax"),  # compares with what an installation without it does
    # Their models use what Keras 3.13 and 3.14 brought, and are computed on its numpy backend. The
    # last Keras for Python 3.10 runs on JAX alone.
    ("convert/frontend/test_numpy_patches.py", "keras>=3.14"),
    ("convert/graph_model", "keras>=3.14"),
    ("convert/layer_table", "keras>=3.14"),
    ("convert/layers_model", "keras>=3.14"),
    ("from_tfjs/test_round_trip.py", "keras>=3.14"),
)


# Begun last, one of these would keep a process busy while the others have nothing left to do.
LONGEST = (
    "convert/operation_table/test_operation_table.py",
    "convert/graph_model/test_kerashub.py",
    "convert/graph_model/test_zoo.py",
    "convert/layers_model/test_applications.py",
    "cli/test_training_survives.py",
    "cli/test_train_and_export.py",
    "browser/test_zoo_on_webgl.py",
    "browser/test_bundlers.py",
    "browser/test_stock_webgl.py",
    "verification/test_mutants.py",
    "test_tutorials.py",
    "test_release.py",
    "test_site.py",
)


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One process more than processors: many tests wait for a browser, or for another process."""
    processors = yield
    return processors + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--core` is how `make test-core` runs the tests, in an environment without TensorFlow."""
    text = "leave out the tests that need libraries which are not installed"
    parser.addoption("--core", action="store_true", help=text)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Read no folder that is left out, and no file of tests whose imports would fail."""
    if not config.getoption("--core"):
        return None
    needed = [name for path, name in NEEDS if collection_path == TESTS / path]
    if collection_path.match("test_*.py"):
        text = collection_path.read_text(encoding="utf-8")
        needed += re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)
    return True if _missing(needed) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest; deselect, and so count, what cannot run in the core's."""
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(LONGEST)))
    if not config.getoption("--core"):
        return
    out = [item for item in items if _missing(_needed(item))]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in set(out)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Everywhere else a missing library is a reason to skip; in CI, to fail."""
    missing = _missing(_needed(item))
    require(not missing, f"needs {', '.join(missing)}: `make setup`, or requirements.lock, has it")


def _needed(item: pytest.Item) -> list[str]:
    return [str(name) for mark in item.iter_markers("needs") for name in mark.args]


def _missing(needs: Iterable[str]) -> list[str]:
    """Those of some modules, as in ``jax`` or ``keras>=3.14``, that are not installed."""
    return [need for need in needs if not _is_installed(*need.split(">="))]


def _is_installed(module: str, least: str = "0") -> bool:
    if find_spec(module) is None:
        return False
    return least == "0" or _numbers(metadata.version(module)) >= _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")[:2]))


def require(condition: bool, reason: str) -> None:
    """Skip the test where something that it needs is missing; in CI nothing may be missing."""
    if condition:
        return
    if os.environ.get("CI"):
        pytest.fail(f"needed in CI: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def node() -> str:
    """Path of Node.js, where the npm packages are installed too."""
    found = shutil.which("node")
    installed = (ROOT / "web" / "node_modules" / "@tensorflow" / "tfjs-layers").is_dir()
    require(found is not None and installed, "needs Node.js and `npm ci --prefix web`")
    return str(found)


@pytest.fixture(scope="module")
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the processes that tests start share what JAX compiles: a third of a short training."""
    folder = made_once(tmp_path_factory, "compiled", lambda _: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAX_COMPILATION_CACHE_DIR", str(folder))
        patch.setenv("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")
        patch.setenv("JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES", "-1")
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first of pytest's processes to need it makes, for all of them.

    A fixture of scope "session" is made once in each process of pytest-xdist, and a process runs
    whole files (`--dist loadfile`): without this, each of two files may make it by itself.

    Args:
        factory: pytest's.
        name: Of the folder; the same name gives the same folder.
        make: Fills it.
    """
    import fcntl

    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder, partial = shared / name, shared / f"{name}.partial"
        if not folder.is_dir():
            shutil.rmtree(partial, ignore_errors=True)  # of a process that failed
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder
