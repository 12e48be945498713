"""What an unnamed text is: its language or its kind, by cheap signs."""
