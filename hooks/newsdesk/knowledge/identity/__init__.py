"""Who is who beyond one article: names are resolved over the articles of a story, then over the archive.

Extraction says what one article says of itself. Here people and things that articles name in full are joined
(`entity_joins`); what an article leaves open (a surname alone, a short form) is looked up first in the other articles
of its story (`surnames`), then in the archive. In doubt it stays open. Each decision is a `Join`, which names its
rule, and is in the extraction that it completes (`amending`).
"""
