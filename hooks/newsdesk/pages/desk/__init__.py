"""What the Editor's desk asks and offers. It exists only in preview, and shows what readers do not see."""
