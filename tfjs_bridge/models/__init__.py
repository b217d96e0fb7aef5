"""The models that tfjs-bridge can train, one module each."""
