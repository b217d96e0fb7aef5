"""Tests of loading a text from wherever it can be had."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pydoc_data.topics import topics
from typing import TYPE_CHECKING, Any

import pytest

from tests.data.mirror_server import closed_port, ranged, serving, status
from tests.data.seen import Seen
from tests.data.short_play import PLAY, PLAY_FILE
from tfjs_bridge.data.corpus import Corpus, load_corpus
from tfjs_bridge.data.download import MirrorsUnreachableError
from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

MIRROR_VARIABLE = "TFJS_BRIDGE_SHAKESPEARE_MIRROR"
MADE_UP = Provenance("file", "made-up.txt", {"made-up.txt": "00"}, None)


def load(choice: Any = "auto", lines: list[str] | None = None, **options: Any) -> Corpus:
    seen = Seen()
    chosen = {"corpus_file": None, "data_dir": None, "alphabet": "full", "shakespeare": PLAY_FILE}
    corpus = load_corpus(choice, progress=seen, **(chosen | options))
    if lines is not None:
        lines += seen.lines
    return corpus


@pytest.fixture
def offline(text_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and no mirror that answers."""
    monkeypatch.setenv(MIRROR_VARIABLE, closed_port())
    return text_cache


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A text of the user's own, saved by Windows."""
    path = tmp_path / "private" / "mine.txt"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + "Été 1,\r\nété 2.\r\n".encode())
    return path


def test_a_file_is_read_alone(mine: Path, offline: Path) -> None:
    """Without the byte-order mark, with plain line ends; nothing else is touched."""
    lines: list[str] = []
    corpus = load(lines=lines, corpus_file=mine)
    assert corpus.text == "Été 1,\nété 2.\n"
    assert corpus.vocabulary == ("\n", " ", ",", ".", "1", "2", "t", "É", "é")
    assert corpus.alphabet == "full"
    assert lines == [f"Corpus: read from --corpus, {mine}."]
    assert not offline.exists()


def test_the_provenance_of_a_file_has_no_path(mine: Path) -> None:
    """The artifact is published: the file's name is enough, with the digest of its bytes."""
    provenance = load(corpus_file=mine).provenance
    digest = hashlib.sha256(mine.read_bytes()).hexdigest()
    assert provenance == Provenance("file", "mine.txt", {"mine.txt": digest}, None)
    assert load(corpus_file=mine, alphabet="alnum").provenance == provenance


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_name_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    """Metadata is JSON in UTF-8, which has no place for such a byte."""
    path = tmp_path / "mot\udce9.txt"
    path.write_bytes(PLAY)
    name = load(corpus_file=path).provenance.source
    assert name == "mot\ufffd.txt"
    assert json.dumps(name, ensure_ascii=False).encode()


def test_an_alphabet_is_applied(mine: Path) -> None:
    """To the text, before vocabulary and split."""
    corpus = load(corpus_file=mine, alphabet="alnum")
    assert corpus.text == "t1t2"
    assert corpus.vocabulary == ("1", "2", "t")
    assert corpus.alphabet == "alnum"
    assert (corpus.train_text, corpus.validation_text) == ("t1t", "2")


