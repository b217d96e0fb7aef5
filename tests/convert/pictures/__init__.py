"""Tests of what an artifact declares of pictures."""
