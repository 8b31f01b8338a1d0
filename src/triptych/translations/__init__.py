"""How each text of a page stands to its source, and what a reader gets where a translation is missing."""
