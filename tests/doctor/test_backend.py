"""Which backend Keras takes to export: the doctor says what the exporter does."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest

from tests.doctor.make import findings
from tfjs_bridge.doctor.backend import choose_backend
from tfjs_bridge.doctor.findings import Finding
from tfjs_bridge.doctor.packages import PACKAGES, find_package

_LOAD = "from tfjs_bridge.keras_backend import load_keras; print(load_keras().backend.backend())"


@pytest.mark.slow
@pytest.mark.parametrize("given", ["", "jax", "numpy"])
def test_it_is_the_one_that_the_exporter_takes(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """With each choice of the user's, and without one."""
    monkeypatch.setenv("KERAS_BACKEND", given)
    done = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, check=False, env=os.environ
    )
    chosen, _ = choose_backend({package.name: find_package(package) for package in PACKAGES})
    assert chosen == done.stdout.strip(), done.stderr


@pytest.fixture(autouse=True)
def no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable is not set, but by a test."""
    monkeypatch.delenv("KERAS_BACKEND", raising=False)


def with_keras(version: str, found: dict[str, Finding]) -> dict[str, Finding]:
    """The same findings with another Keras."""
    return {**found, "keras": dataclasses.replace(found["keras"], version=version)}


def test_an_old_keras_runs_on_jax() -> None:
    """Its numpy backend ignores masks."""
    assert choose_backend(with_keras("3.12.0", findings()))[0] == "jax"
    assert choose_backend(with_keras("3.14.0rc1", findings()))[0] == "numpy"
    backend, reason = choose_backend(with_keras("3.13.2", findings(jax="missing")))
    assert backend == ""
    assert reason == "on numpy Keras 3.13.2 ignores masks, and jax is not usable"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param("tensorflow", "KERAS_BACKEND is tensorflow, which is not", id="missing"),
        pytest.param("openvino", "KERAS_BACKEND is openvino, which is not", id="not looked for"),
        pytest.param("s3cret", "KERAS_BACKEND is none of numpy, jax,", id="none of Keras's"),
    ],
)
def test_a_choice_that_cannot_be_had_is_said(
    monkeypatch: pytest.MonkeyPatch, given: str, reason: str
) -> None:
    """And another value than Keras's is not repeated: it may be anything."""
    monkeypatch.setenv("KERAS_BACKEND", given)
    backend, said = choose_backend(findings(tensorflow="missing"))
    assert backend == ""
    assert said.startswith(reason)
    assert "s3cret" not in said


def test_without_keras_there_is_none() -> None:
    """And it says why."""
    assert choose_backend(findings(keras="broken")) == ("", "keras is broken")
