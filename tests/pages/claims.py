"""Which test runs each fenced block of the pages.

Python, JavaScript and shell commands are run as they stand (walk.py), each page's from its
beginning to its end in one folder (files.py), unless a claim says which other test runs them.
A block of any other language needs a claim. For a new block do one of these:

- nothing, where it runs in that folder;
- add what it needs to find there to `BEFORE` in files.py; what has to be called after it, or what
  it has to print, to `AFTER` and `PRINTS` in printed.py;
- add an entry to `CLAIMS`: a test that takes the block from the page, or, with the reason, one that
  runs the same in another way.
"""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass

from tests.docs import Block, command_lines

WALKED = frozenset({"python", "js", "sh"})


@dataclass(frozen=True)
class Claim:
    """Blocks, or of shell blocks command lines, that a test of its own runs.

    Attributes:
        page: The page's path; a star stands for several.
        language: Of the blocks.
        starts: What the block, or the command line, begins with; empty for any.
        test: The file of the test, and what it is found by there.
        why: Why it is not run as it stands; empty where the test takes it from the page.
    """

    page: str
    language: str
    starts: tuple[str, ...]
    test: str
    why: str = ""

    def takes(self, block: Block, text: str) -> bool:
        """Whether it is for a block whose text this is, or a command line of it."""
        is_page = fnmatch.fnmatch(block.page, self.page) and block.language == self.language
        return is_page and text.startswith(self.starts or "")


def _claims(test: str, *places: tuple[str, ...], why: str = "") -> list[Claim]:
    """Claims of one test: pages, languages, and what blocks or command lines begin with."""
    return [Claim(page, language, tuple(starts), test, why) for page, language, *starts in places]


_INSTALLS = "it installs, or sets a clone up"
_LONG = "it trains for minutes"
_SERVES = "it goes on until Ctrl-C"
_DOWNLOADS = "it downloads MNIST"
_DATA = "tests/pages/test_data.py::def test_"
_PREDICTING = ("docs/predicting.md", "js")

