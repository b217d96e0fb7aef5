"""What can be told of a model from its files alone, before it is exported, run or loaded."""
