"""KerasHub's tokenizers as files that Hugging Face's libraries read."""
