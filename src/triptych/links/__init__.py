"""Links to other sites: where they stand in the sources, how they answered, and what is kept of that."""