@pytest.mark.parametrize(
    ("characters", "train"),
    [
        pytest.param(1_115_394, 1_003_854, id="tiny Shakespeare, as nanoGPT splits it"),
        pytest.param(2, 1, id="two"),
        pytest.param(10, 9, id="ten"),
        pytest.param(19, 17, id="rounded down"),
    ],
)
def test_the_last_tenth_is_for_validation(characters: int, train: int) -> None:
    """What is left over by rounding as well; nothing is lost."""
    text = "ab" * (characters // 2) + "c" * (characters % 2)
    corpus = Corpus(text, ("a", "b", "c"), "full", MADE_UP)
    assert len(corpus.train_text) == train == int(characters * 0.9)
    assert corpus.train_text + corpus.validation_text == text


@pytest.mark.parametrize("choice", ["auto", "shakespeare"])
def test_a_folder_is_read_alone(choice: str, tmp_path: Path, offline: Path) -> None:
    """With data_dir, neither cache nor mirrors are touched."""
    lines: list[str] = []
    (tmp_path / "shakespeare.txt").write_bytes(PLAY)
    assert load(choice, lines, data_dir=tmp_path).text == PLAY.decode()
    assert lines == [f"Shakespeare: read from --data-dir, {tmp_path}."]
    assert not offline.exists()


@pytest.mark.usefixtures("text_cache")
def test_the_same_text_has_the_same_provenance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mirror, cache and folder give one provenance, and no path is in it."""
    (tmp_path / "shakespeare.txt").write_bytes(PLAY)
    with serving(ranged(PLAY)) as mirror:
        monkeypatch.setenv(MIRROR_VARIABLE, mirror.url)
        loaded = [load("shakespeare", data_dir=folder) for folder in (None, None, tmp_path)]
    assert loaded[0] == loaded[1] == loaded[2]
    assert loaded[0].provenance == Provenance(
        "shakespeare",
        "Tiny Shakespeare (Karpathy), "
        "https://storage.googleapis.com/download.tensorflow.org/data/shakespeare.txt",
        {"shakespeare.txt": PLAY_FILE.sha256},
        None,
    )


@pytest.mark.usefixtures("offline")
def test_a_folder_without_shakespeare_is_an_error(tmp_path: Path) -> None:
    """Who names a folder wants that folder: nothing else is used in its place."""
    with pytest.raises(DataError, match="Shakespeare is not here"):
        load(data_dir=tmp_path)


def test_pydoc_is_offline(offline: Path) -> None:
    """Every Python has it; the digest says which version's topics they are."""
    lines: list[str] = []
    corpus = load("pydoc", lines)
    expected = "\n".join(text for _, text in sorted(topics.items()))
    assert corpus.text == expected
    assert len(corpus.text) > 400_000
    assert corpus.provenance.name == "pydoc-topics"
    assert "pydoc_data of CPython" in corpus.provenance.source
    digest = hashlib.sha256(expected.encode()).hexdigest()
    assert corpus.provenance.sha256 == {"topics": digest}
    assert lines == [f"Corpus: the topics of this Python's help, {len(expected):,} characters."]
    assert not offline.exists()


def test_a_python_without_the_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some distributions leave them out."""
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", None)
    with pytest.raises(
        DataError,
        match=r"^Topics of Python's help: not installed; expected the module pydoc_data\.topics, "
        r"got .+\. Pass a text of your own with --corpus\.$",
    ):
        load("pydoc")


@pytest.mark.usefixtures("offline")
def test_auto_falls_back_aloud() -> None:
    """Offline, the topics are used, and the user is told why and what to do."""
    lines: list[str] = []
    assert load("auto", lines).provenance.name == "pydoc-topics"
    assert lines[1].startswith(
        "Corpus: Shakespeare could not be fetched, so the topics of this Python's help are used. "
        "To get Shakespeare, pass its folder with --data-dir, or go online and pass "
        "--data shakespeare. shakespeare.txt: no mirror could be reached;"
    )


@pytest.mark.usefixtures("offline")
def test_shakespeare_never_falls_back() -> None:
    """Who asks for Shakespeare gets Shakespeare or an error."""
    with pytest.raises(MirrorsUnreachableError, match="no mirror could be reached"):
        load("shakespeare")


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(status(404), id="missing"),
        pytest.param(ranged(PLAY[:-1]), id="truncated"),
        pytest.param(ranged(PLAY + b"x"), id="too long"),
        pytest.param(ranged(b"Sign in."), id="wrong"),
    ],
)
def test_a_wrong_mirror_is_no_shakespeare(
    behaviour: Any, text_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error for shakespeare, a loud fall-back for auto, and nothing in the cache."""
    lines: list[str] = []
    with serving(behaviour) as mirror:
        monkeypatch.setenv(MIRROR_VARIABLE, mirror.url)
        with pytest.raises(DataError, match="no mirror has the right file"):
            load("shakespeare")
        assert load("auto", lines).provenance.name == "pydoc-topics"
    assert "could not be fetched" in lines[1]
    assert list(text_cache.iterdir()) == []


@pytest.mark.parametrize(
    ("choice", "options", "message"),
    [
        pytest.param(
            "hamlet",
            {},
            "--data: unknown corpus; expected auto, shakespeare or pydoc, got 'hamlet'.",
            id="unknown",
        ),
        pytest.param(
            "pydoc",
            {"data_dir": True},
            "--data-dir: does not go with --data pydoc; expected one of the two",
            id="folder and pydoc",
        ),
        pytest.param(
            "pydoc",
            {"corpus_file": True},
            "--corpus: does not go with --data pydoc; expected one of the two",
            id="file and pydoc",
        ),
        pytest.param(
            "auto",
            {"corpus_file": True, "data_dir": True},
            "--corpus: does not go with --data-dir; expected one of the two",
            id="file and folder",
        ),
        pytest.param(
            "auto",
            {"alphabet": "latin", "corpus_file": True},
            "--alphabet: unknown alphabet; expected full or alnum, got 'latin'.",
            id="alphabet",
        ),
    ],
)
def test_calls_that_contradict_themselves(
    tmp_path: Path, choice: str, options: dict[str, Any], message: str
) -> None:
    """Are refused before anything is read: there is no such file."""
    paths = {name: tmp_path / "none" for name, value in options.items() if value is True}
    with pytest.raises(UsageError, match=f"^{re.escape(message)}"):
        load(choice, **(options | paths))


@pytest.mark.parametrize(
    ("text", "alphabet", "message"),
    [
        pytest.param("aaaa\r", "alnum", "got 1 in a text of 5. Pass another text, or", id="one"),
        pytest.param("\r\n\r", "full", "got 1 in a text of 3. Pass another text.", id="line ends"),
        pytest.param(
            "Ж ж, é!", "alnum", "got 0 in a text of 7. Pass another text, or --alphabet", id="none"
        ),
    ],
)
def test_a_text_without_two_characters_is_refused(
    tmp_path: Path, text: str, alphabet: str, message: str
) -> None:
    """There is nothing to predict."""
    (tmp_path / "mine.txt").write_bytes(text.encode())
    expected = (
        f"Corpus: nothing to learn with the alphabet {alphabet}; expected at least 2 different "
        f"characters, {message}"
    )
    with pytest.raises(DataError, match=f"^{re.escape(expected)}"):
        load(corpus_file=tmp_path / "mine.txt", alphabet=alphabet)


@pytest.mark.parametrize("data", [b"", b"\xe9t\xe9", None], ids=["empty", "Latin-1", "missing"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes | None) -> None:
    """The message names it as the user did."""
    path = tmp_path / "mine.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(DataError, match=f"^{re.escape(str(path))}: "):
        load(corpus_file=path)
