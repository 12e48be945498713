"""ask: coding answers in the terminal, each from the cheapest model that can give it, streamed and priced."""

__version__ = "0.1.0"
