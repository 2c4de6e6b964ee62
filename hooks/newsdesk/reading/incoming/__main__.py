"""The process that reads files apart: see `apart`."""

from newsdesk.reading.incoming.apart import answer_for_ever

answer_for_ever()
