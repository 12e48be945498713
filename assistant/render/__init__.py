"""What is seen: Markdown as it streams, the lines around an answer, and the views that put both on a screen or a pipe."""
