"""A new site: its files from the answers of who begins it, with sample texts in the languages that are shipped."""
