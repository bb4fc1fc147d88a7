"""The ontology, its vocabularies and shapes, and the authority lists of the period. No French grammar, no files of users."""
