"""Writes sampling.json: random numbers and choices by them, for Python and JavaScript alike.

Run from the repository's root: ``python -m tests.vectors.make_sampling``
"""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np

from tfjs_bridge.data.sampling import choose, random_numbers, sampling_weights

OUTPUT = Path(__file__).with_name("sampling.json")

SEEDS = (0, 1, 42, 2**31, 2**32 - 1)

# Name: probabilities. They need not add up to 1 exactly, as those of float32 do not.
DISTRIBUTIONS: dict[str, list[float]] = {
    "one alone": [1.0],
    "even": [0.25, 0.25, 0.25, 0.25],
    "steep": [0.001, 0.9, 0.05, 0.04, 0.009],
    "with zeros": [0.0, 0.5, 0.0, 0.5, 0.0],
    "a tie for the first place": [0.1, 0.4, 0.4, 0.1],
    "tiny": [1e-30, 3e-30, 1e-38, 0.0],
    "not adding up": [0.3, 0.3, 0.3],
}
SETTINGS: tuple[tuple[float, int | None], ...] = (
    *((0.0, None), (0.1, None), (0.8, None), (1.0, None), (5.0, None)),
    *((1.0, 1), (1.0, 2), (0.5, 3), (1.0, 99)),
)
_DRAWS = 40


def random_case(seed: int) -> dict[str, object]:
    return {"name": str(seed), "seed": seed, "expected": list(islice(random_numbers(seed), 8))}


def choice_case(
    name: str, probabilities: list[float], temperature: float, top_k: int | None
) -> dict[str, object]:
    values = np.array(probabilities)
    settings = {"temperature": temperature, "top_k": top_k}
    expected = [
        choose(values, chance, temperature=temperature, top_k=top_k)
        for chance in islice(random_numbers(7), _DRAWS)
    ]
    weights = None
    if temperature > 0:
        weights = sampling_weights(values, temperature=temperature, top_k=top_k).tolist()
    return {
        "name": f"{name}, temperature {temperature}, top {top_k or 'all'}",
        "probabilities": probabilities,
        **settings,
        "seed": 7,
        "weights": weights,
        "expected": expected,
    }


def groups() -> dict[str, list[dict[str, object]]]:
    return {
        "random": [random_case(seed) for seed in SEEDS],
        "choices": [
            choice_case(name, probabilities, *settings)
            for name, probabilities in DISTRIBUTIONS.items()
            for settings in SETTINGS
        ],
    }


def document() -> str:
    """The file's content: one case in a line."""
    blocks = []
    for name, cases in groups().items():
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        blocks.append(f'"{name}":[\n{lines}\n]')
    return "{" + ",\n".join(blocks) + "}\n"


def main() -> None:
    OUTPUT.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
