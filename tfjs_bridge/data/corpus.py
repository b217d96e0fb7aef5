"""Loads a text for a character model from the first place that has it, and says which."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tfjs_bridge.data.characters import apply_alphabet, check_alphabet, vocabulary_of
from tfjs_bridge.data.digest import sha256_hex
from tfjs_bridge.data.download import RemoteFile
from tfjs_bridge.data.provenance import Provenance
from tfjs_bridge.data.shakespeare import SHAKESPEARE, read_cached, read_folder
from tfjs_bridge.data.text_file import decode_text, read_bytes
from tfjs_bridge.errors import DataError, UsageError
from tfjs_bridge.progress import Message, ProgressCallback, ignore_progress

if TYPE_CHECKING:
    from pathlib import Path

_SHAKESPEARE_SOURCE: Final = (
    "Tiny Shakespeare (Karpathy), "
    "https://storage.googleapis.com/download.tensorflow.org/data/shakespeare.txt"
)
_PYDOC_SOURCE: Final = (
    "The topics of Python's help, in the module pydoc_data of CPython, https://docs.python.org/3/"
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A text to train a character model on.

    Attributes:
        text: all of it, in the characters of the alphabet.
        vocabulary: distinct characters of all of the text, at least 2, sorted by code point.
        alphabet: ``full`` or ``alnum``.
        provenance: what the text is.
    """

    text: str
    vocabulary: tuple[str, ...]
    alphabet: str
    provenance: Provenance

    @property
    def train_text(self) -> str:
        """The first nine tenths, rounded down: of tiny Shakespeare, nanoGPT's 1,003,854."""
        return self.text[: self._train_characters]

    @property
    def validation_text(self) -> str:
        """The rest."""
        return self.text[self._train_characters :]

    @property
    def _train_characters(self) -> int:
        # In whole numbers: 0.9 is not exact in binary, and a split must not depend on rounding.
        return len(self.text) * 9 // 10


def load_corpus(
    choice: str,
    *,
    corpus_file: Path | None,
    data_dir: Path | None,
    alphabet: str,
    progress: ProgressCallback = ignore_progress,
    shakespeare: RemoteFile = SHAKESPEARE,
) -> Corpus:
    """Load a text.

    Args:
        choice: ``shakespeare``, from ``data_dir``, the cache or a mirror; ``pydoc``, the topics of
            Python's help, which every Python has; ``auto``, the first that can be had.
        corpus_file: a text file in UTF-8; then nothing else is tried.
        data_dir: a folder with ``shakespeare.txt``; then nothing else is tried.
        alphabet: ``full`` or ``alnum``, see `apply_alphabet`.
        progress: called with a line that says where the text came from, with what was wrong, and
            with how far the download is.
        shakespeare: the file that ``shakespeare`` stands for.

    Raises:
        UsageError: Options that contradict each other, an unknown choice or alphabet, or a bad
            mirror variable.
        DataError: ``shakespeare`` has to be downloaded and cannot be (`MirrorsUnreachableError`
            where no mirror answered); or the text is missing, damaged, not what it says it is, or
            has fewer than 2 different characters.
    """
    _check_choice(choice, corpus_file, data_dir)
    check_alphabet(alphabet)
    if corpus_file is not None:
        text, provenance = _user_text(corpus_file)
        progress(Message(f"Corpus: read from --corpus, {corpus_file}."))
    elif data_dir is not None:
        text, provenance = _shakespeare(read_folder(data_dir, shakespeare), shakespeare)
        progress(Message(f"Shakespeare: read from --data-dir, {data_dir}."))
    else:
        text, provenance = _own_text(choice, progress, shakespeare)
    return _corpus(text, alphabet, provenance)


