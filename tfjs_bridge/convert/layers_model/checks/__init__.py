"""What has to hold of a translated model before it is written."""
