"""A tokenizer that KerasHub saved to a folder, read without KerasHub and TensorFlow Text.

Source: keras_hub/src/utils/preset_utils.py, `save_to_preset`
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from tfjs_bridge.convert.tokenizers.sources import TokenizerSource
from tfjs_bridge.errors import DataError

TOKENIZER_JSON: Final = "tokenizer.json"
PREPROCESSOR_JSON: Final = "preprocessor.json"
_ASSETS: Final = Path("assets", "tokenizer")
_LINES: Final = frozenset({"vocabulary.txt", "merges.txt"})


def folder_source(folder: Path) -> TokenizerSource:
    """Read the tokenizer of a preset folder.

    Raises:
        DataError: A file is missing or malformed.
    """
    saved = read_saved(folder, TOKENIZER_JSON)
    name = str(saved["class_name"])
    assets = folder / _ASSETS
    files = {path.name: _asset(path) for path in sorted(assets.glob("*")) if path.is_file()}
    return TokenizerSource(
        label=f"tokenizer {folder} ({name})",
        classes=(name,),
        config=saved["config"],
        special_tokens=tuple(saved["config"].get("special_tokens") or ()),
        files=files,
    )


def read_saved(folder: Path, name: str) -> dict[str, Any]:
    """Read an object that KerasHub serialized: its class's name and its configuration.

    Raises:
        DataError: The file is missing or malformed.
    """
    path = folder / name
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(value["class_name"], str) and isinstance(value["config"], dict):
            return dict(value)
        problem = "another object"
    except (KeyError, OSError, TypeError, ValueError) as error:
        problem = f"{type(error).__name__}: {error}"
    raise DataError(
        f"{path}: not a saved object of KerasHub; expected its class_name and config, got "
        f"{problem}. Save the preprocessor with save_to_preset('{folder}')."
    )


def _asset(path: Path) -> bytes:
    data = path.read_bytes()
    if path.name not in _LINES:
        return data
    # As KerasHub reads them: without white space at the ends of lines.
    lines = data.decode("utf-8").removesuffix("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).encode()
