"""Predicts the next value of a series from the last 48, here the load of a power grid by the hour.

    python examples/series/train.py

The series is made by a formula: days, weeks, a slow rise, and noise.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
import numpy.typing as npt
import tfjs_bridge

WINDOW = 48
HOURS = 24 * 7 * 16
Series = npt.NDArray[np.float32]


def make_series(seed: int = 1) -> Series:
    """Make the load of each hour, in megawatts.

    Returns:
        float32, shape (HOURS,), most values from 350 to 700.
    """
    hour = np.arange(HOURS)
    day = 80 * np.sin(2 * np.pi * (hour - 8) / 24) + 30 * np.sin(4 * np.pi * hour / 24)
    is_weekend = (hour // 24) % 7 >= 5
    noise = np.random.default_rng(seed).normal(0, 6, HOURS)
    return (500 + day - 60 * is_weekend + 0.02 * hour + noise).astype(np.float32)


def windows(series: Series) -> tuple[Series, Series]:
    """Cut a series into windows, and the value after each.

    Returns:
        windows: float32, shape (count, WINDOW, 1).
        next_values: float32, shape (count, 1).
    """
    cut = np.lib.stride_tricks.sliding_window_view(series, WINDOW + 1)
    return cut[:, :WINDOW, np.newaxis].copy(), cut[:, WINDOW:].copy()


def make_model(series: Series) -> keras.Model:
    """Build a network that takes and gives megawatts: it scales them by itself."""
    mean, deviation = float(series.mean()), float(series.std())
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((WINDOW, 1), name="last_values"),
            layers.Rescaling(1 / deviation, offset=-mean / deviation),
            layers.Conv1D(24, 6, strides=3, activation="relu"),
            layers.LSTM(24),
            layers.Dense(1),
            layers.Rescaling(deviation, offset=mean, name="next_value"),
        ],
        name="series",
    )


def main() -> None:
    """Train on the first part, compare with the last one, and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("exported/series"))
    out = parser.parse_args().out
    keras.utils.set_random_seed(1)
    series = make_series()
    seen, unseen = np.split(series, [HOURS * 3 // 4])

    model = make_model(seen)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mean_absolute_error")
    model.fit(*windows(seen), epochs=8, verbose=2)
    inputs, expected = windows(unseen)
    error = float(model.evaluate(inputs, expected, verbose=0))
    as_before = float(np.abs(inputs[:, -24] - expected).mean())
    print(f"mean error: {error:.1f} MW; of the same hour a day before: {as_before:.1f} MW")

    tfjs_bridge.export(model, out)
    rows = "\n".join(f"{hour},{value:.2f}" for hour, value in enumerate(unseen))
    out.with_suffix(".csv").write_text(f"hour,load\n{rows}\n", encoding="utf-8")
    last = np.round(unseen[-WINDOW:], 2).reshape(1, WINDOW, 1)
    print(f"next hour: {float(model.predict(last, verbose=0)[0, 0]):.2f}")
    print(f"wrote {out}, and {out.with_suffix('.csv')}")


if __name__ == "__main__":
    main()
