"""Indirect speech: what an article reports somebody to have said, in the outlet's words, without quotation marks.

Reporting clauses (`cues`, `grammar`) → the exact words (`content`) → quotes with their speakers (`find`).
"""

from newsdesk.extraction.indirect.find import find_indirect

__all__ = ["find_indirect"]
