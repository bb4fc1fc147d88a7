"""French texts in, readings out: what is mentioned, who is who, and what the sentences claim. No RDF here."""
