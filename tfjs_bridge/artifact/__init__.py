"""The artifact format (docs/artifact-format.md), with numpy and json alone, and no framework."""
