"""The gateway that is built in: real HTTP and server-sent events on 127.0.0.1, and no model behind it."""
