"""Extractions → Knowledge: what all sources say together. Pure functions, independent of the order of the sources."""
