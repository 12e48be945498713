"""The secret guard: find what should not leave this machine, send placeholders for it, put it back in the answer.

Everything here is pure: text goes in, values come out. Each form of secret has a file of its own.
"""
