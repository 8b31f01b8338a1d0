"""From the files that people write to the `Site`, and from the `Site` to its pages, lists and open data."""
