"""Predicts from a table's row, words and numbers, here whether a hotel's guest will cancel.

    python examples/structured-data/train.py

The model takes the row as it is: it looks up, hashes, crosses and scales by itself.
"""

from __future__ import annotations

import argparse
import csv
import os
from pathlib import Path

# Keras's layers for words run in a model only on TensorFlow.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
import tfjs_bridge

UNSEEN = 500
ROWS = 6  # of those, for the program
DTYPES = {"channel": "string", "country": "string", "deposit": "string", "price": "float32"}
DAYS = [7, 30, 90]  # where the ranges of days_ahead begin

# What the bookings are made of.
CHANNELS = ("agency", "company", "direct", "web")
DEPOSITS = ("full", "none", "part")
COUNTRIES = ("AT", "BE", "BR", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU")
ROOMS = (101, 102, 205, 310, 415)
Column = npt.NDArray[np.str_] | npt.NDArray[np.int64] | npt.NDArray[np.float64]
Table = dict[str, Column]


def make_bookings(count: int, seed: int = 1) -> Table:
    """Make bookings, a column for each thing that is known, and whether they were cancelled.

    Returns:
        Columns of shape (count,); `cancelled`, int64, is 0 or 1.
    """
    random = np.random.default_rng(seed)
    table: Table = {
        "channel": random.choice(CHANNELS, count, p=(0.25, 0.15, 0.2, 0.4)),
        "deposit": random.choice(DEPOSITS, count, p=(0.2, 0.5, 0.3)),
        "country": random.choice(COUNTRIES, count),
        "room": random.choice(ROOMS, count),
        "days_ahead": random.gamma(1.2, 50, count).astype(np.int64),
        "nights": random.integers(1, 15, count),
        "price": random.normal(110, 30, count).clip(40).round(2),
    }
    chance = 1 / (1 + np.exp(-_pull(table)))
    return {**table, "cancelled": (random.random(count) < chance).astype(np.int64)}


def _pull(table: Table) -> npt.NDArray[np.float64]:
    """Say what speaks for a cancellation: above 0 it is likelier than not."""
    is_free = table["deposit"] == "none"
    is_online = np.isin(table["channel"], ("agency", "web"))
    days = table["days_ahead"]
    return (
        5.0 * (is_free & is_online)  # each alone says nothing
        - 3.0 * (table["deposit"] == "full")
        + np.select([days < 7, days < 30, days < 90], [-2.5, -0.5, 1.5], 2.5)
        + 1.5 * (table["room"] == 310)  # above the kitchen
        + 1.0 * np.isin(table["country"], COUNTRIES[:4])
        + 0.04 * (table["price"] - 110)
        - 2.5
    )


def write_table(table: Table, path: Path) -> None:
    """Write a table as a CSV file with a line of names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table)
        writer.writerows(zip(*(column.tolist() for column in table.values()), strict=True))


def make_model(seen: Table) -> keras.Model:
    """Build a network whose front learns its vocabularies and scales from a table."""
    layers = keras.layers
    names = [name for name in seen if name != "cancelled"]
    row = {name: keras.Input((1,), name=name, dtype=DTYPES.get(name, "int64")) for name in names}

    def adapted(layer: keras.layers.Layer, name: str) -> keras.KerasTensor:
        layer.adapt(seen[name].reshape(-1, 1))
        return layer(row[name])

    days = layers.Discretization(DAYS, output_mode="one_hot", name="range_of_days")
    cross = layers.HashedCrossing(32, output_mode="one_hot", name="channel_and_deposit")
    encoded = [
        adapted(layers.StringLookup(output_mode="one_hot", name="channel_word"), "channel"),
        adapted(layers.StringLookup(output_mode="one_hot", name="deposit_word"), "deposit"),
        layers.Hashing(16, output_mode="one_hot", name="country_hash")(row["country"]),
        adapted(layers.IntegerLookup(output_mode="one_hot", name="room_number"), "room"),
        days(row["days_ahead"]),
        cross((row["channel"], row["deposit"])),
        adapted(layers.Normalization(name="scaled_nights"), "nights"),
        adapted(layers.Normalization(name="scaled_price"), "price"),
    ]
    hidden = layers.Dense(32, activation="relu")(layers.Concatenate()(encoded))
    cancelled = layers.Dense(1, activation="sigmoid", name="cancelled")(hidden)
    return keras.Model(row, cancelled, name="bookings")


def batches(table: Table) -> tf.data.Dataset:
    """Give a table to Keras: a dict of what is known, and what is to be predicted."""
    rows = {name: column.reshape(-1, 1) for name, column in table.items()}
    cancelled = rows.pop("cancelled")
    return tf.data.Dataset.from_tensor_slices((rows, cancelled)).batch(64)


def main() -> None:
    """Train, compare with the plainest guess, and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("exported/structured-data"))
    out = parser.parse_args().out
    keras.utils.set_random_seed(1)
    table = make_bookings(4000)
    unseen = {name: column[:UNSEEN] for name, column in table.items()}
    seen = {name: column[UNSEEN:] for name, column in table.items()}

    model = make_model(seen)
    model.compile(
        optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy", metrics=["accuracy"]
    )
    model.fit(batches(seen), epochs=12, verbose=2, shuffle=False)  # the rows are in no order
    accuracy = model.evaluate(batches(unseen), verbose=0)[1]
    kept = 1 - unseen["cancelled"].mean()
    print(f"right of {UNSEEN} other bookings: {accuracy:.1%}; {kept:.1%} of them were kept")

    few = {name: column[:ROWS] for name, column in unseen.items()}
    chances = model.predict(batches(few), verbose=0)[:, 0]
    proof = {name: column for name, column in few.items() if name != "cancelled"}
    card = tfjs_bridge.ModelCard(labels=("kept", "cancelled"), golden_inputs=proof)
    tfjs_bridge.export(model, out, card=card)
    write_table(few, out.with_suffix(".csv"))
    print("the first ones will be cancelled by:", *(f"{chance:.4f}" for chance in chances))
    print(f"wrote {out}, and {out.with_suffix('.csv')}")


if __name__ == "__main__":
    main()
