"""TypeScript that is written for one artifact, with its names, shapes and labels as types."""
