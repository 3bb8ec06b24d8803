"""Processes that work side by side, one pool for whoever analyses, judges or reads pages."""
