"""The command line: options in, library calls, messages out."""
