"""From the model to HTML and XML: whole documents, escaped by construction, in one language each."""
