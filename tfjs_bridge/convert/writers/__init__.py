"""Writers: a translated model to `model.json` and shards, each behind the same function type."""
