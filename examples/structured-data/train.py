"""Predicts from a table's row, words and numbers, here whether a hotel's guest will cancel.

    python examples/structured-data/train.py

The model takes the row as it is: it looks up, hashes, crosses and scales by itself.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

# Keras's layers for words run in a model only on TensorFlow.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import tensorflow as tf
import tfjs_bridge
from bookings import Table, make_bookings, write_table

UNSEEN = 500
ROWS = 6  # of those, for the program
DTYPES = {"channel": "string", "country": "string", "deposit": "string", "price": "float32"}
DAYS = [7, 30, 90]  # where the ranges of days_ahead begin


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
