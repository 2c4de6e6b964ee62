"""What was made once, kept under all that decides it: for the builds of this process, and for those of the next."""
