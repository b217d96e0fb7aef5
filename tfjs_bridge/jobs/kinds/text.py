"""Text, read character by character."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from tfjs_bridge.jobs.kinds.kind import DataKind, DataRequest, Facts, Option, TrainedModel
from tfjs_bridge.models.definition import TextConfig
from tfjs_bridge.progress import Message, ProgressCallback

if TYPE_CHECKING:
    from tfjs_bridge.data.corpus import Corpus
    from tfjs_bridge.training.task import TrainingTask
    from tfjs_bridge.training.teachers import Teachers

# Cautious, in between, and the model's own probabilities.
_TEMPERATURES: Final = (0.5, 0.8, 1.0)
_SAMPLE_CHARACTERS: Final = 400
_BEGINNING_SHOWN: Final = 60


class _TextKind(DataKind["Corpus", TextConfig]):
    name = "text"
    datasets: ClassVar = {
        "shakespeare": "downloaded once",
        "pydoc": "Python's help, offline",
    }
    files = "shakespeare.txt"
    options = (
        # The order is that of the command line's help.
        Option(name="corpus", type=Path, metavar="FILE", help="A text of your own, in UTF-8."),
        Option(
            name="alphabet",
            type=str,
            choices=("full", "alnum"),
            default="full",
            help="full: all characters. alnum: lower-case letters and digits only, as in the "
            "tutorial; spaces go too.",
        ),
        Option(
            name="sequence_length",
            type=int,
            minimum=1,
            default="the recipe's",
            help="Characters read in one go. 1: the tutorial's pairs.",
            is_hyper_parameter=True,
        ),
    )
    counts: ClassVar = {"train": "train", "validation": "validation"}

    def load(self, request: DataRequest, progress: ProgressCallback) -> Corpus:
        from tfjs_bridge.data.corpus import load_corpus

        corpus_file = request.options.get("corpus")
        corpus = load_corpus(
            request.dataset,
            # Callers in Python may pass a str.
            corpus_file=None if corpus_file is None else Path(corpus_file),
            data_dir=request.data_dir,
            alphabet=request.options.get("alphabet", "full"),
            progress=progress,
        )
        train, validation = len(corpus.train_text), len(corpus.validation_text)
        counts = f"{train:,} characters to train on, {validation:,} to validate on"
        progress(Message(f"{counts}; {len(corpus.vocabulary)} different ones."))
        # Shown, because it surprises: words run together.
        if corpus.alphabet == "alnum":
            text = (
                f"--alphabet alnum: lower case, and nothing but letters and digits. The text now "
                f"begins: {corpus.text[:_BEGINNING_SHOWN]}"
            )
            progress(Message(text))
        return corpus

    def task(
        self, data: Corpus, config: TextConfig, *, seed: int, teachers: Teachers | None = None
    ) -> TrainingTask:
        from tfjs_bridge.training.text import text_task

        return text_task(data, config, seed=seed, teachers=teachers)

    def preprocessing(self, data: Corpus, config: TextConfig) -> dict[str, Any]:
        return {
            "kind": "characters",
            "alphabet": data.alphabet,
            "vocabulary": list(data.vocabulary),
            "sequence_length": config.sequence_length,
        }

    def describe_metrics(self, metrics: Mapping[str, float]) -> str:
        loss, accuracy = metrics["validation_loss"], metrics["validation_accuracy"]
        return f"Validation loss {loss:.4f} nats per character (accuracy {accuracy:.2%})"

    def split_facts(self, split: Mapping[str, int | None]) -> Facts:
        window = split["validation_window"]
        return (("Validation", f"in windows of {window:,} characters, each from an empty state"),)

    def write_report(
        self, folder: Path, trained: TrainedModel[Corpus, TextConfig], *, title: str, facts: Facts
    ) -> None:
        from tfjs_bridge.report.text_report import TextReport, write_text_report

        report = TextReport(
            title=title,
            facts=facts,
            history=trained.history.epochs,
            samples=_samples(trained),
        )
        write_text_report(folder, report)


def _samples(trained: TrainedModel[Corpus, TextConfig]) -> tuple[tuple[float, str], ...]:
    """Return a temperature and what the model writes at it, a few times."""
    from tfjs_bridge.data.characters import decode
    from tfjs_bridge.training.text import sample

    vocabulary = trained.data.vocabulary
    # Another network of the same weights: theirs do not depend on batch size and state, and the
    # trained one reads whole sequences.
    stepper = trained.definition.build(
        trained.keras,
        trained.config,
        len(vocabulary),
        batch_size=len(_TEMPERATURES),
        # A model of pairs was trained from an empty state each time, and knows no other.
        stateful=trained.config.sequence_length > 1,
    )
    stepper.set_weights(trained.network.get_weights())
    # After a line break a text begins afresh; the alphabet alnum has none.
    start = vocabulary.index("\n") if "\n" in vocabulary else 0
    written = sample(stepper, start, _TEMPERATURES, _SAMPLE_CHARACTERS)
    texts = [decode(indices, vocabulary) for indices in written]
    return tuple(zip(_TEMPERATURES, texts, strict=True))


TEXT: Final = _TextKind()
"""Texts, and models that write them."""
