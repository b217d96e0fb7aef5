"""What is installed here, what works with it, and what command would add the rest."""
