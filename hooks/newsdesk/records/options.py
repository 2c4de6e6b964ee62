"""The few options of a site: `extra.newsdesk` in `mkdocs.yml`, validated in `reading.options`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Analysis:
    """Where articles are parsed: by worker processes of this machine, or on the Dask cluster of a scheduler."""

    backend: Literal["loky", "dask"] = "loky"
    scheduler: str = ""  # its address, "tcp://…"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a whole site, which an editor may set.

    `speaker_confidence`: below it a callout says "speaker not established"; the default is the lowest tenth from which
    98 of 100 speakers given were right in cross-fitted PolNeAR train, corrected (see `data/quote_weights.yml`).
    `profile_sources`: in how many sources a detected name must stand in full to get a profile. `excerpt_words`: the
    words of a source that may be published, over all places together, where its rights allow an excerpt and it states
    no budget.
    `preview`: True under `mkdocs serve`, where the Editor's desk is shown.
    """

    site_name: str = "Newsdesk"
    site_url: str = ""
    excerpt_words: int = 150
    speaker_confidence: float = 0.8
    profile_sources: int = 1
    page_size: int = 50  # entries on one page of a paged list
    preview: bool = False
    analysis: Analysis = Analysis()

    @property
    def pictured(self) -> bool:
        """Whether other sites may show an image beside a link: of a site with an address, never of a preview."""
        return bool(self.site_url) and not self.preview
