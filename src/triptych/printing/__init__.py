"""Printing the files of a site: in several processes, and only those that have changed."""
