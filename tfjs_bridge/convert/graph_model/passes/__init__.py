"""What makes a graph smaller and faster and leaves its outputs equal: one module for each pass."""
