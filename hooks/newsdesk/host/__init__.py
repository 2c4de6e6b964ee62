"""What a host needs to publish: pages as MkDocs knows them, their frame, the search index, the folder they go to."""
