"""Writers: a finished Document -> bytes of one format. They compute, round, sort and word nothing."""
