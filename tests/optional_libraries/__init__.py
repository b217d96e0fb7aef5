"""Tests of what stands between us and libraries that may be missing."""
