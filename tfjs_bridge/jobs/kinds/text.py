"""What train-and-export trains on: digits or a text, as the options say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tfjs_bridge.cli.console import download_progress
from tfjs_bridge.cli.data_options import Data, read_digits
from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tfjs_bridge.data.corpus import Corpus
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.models.definition import DigitsConfig, ModelDefinition, TextConfig
    from tfjs_bridge.training.subject import Subject
    from tfjs_bridge.training.teachers import Teachers

_DIGITS = tuple(each.value for each in Data)
_TEXTS: dict[str, Literal["auto", "shakespeare", "pydoc"]] = {
    "auto": "auto",
    "shakespeare": "shakespeare",
    "pydoc": "pydoc",
}


@dataclass(frozen=True, slots=True)
class DataChoice:
    """The options on data, as they were given.

    Attributes:
        data: ``--data``.
        data_dir: ``--data-dir``.
        corpus: ``--corpus``.
        alphabet: ``--alphabet``.
    """

    data: str = "auto"
    data_dir: Path | None = None
    corpus: Path | None = None
    alphabet: str | None = None

    def check(self, definition: ModelDefinition) -> None:
        """Refuse what does not go with the model.

        Raises:
            UsageError: An option is for models of the other kind.
        """
        known = _TEXTS if definition.reads_text else _DIGITS
        if self.data not in known:
            raise UsageError(
                f"--data {self.data}: not what model '{definition.name}' is trained on; expected "
                f"one of {', '.join(known)}. Take one of these."
            )
        for option, value in (("--corpus", self.corpus), ("--alphabet", self.alphabet)):
            if value is not None and not definition.reads_text:
                raise UsageError(
                    f"{option} {value}: model '{definition.name}' reads digits; expected it for "
                    f"a model of text alone. Leave it out."
                )


def load_data(
    console: Console, choice: DataChoice, definition: ModelDefinition, seed: int
) -> Digits | Corpus:
    """Load what a model is trained on, and say what was loaded."""
    if definition.reads_text:
        return _load_text(console, choice)
    return read_digits(console, Data(choice.data), choice.data_dir, seed)


def make_subject(
    data: Digits | Corpus,
    config: DigitsConfig | TextConfig,
    seed: int,
    teachers: Teachers | None = None,
) -> Subject:
    """What there is to learn from the data."""
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.models.definition import DigitsConfig, TextConfig
    from tfjs_bridge.training.digits import digits_subject
    from tfjs_bridge.training.text import text_subject

    if isinstance(data, Digits) and isinstance(config, DigitsConfig):
        return digits_subject(data, config, seed=seed, teachers=teachers)
    if not isinstance(data, Digits) and isinstance(config, TextConfig):
        return text_subject(data, config, seed=seed, teachers=teachers)
    raise TypeError(f"{type(data).__name__} does not go with {type(config).__name__}")


def _load_text(console: Console, choice: DataChoice) -> Corpus:
    """And say what the alphabet did to it."""
    from tfjs_bridge.data import corpus

    with download_progress(console) as progress:
        text = corpus.load_corpus(
            _TEXTS[choice.data],
            corpus_file=choice.corpus,
            data_dir=choice.data_dir,
            alphabet=choice.alphabet or "full",
            announce=lambda line: console.print(line, markup=False),
            progress=progress,
        )
    console.print(
        f"{len(text.train_text):,} characters to train on, {len(text.validation_text):,} to "
        f"validate on; {len(text.vocabulary)} different ones.",
        markup=False,
    )
    if text.alphabet == "alnum":
        console.print(
            f"--alphabet alnum: lower case, and nothing but letters and digits. The text now "
            f"begins: {text.text[:60]}",
            markup=False,
        )
    return text
