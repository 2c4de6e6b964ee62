"""Files → Source: front matter, cleaning, vocabulary, the parser. The only package that touches the disk."""
