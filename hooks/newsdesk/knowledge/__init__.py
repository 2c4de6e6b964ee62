"""Extractions → Knowledge: entities, statements, stories. Pure functions."""
