"""What a person names -> a version of a report that can be made: folders, snapshots, drafts, git revisions."""

from reportgen.versions.authors import authors
from reportgen.versions.named import Version, called
from reportgen.versions.problem import NoVersion

__all__ = ["NoVersion", "Version", "authors", "called"]
