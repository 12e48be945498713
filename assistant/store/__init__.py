"""Disk and keyring: settings, keys, the ledger, and where they lie."""