def check_length(corpus: Corpus, sequence_length: int) -> None:
    """Check that both parts of a corpus hold at least one sequence.

    Args:
        corpus: the text.
        sequence_length: characters of a sequence, at least 1; its target needs one more.

    Raises:
        DataError: A part is shorter than that.
    """
    train, validation = len(corpus.train_text), len(corpus.validation_text)
    if min(train, validation) > sequence_length:
        return
    # The last tenth, rounded up, is the shorter part of a text of this length and of longer ones.
    needed = 10 * sequence_length + 1
    raise DataError(
        f"Corpus: too short for sequences of {sequence_length:,} characters; expected at least "
        f"{needed:,} characters with the alphabet {corpus.alphabet}, of which a tenth is for "
        f"validation, got {len(corpus.text):,} ({train:,} for training, {validation:,} for "
        "validation). Pass a smaller --sequence-length, or a longer text."
    )


def _check_choice(choice: str, corpus_file: Path | None, data_dir: Path | None) -> None:
    if choice not in ("auto", "shakespeare", "pydoc"):
        raise UsageError(
            f"--data: unknown corpus; expected auto, shakespeare or pydoc, got {choice!r}. "
            "Pass one of the three, or a text of your own with --corpus."
        )
    if corpus_file is not None and (choice != "auto" or data_dir is not None):
        other = f"--data {choice}" if choice != "auto" else "--data-dir"
        raise UsageError(
            f"--corpus: does not go with {other}; expected one of the two, got {corpus_file}. "
            "Leave one of them out."
        )
    if choice == "pydoc" and data_dir is not None:
        raise UsageError(
            f"--data-dir: does not go with --data pydoc; expected one of the two, got {data_dir}. "
            "Leave --data-dir out, or pass --data shakespeare."
        )


def _user_text(path: Path) -> tuple[str, Provenance]:
    data = read_bytes(path)
    # Only the last part: the artifact is published. Linux allows names that are not UTF-8.
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return decode_text(data, path), Provenance("file", name, {name: sha256_hex(data)}, None)


def _own_text(choice: str, progress: ProgressCallback, file: RemoteFile) -> tuple[str, Provenance]:
    if choice != "pydoc":
        try:
            return _shakespeare(read_cached(progress=progress, file=file), file)
        # A firewall may respond in a mirror's name, so a wrong response counts as none here.
        except DataError as error:
            if choice == "shakespeare":
                raise
            progress(Message(_fallback_line(error)))
    text, provenance = _pydoc_topics()
    progress(Message(f"Corpus: the topics of this Python's help, {len(text):,} characters."))
    return text, provenance


def _shakespeare(data: bytes, file: RemoteFile) -> tuple[str, Provenance]:
    digests = {file.name: file.sha256}
    # Its digest was checked, so it is the ASCII text and decodes.
    return data.decode("utf-8"), Provenance("shakespeare", _SHAKESPEARE_SOURCE, digests, None)


def _pydoc_topics() -> tuple[str, Provenance]:
    try:
        from pydoc_data.topics import topics
    except ImportError as error:
        raise DataError(
            "Topics of Python's help: not installed; expected the module pydoc_data.topics, "
            f"got {error}. Pass a text of your own with --corpus."
        ) from error
    # Sorted, so that the text does not depend on the order in this Python's module.
    text = "\n".join(topics[name] for name in sorted(topics))
    digests = {"topics": sha256_hex(text.encode())}
    return text, Provenance("pydoc-topics", _PYDOC_SOURCE, digests, None)


def _corpus(text: str, alphabet: str, provenance: Provenance) -> Corpus:
    shown = apply_alphabet(text, alphabet)
    # Of all of the text, or the validation text could hold a character that the model cannot read.
    vocabulary = vocabulary_of(shown)
    if len(vocabulary) < 2:
        raise DataError(
            f"Corpus: nothing to learn with the alphabet {alphabet}; expected at least 2 different "
            f"characters, got {len(vocabulary)} in a text of {len(text):,}. Pass another text"
            f"{', or --alphabet full' if alphabet == 'alnum' else ''}."
        )
    return Corpus(shown, vocabulary, alphabet, provenance)


def _fallback_line(error: DataError) -> str:
    return (
        "Corpus: Shakespeare could not be fetched, so the topics of this Python's help are used. "
        "To get Shakespeare, pass its folder with --data-dir, or go online and pass "
        f"--data shakespeare. {error}"
    )
