"""One module for each kind of page: from the site to what its template prints."""
