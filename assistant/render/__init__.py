"""What a reader sees: streamed Markdown becomes terminal rows."""
