"""Typed numbers that a figure of the report says too -> references, accepted one by one."""
