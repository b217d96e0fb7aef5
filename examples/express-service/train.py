"""Predicts the rent of a flat from four numbers, for a service that answers over HTTP.

    python examples/express-service/train.py

The flats are made by a formula: space, rooms, age, the way to the centre, and chance.
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

UNSEEN = 200
Column = npt.NDArray[np.float32]
Table = dict[str, Column]


def make_flats(count: int, seed: int = 1) -> tuple[Table, Column]:
    """Make flats and what they cost.

    Returns:
        flats: A column for each input, float32, shape (count, 1): square metres, rooms, years, and
            minutes to the centre.
        rents: float32, shape (count, 1), euros a month.
    """
    random = np.random.default_rng(seed)
    area = random.uniform(20, 140, count)
    rooms = np.clip(np.round(area / random.uniform(18, 32, count)), 1, 6)
    age = random.uniform(0, 120, count)
    minutes = random.uniform(2, 60, count)
    rent = 220 + (13 - 0.09 * minutes) * area + 25 * rooms - 2 * age
    rent = rent * random.normal(1, 0.05, count)
    flats = {"area": area, "rooms": rooms, "age": age, "minutes": minutes}
    columns = {name: column.astype(np.float32)[:, np.newaxis] for name, column in flats.items()}
    return columns, rent.astype(np.float32)[:, np.newaxis]


def make_model(flats: Table, rents: Column) -> keras.Model:
    """Build a network that scales by itself: its user gives plain numbers, and gets euros."""
    layers = keras.layers
    inputs = {name: keras.Input((1,), name=name) for name in flats}
    scaling = layers.Normalization(name="scaled")
    scaling.adapt(np.concatenate(list(flats.values()), axis=1))
    hidden = scaling(layers.Concatenate()(list(inputs.values())))
    hidden = layers.Dense(32, activation="relu")(hidden)
    hidden = layers.Dense(1)(hidden)
    mean, deviation = float(rents.mean()), float(rents.std())
    rent = layers.Rescaling(deviation, offset=mean, name="rent")(hidden)
    return keras.Model(inputs, rent, name="rents")


def main() -> None:
    """Train, compare with the plainest guess, and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("exported/express-service"))
    out = parser.parse_args().out
    keras.utils.set_random_seed(1)
    flats, rents = make_flats(2000 + UNSEEN)
    unseen = {name: column[:UNSEEN] for name, column in flats.items()}
    seen = {name: column[UNSEEN:] for name, column in flats.items()}

    model = make_model(seen, rents[UNSEEN:])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mean_absolute_error")
    model.fit(seen, rents[UNSEEN:], batch_size=64, epochs=25, verbose=0)
    error = float(model.evaluate(unseen, rents[:UNSEEN], verbose=0))
    price = float((rents / flats["area"])[UNSEEN:].mean())
    plainest = float(np.abs(price * unseen["area"] - rents[:UNSEEN]).mean())
    print(f"mean error: {error:.0f} euros; by the mean price of a square metre: {plainest:.0f}")

    # Flats are the artifact's proof, where values would else be drawn.
    proof = {name: column[:8] for name, column in unseen.items()}
    tfjs_bridge.export(model, out, card=tfjs_bridge.ModelCard(golden_inputs=proof))
    flat = {"area": 62, "rooms": 3, "age": 48, "minutes": 12}
    row = {name: np.full((1, 1), value, np.float32) for name, value in flat.items()}
    print(f"rent of {flat}: {model.predict(row, verbose=0)[0, 0]:.2f}")
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
