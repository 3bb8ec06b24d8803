"""Ports for servers that the tests start, outside of the range that clients are given."""

from pipeline.local.children import free_port

__all__ = ["free_port"]
