"""Moving in and moving out: directories and sites of others become our sources, and ours become plain Markdown."""
