"""A department-year's folder -> its checked model, with the place of every value."""

from reportgen.load.folder import Loaded, load

__all__ = ["Loaded", "load"]
