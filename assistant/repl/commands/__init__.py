"""The slash commands: a function for each, by what they are about, and the table that names them all."""
