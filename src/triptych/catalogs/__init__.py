"""Labels: the short shared texts, declared in code and taxonomy, translated in PO catalogs (gettext)."""
