"""What was made once, kept under all that decides it."""
