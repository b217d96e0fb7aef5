"""Projects that use one artifact: a page, or a program for Node.js."""
