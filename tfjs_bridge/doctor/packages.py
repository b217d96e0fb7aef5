"""Finds Python packages without importing them: TensorFlow alone takes seconds."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tfjs_bridge.doctor.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that something here needs.

    Attributes:
        name: The distribution, as pip knows it.
        module: What is imported.
        checked: What is imported to see whether it works; `module` where it is empty.
        others: Distributions that hold the same module.
    """

    name: str
    module: str
    checked: str = ""
    others: tuple[str, ...] = ()


PACKAGES: Final = (
    Package(name="keras", module="keras"),
    Package(name="numpy", module="numpy"),
    Package(name="h5py", module="h5py"),
    Package(name="scipy", module="scipy", checked="scipy.signal"),
    Package(name="jax", module="jax"),
    Package(name="cloudpickle", module="cloudpickle"),
    Package(
        name="tensorflow",
        module="tensorflow",
        others=("tensorflow-cpu", "tensorflow-macos", "tensorflow-intel", "tf-nightly"),
    ),
    # As our writer imports it: tensorflowjs itself imports nothing that could fail.
    Package(name="tensorflowjs", module="tensorflowjs", checked="tensorflowjs.converters"),
    Package(name="tf-keras", module="tf_keras"),
    Package(name="matplotlib", module="matplotlib", checked="matplotlib.figure"),
    Package(name="pillow", module="PIL", checked="PIL.Image"),
)


def find_package(package: Package) -> Finding:
    """Say whether a package is installed, and its version.

    Args:
        package: What to look for.
    """
    version = _version((package.name, *package.others))
    place = _place(package.module)
    if place is not None:
        return Finding(
            name=package.name, kind="package", state="ok", version=version, path=str(place)
        )
    if not version:
        return Finding(name=package.name, kind="package", state="missing")
    note = f"pip lists it, but there is no module {package.module}"
    return Finding(name=package.name, kind="package", state="broken", version=version, note=note)


def _version(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            # Not `version()`: for damaged metadata it gives None, warns (3.13) or raises (3.14).
            found = importlib.metadata.metadata(name).get_all("Version")
            return str(found[0]) if found else "unknown"
        except importlib.metadata.PackageNotFoundError:
            continue
    return ""


def _place(module: str) -> Path | None:
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):  # a module that took its name and is no module
        return None
    # A folder without __init__.py, as pip leaves it where files were added, has no origin.
    return None if spec is None or spec.origin is None else Path(spec.origin).parent
