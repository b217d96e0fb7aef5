"""Models with text and lookups at their front: split, exported, and compared with Keras."""
