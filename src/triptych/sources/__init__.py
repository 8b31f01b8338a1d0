"""Reading what people wrote in files: text of any encoding, YAML with places, forms of keys and values."""
