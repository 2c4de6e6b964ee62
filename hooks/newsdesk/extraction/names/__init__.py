"""Names: who and what a source names, which mentions are of one thing, and who a speaker phrase means.

`find_names` runs the steps in order: marks of the parser (repaired), names by their form, the editors' vocabulary,
repeats; then chains. `Names` answers the look-ups of the quote extractor.
"""

from newsdesk.extraction.names.curated import Touching
from newsdesk.extraction.names.find import find_names
from newsdesk.extraction.names.names import Names

__all__ = ["Names", "Touching", "find_names"]
