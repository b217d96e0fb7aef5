"""Models that keep something from one call to the next, or draw random numbers."""
