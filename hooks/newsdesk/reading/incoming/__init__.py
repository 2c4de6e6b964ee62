"""What an editor hands to `newsdesk add` → its text and what it says of itself. Nothing is fetched."""

from newsdesk.reading.incoming.apart import understand_apart
from newsdesk.reading.incoming.found import Incoming, IncomingError
from newsdesk.reading.incoming.understanding import MOST_BYTES, understand

__all__ = ["MOST_BYTES", "Incoming", "IncomingError", "understand", "understand_apart"]
