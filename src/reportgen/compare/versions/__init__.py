"""What a person names -> a version of a report that can be made: folders, snapshots, drafts, git revisions."""

from reportgen.compare.versions.authors import authors
from reportgen.compare.versions.named import Version, called
from reportgen.compare.versions.problem import NoVersion

__all__ = ["NoVersion", "Version", "authors", "called"]
