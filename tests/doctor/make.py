"""Findings for tests."""

from __future__ import annotations

import dataclasses

from tfjs_bridge.doctor.findings import Finding, State

NAMES = (
    *("keras", "numpy", "h5py", "scipy", "jax", "cloudpickle", "tensorflow", "tensorflowjs"),
    *("tf-keras", "matplotlib", "pillow", "Node.js", "npm", "demo page"),
)


def findings(**states: State) -> dict[str, Finding]:
    """Everything that is looked for, as it is where all is well; names by keyword are not.

    Args:
        states: The state of each other thing; ``Node_js`` stands for ``Node.js``.
    """
    found = {
        name: Finding(name=name, kind="package", state="ok", version="3.15.1", path="somewhere")
        for name in NAMES
    }
    for keyword, state in states.items():
        name = {"Node_js": "Node.js", "tf_keras": "tf-keras", "page": "demo page"}.get(
            keyword, keyword
        )
        version = "" if state == "missing" else "3.15.1"
        path = "" if state == "missing" else "somewhere"
        found[name] = dataclasses.replace(found[name], state=state, version=version, path=path)
    return found
