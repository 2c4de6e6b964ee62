"""The work of a host: pages as MkDocs knows them, their frame, the search index, the folder of the site."""
