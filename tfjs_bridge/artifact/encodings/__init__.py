"""Weight encodings: how a weight's values are stored, each one object behind the same face.

To add one: its module here, its name in `names`, its object in `registry`, and its twin in
web/src/artifact/encodings.js. The vectors in tests/vectors/encodings.json hold both sides to the
same values.
"""
