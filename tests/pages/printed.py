"""What blocks of the pages print, and what is called after those that only define something."""

from __future__ import annotations

import re

from tests import docs
from tests.conftest import ROOT
from tests.docs import Block

FLOWERS = r"(daisy|dandelion|rose|sunflower|tulip)"
# A vertical stroke, as a canvas would give its pixels.
_STROKE = """
const data = new Uint8ClampedArray(40 * 40 * 4).fill(255);
for (let y = 6; y < 34; y += 1) data.fill(0, (y * 40 + 18) * 4, (y * 40 + 22) * 4);
for (let i = 3; i < data.length; i += 4) data[i] = 255;
await read({ data, width: 40, height: 40 });
"""
_TINY = """
console.log(await scores('tiny', [[1, 2], [4, 0]]), await scores('tiny-graph', [[1, 2], [4, 0]]));
"""

(_TABLE,) = docs.blocks(ROOT / "docs" / "tables-and-text.md", "text")

# By page, language and the block's number: what is run before and after it.
AROUND: dict[tuple[str, str, int], tuple[str, str]] = {
    ("docs/javascript.md", "js", 0): ("", _STROKE),
    ("docs/javascript.md", "js", 1): ("", _TINY),
    ("docs/exporting.md", "js", 0): (
        "import * as tf from '@tensorflow/tfjs-core'; import { loadBundle } from 'tfjs-bridge';\n"
        "const bundle = await loadBundle('exported/mine'); const text = [1, 2, 3];\n",
        "console.log(states.length, states.map((state) => state.shape).join(' '));",
    ),
    ("web/README.md", "js", 1): (
        "",
        "await describe('exported/flowers', new Float32Array(32 * 32 * 3), 'photo.png');",
    ),
}

# A pattern of all that the block prints, of the commands' output and messages together.
PRINTS: dict[tuple[str, str, int], str] = {
    ("README.md", "sh", 2): r".*wasm  ok.*",
    ("README.md", "js", 0): r"-?\d\S* \[([^,\]]*,){2}[^,\]]*\] wasm (0|\d\S*e-([7-9]|\d\d))\n",
    ("README.md", "js", 1): rf"{FLOWERS} 0\.\d+\n",
    ("web/README.md", "js", 0): r"wasm \d\S*\n.*digit: 1,.*",
    ("web/README.md", "js", 1): rf".*shape: \[ null, 32, 32, 3 \].*\n{FLOWERS}\n",
    ("web/README.md", "js", 2): r".{200}",
    ("docs/backends.md", "js", 0): r"cpu\n",
    ("docs/exporting.md", "js", 0): r"2 1,32 1,32\n",
    ("docs/exporting.md", "python", 0): r"True\n",
    ("docs/javascript.md", "js", 0): r".*label: '1'.*",
    ("docs/javascript.md", "js", 1): r".*\[ -0\.75, 1 \].*\[ -0\.75, 1 \]\n",
    ("docs/predicting.md", "js", 0): r"-?\d\S* 3\n2 3\n",
    ("docs/predicting.md", "js", 2): rf"{FLOWERS} 0\.\d+ \[(\s*'\w+',?){{5}}\s*\]\n",
    ("docs/predicting.md", "js", 4): r"3\n2 string,float32\n",
    ("docs/predicting.md", "js", 5): r"(negative|positive) 0\.\d+ 2\n2\n",
    ("docs/projects.md", "sh", 1): r".*price.*",
    ("docs/tables-and-text.md", "sh", 0): rf".*\n{re.escape(_TABLE)}.*",
}


def around(block: Block) -> tuple[str, str]:
    """What is run before and after a block, as one program with it."""
    return AROUND.get((block.page, block.language, block.number), ("", ""))


def pattern(block: Block) -> str:
    """A pattern of what a block prints."""
    return PRINTS.get((block.page, block.language, block.number), ".*")
