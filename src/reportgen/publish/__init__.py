"""A made report -> a folder ready to upload, frozen with its inputs; and the proof that such a folder is one."""