CLAIMS = (
    # Commands that install, train for long, or serve.
    *_claims(
        "tests/test_readme.py::def test_ci_does_what_a_newcomer_does(",
        ("*", "sh", "make run", "make test"),
        why=_LONG,
    ),
    *_claims("tests/test_release.py::make(", ("docs/*", "sh", "make "), why=_INSTALLS),
    *_claims(
        "tests/test_wheel.py::def installed(",
        ("docs/*", "sh", "python3 -m venv .venv", "python -m pip install "),
        ("site/index.md", "sh", "python -m pip install "),
        ("web/README.md", "sh", "python -m pip install "),
        ("*", "sh", ". .venv/bin/activate"),
        why=_INSTALLS,
    ),
    *_claims(
        "tests/test_docs.py::def test_the_plain_commands_are_those_of_make(",
        ("docs/installing.md", "sh", "python3.12 -m venv", ".venv/bin/", "npm --prefix web "),
    ),
    *_claims(
        "tests/browser/conftest.py::def built_page(",
        ("docs/installing.md", "sh", "npm ci", "python3 -m http.server"),
        why=_INSTALLS,
    ),
    *_claims(
        "web/test/package/package.test.mjs::runs in a fresh folder",
        ("docs/*", "sh", "npm install "),
        ("web/README.md", "sh", "npm install "),
        why=_INSTALLS,
    ),
    *_claims(
        "tests/cli/test_train_and_export.py::def test_it_trains_exports_and_verifies(",
        ("*", "sh", "tfjs-bridge train-and-export "),
        ("docs/results.md", "sh", "for seed in", "done"),
        why=_LONG,
    ),
    *_claims(
        "web/test/programs/train.test.mjs::",
        ("*", "sh", "npx tfjs-bridge train ", "node web/node/train.mjs "),
        why=_LONG,
    ),
    *_claims(
        "tests/browser/test_new_projects.py::def test_two_commands_show_it(",
        ("docs/*", "sh", "npm --prefix my-"),
        ("docs/projects.md", "sh", "tfjs-bridge new my-app --from exported/mine --install"),
        ("docs/tutorial-digits.md", "sh", "tfjs-bridge new my-digits"),
        ("site/index.md", "sh", "tfjs-bridge new my-app", "npm --prefix my-app"),
        why=_INSTALLS,
    ),
    *_claims(
        "tests/cli/test_serve_command.py::def test_open_starts_the_browser",
        ("*", "sh", "tfjs-bridge serve"),
        why=_SERVES,
    ),
    *_claims(
        "web/test/server/command.test.mjs::", ("*", "sh", "npx tfjs-bridge serve"), why=_SERVES
    ),
    *_claims(
        "tests/cli/test_predict.py::def test_a_seed_gives_the_same_digit",
        ("*", "sh", "tfjs-bridge predict exported/cnn --random-test-image"),
        why=_DOWNLOADS,
    ),
    *_claims(
        "tests/cli/test_make_sprite.py::def test_all_offline_digits",
        ("docs/page.md", "sh", "tfjs-bridge make-sprite"),
        why=_DOWNLOADS,
    ),
    *_claims(
        "tests/pages/test_blocks.py::def test_it_runs_as_it_stands",
        ("docs/smaller.md", "sh", "tfjs-bridge compare "),
        why="docs/comparing.md begins with it",
    ),
    # What other tests take from the page.
    *_claims(
        "tests/examples/run.py::README.md",
        ("examples/*/README.md", "sh"),
        ("examples/*/README.md", "text"),
    ),
    *_claims(
        "tests/pages/test_blocks.py::def test_it_runs_on_the_backend_that_keras_chooses(",
        ("README.md", "python"),
        ("docs/training.md", "python"),
    ),
    *_claims(
        "tests/test_tutorials.py::def test_photos_become_a_page(",
        ("docs/tutorial-photos.md", "python"),
        ("docs/tutorial-photos.md", "sh", "python train.py", "tfjs-bridge "),
    ),
    *_claims("tests/test_tutorials.py::def change_the_module(", ("docs/tutorial-digits.md", "ts")),
    *_claims("tests/client/test_typescript.py::def project(", ("docs/typed-client.md", "ts")),
    *_claims(
        "tests/convert/features/texts.py::def own_standardization(",
        ("docs/tables-and-text.md", "py", "def custom_standardization"),
    ),
    *_claims(
        "tests/convert/tokenizers/test_kerashub_models.py::def test_the_page_declares_one(",
        ("docs/tokenizers.md", "py"),
        ("docs/tokenizers.md", "js"),
    ),
    *_claims(
        "tests/browser/test_page_code.py::def test_it_runs_in_a_page(",
        (*_PREDICTING, "import { createImageSegmenter"),
        (*_PREDICTING, "import { loadModel } from 'tfjs-bridge';\n\nexport async function load()"),
    ),
    *_claims(
        "tests/browser/test_bundlers.py::_PAGE",
        *(("docs/bundlers.md", language) for language in ("js", "sh", "html", "json")),
    ),
    *_claims(
        "tests/browser/test_offline_page.py::_BLOCKS",
        ("docs/offline.md", "js"),
        ("docs/offline.md", "sh"),
    ),
    # Data, and what is printed.
    *_claims(
        "tests/examples/test_examples.py::trained, painted, _ =",
        ("docs/examples.md", "text"),
        why="it is 64 characters wide where it is tested",
    ),
    *_claims(f"{_DATA}inspect_prints_the_document(", ("docs/inspecting.md", "json")),
    *_claims(f"{_DATA}an_artifact_has_these_files(", ("docs/artifact-format.md", "text")),
    *_claims(f"{_DATA}the_example_of_features_is", ("docs/artifact-format.md", "json", "{\n")),
    *_claims(f"{_DATA}the_step_tokenize_is", ("docs/artifact-format.md", "json", '{"op"')),
    *_claims(f"{_DATA}the_workflow_is_valid(", ("docs/continuous-integration.md", "yaml")),
    *_claims(f"{_DATA}the_server_answers(", ("docs/server.md", "sh", "node web/node/", "curl ")),
    *_claims(f"{_DATA}the_pretrained_model_writes", ("docs/results.md", "text", "Say you go")),
    *_claims("tests/pages/printed.py::_TABLE", ("docs/tables-and-text.md", "text")),
    *_claims(
        "web/test/programs/generate.test.mjs::",
        ("docs/results.md", "text", "sancorigeomas"),
        why="its model is not in the repository",
    ),
    *_claims(
        "tests/test_tutorials.py::def write_photos(",
        ("docs/tutorial-photos.md", "text", "photos/"),
        why="a tree of anybody's photos",
    ),
    *_claims("tests/test_ranks.py::", ("CONTRIBUTING.md", "text"), why="a drawing"),
)


def claim_of(block: Block, line: str = "") -> Claim | None:
    """Return the claim of a block, or of one of its command lines; None where there is none.

    Args:
        block: A block.
        line: One of `command_lines(block.code)`.
    """
    text = line or block.code
    return next((claim for claim in CLAIMS if claim.takes(block, text)), None)


def walked(block: Block) -> list[str]:
    """What of a block is run as it stands: command lines, or all of it, or nothing."""
    if block.language not in WALKED:
        return []
    parts = command_lines(block.code) if block.language == "sh" else [block.code]
    return [part for part in parts if claim_of(block, part) is None]
