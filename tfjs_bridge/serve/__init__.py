"""The local web server of the demo page."""
