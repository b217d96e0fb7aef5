"""What is told of models before they are exported, loaded or run."""
