"""Quotes in quotation marks: found, attributed, and each refusal explained.

Marks (`marks`) → voices (`candidates`, `constructions`, `scene`) → weighed (`features`, `speech`, `scorer`,
`decisions`) → joined (`assembly`, `find`), with a `confidence`.
"""

from newsdesk.extraction.quotes.find import QuotesFound, find_quotes

__all__ = ["QuotesFound", "find_quotes"]
