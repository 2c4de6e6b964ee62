"""One source → everything found in it: the story of this package, top to bottom."""

from __future__ import annotations

from newsdesk.extraction.bounds import within_paragraphs
from newsdesk.extraction.circumstances import with_circumstances
from newsdesk.extraction.corrections import apply_corrections
from newsdesk.extraction.dates import find_dates
from newsdesk.extraction.indirect import find_indirect
from newsdesk.extraction.names import find_names
from newsdesk.extraction.papers import with_makers
from newsdesk.extraction.quotes import find_quotes
from newsdesk.extraction.relations import find_relations
from newsdesk.extraction.syntax import Doc
from newsdesk.records import Extraction, Lexicon, Parse, Source, Span, Vocabulary, fault, raised


def extract_or_tell(source: Source, parse: Parse | Exception, vocabulary: Vocabulary, lexicon: Lexicon) -> Extraction:
    """The same, or no findings and a problem where the program fails on an article: it is published without them.

    `parse` is why it has none, where the parser fails on it.
    """
    try:
        if isinstance(parse, Exception):
            raise parse
        return extract(source, parse, vocabulary, lexicon)
    except Exception as error:
        told = fault(source.path, source.body_line, "all findings", raised(error))
        return Extraction(source.id, problems=(told,), failed=True)


def extract(source: Source, parse: Parse, vocabulary: Vocabulary, lexicon: Lexicon) -> Extraction:
    """Names, quotes and their speakers, dates. Pure: the same input gives the same findings."""
    doc = Doc(source, parse)
    sentences = tuple(Span(sentence[0].start, sentence[-1].end) for sentence in doc.sentences)
    names = find_names(doc, vocabulary, lexicon)
    marked = find_quotes(doc, names, lexicon)
    dates = find_dates(doc, lexicon)
    indirect = find_indirect(doc, names, marked, lexicon)
    quotes = sorted((*marked.quotes, *indirect.quotes), key=lambda quote: quote.spans[0])
    found = Extraction(
        source.id,
        mentions=tuple(sorted(names.mentions + names.described, key=lambda m: (m.span.start, -m.span.end))),
        chains=names.chains,
        descriptions=names.descriptions,
        relations=find_relations(doc, names, lexicon),
        quotes=with_makers(doc, with_circumstances(doc, quotes, dates, lexicon), names),
        dates=dates,
        sentences=sentences,
        refusals=(*marked.refusals, *indirect.refusals),
    )
    return within_paragraphs(source, apply_corrections(source, found, vocabulary))
