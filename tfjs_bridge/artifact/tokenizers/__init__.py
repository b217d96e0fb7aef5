"""Texts to token ids as KerasHub gives them: what Hugging Face's libraries do in another way."""
