"""The door for a conversation: keys become prompts, slash commands steer, and answers stream into the scrollback."""
