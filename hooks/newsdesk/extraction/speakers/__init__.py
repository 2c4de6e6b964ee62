"""Speakers as they are printed: what quotes in marks and reported speech share."""
