"""The secret guard: find what should not leave this machine, send placeholders for it, put it back in the answer.

Everything here is pure: text goes in, values come out. Each form of secret has a file of its own.
"""

from assistant.guard.files import guarded_file
from assistant.guard.finding import Allow, Finding, fingerprint
from assistant.guard.scan import scan
from assistant.guard.vault import Restorer, Vault

__all__ = ["Allow", "Finding", "Restorer", "Vault", "fingerprint", "guarded_file", "scan"]
