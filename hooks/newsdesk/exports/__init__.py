"""Knowledge → data files, feeds, linked data."""
