"""Makes a table of hotel bookings, of which some are cancelled: by a rule, and chance."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.str_] | npt.NDArray[np.int64] | npt.NDArray[np.float64]
Table = dict[str, Column]

CHANNELS = ("agency", "company", "direct", "web")
DEPOSITS = ("full", "none", "part")
COUNTRIES = ("AT", "BE", "BR", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU")
ROOMS = (101, 102, 205, 310, 415)


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
