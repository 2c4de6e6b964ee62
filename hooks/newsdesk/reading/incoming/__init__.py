"""What an editor hands to `newsdesk add` → its text and what it says of itself. Nothing is fetched."""

from newsdesk.reading.incoming.apart import feed_apart, understand_apart
from newsdesk.reading.incoming.feed import Feed
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.understanding import MOST_BYTES, understand

__all__ = ["MOST_BYTES", "Feed", "Incoming", "IncomingError", "feed_apart", "understand", "understand_apart"]
