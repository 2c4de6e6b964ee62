"""Newsdesk turns news articles into a briefing site. `build.py` tells the story of one build."""

__version__ = "0.1.0"
