"""Readings become triples; triples are stored, linked to Wikidata, asked and exported."""
