"""The ontology, its vocabularies and shapes, the authority lists of the period. No French grammar, no user files."""
