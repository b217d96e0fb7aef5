"""The artifact format (docs/artifact-format.md): numpy and json alone, no framework."""
