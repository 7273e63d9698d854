"""Templates that Jinja has compiled once, kept for this user: a third of the time of a check is their compiling.

What is kept is code, so it is kept only where no other user can write: Jinja's own folder, whose owner
and mode it looks at. Where there is no such folder, or no room in it, every run compiles anew.
"""

from __future__ import annotations

import contextlib
from hashlib import sha256
from importlib.metadata import version

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """Jinja's cache, which never stops a run."""

    options = ""

    @classmethod
    def under(cls, options: str) -> Compiled | None:
        """The cache of this user for templates compiled under these options; None where there can be none."""
        try:
            cache = cls()
        except (OSError, RuntimeError):
            return None
        cache.options = f"Jinja {version('jinja2')} {options}"
        return cache

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Jinja's hook: the same file compiles otherwise in another version or under other options."""
        return sha256("|".join((name, filename or "", self.options)).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja's hook: what can't be read is compiled anew."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # a spoilt file may raise anything at all
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja's hook: a full disk is no reason to stop."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
