"""What a person names -> a version of a report that can be made: folders, snapshots, drafts, git revisions."""

from reportgen.compare.versions.authors import authors
from reportgen.compare.versions.named import Version, open_version
from reportgen.compare.versions.problem import UnknownVersion

__all__ = ["UnknownVersion", "Version", "authors", "open_version"]
