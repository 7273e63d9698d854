"""Why what was named is no version that can be made."""


class UnknownVersion(Exception):
    """The message says what was named, what was found there, and what to name instead."""
