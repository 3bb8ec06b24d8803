"""Charts as numbers that templates draw as SVG: pure; a table stands behind each.

Drawn without words in the picture, so that it may be stretched to any width: what is to be read
stands beside it.
"""
