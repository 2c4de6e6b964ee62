"""The questions and offers of the Editor's desk. It exists only in preview, and shows what readers do not see."""
