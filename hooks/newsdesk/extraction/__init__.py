"""Source → Extraction: names, quotes, speakers, dates. Pure functions; no disk, no clock, no network."""
