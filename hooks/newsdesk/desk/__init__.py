"""What an editor decides in the preview, written into the plain files below `sources/` as a person would have."""
