"""Writers: a translated model to `model.json` and shards, each one function `write`."""
