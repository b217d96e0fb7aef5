"""KerasHub's byte pairs within tf.data: other ones than a tokenizer gives that is called."""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from typing import Any

from tfjs_bridge.convert.tokenizers.live import class_names
from tfjs_bridge.convert.tokenizers.texts import PROBES
from tfjs_bridge.errors import ModelWarning


def warn_of_tf_data(tokenizer: Any) -> None:
    """Warn where `fit` and `predict` of strings give a model other ids than are declared.

    KerasHub runs TensorFlow Text within tf.data, where it is installed, and the package
    `tokenizers` otherwise (byte_pair_tokenizer.py, `tokenize`); they split texts differently.
    """
    has_both = hasattr(tokenizer, "_tokenize_tf") and hasattr(tokenizer, "_tokenize_tokenizers")
    if "BytePairTokenizer" not in class_names(tokenizer) or not has_both:
        return
    if find_spec("tensorflow_text") is None:
        return
    texts = [text for text in PROBES if text]
    rows = zip(texts, tokenizer._tokenize_tf(texts), tokenizer(texts), strict=True)
    for text, within, called in rows:
        if [int(number) for number in within] != [int(number) for number in called]:
            warnings.warn(
                f"tokenizer '{tokenizer.name}' ({type(tokenizer).__name__}): KerasHub gives other "
                f"ids within tf.data, as in fit and predict of strings, than when it is called, as "
                f"for {text!r}; expected the same. Declared are those of a call: train on these.",
                ModelWarning,
                stacklevel=2,
            )
            return
