"""After publication: what was wrong, what stands there now, what moved with it, and who else tells it;
kept as a history.
"""
