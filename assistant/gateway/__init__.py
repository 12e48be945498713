"""The only room that speaks HTTP: what is sent, how a stream is read, what is tried again."""
