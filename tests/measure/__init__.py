"""Measuring against the annotated news, where it is at hand."""
