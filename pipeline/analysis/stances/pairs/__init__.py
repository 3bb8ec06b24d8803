"""Pairs of a sentence's words, how one stands to the other, and how far to believe it.

`nodes` are who and what a sentence speaks of, `readings` what the stance model says of every two,
`belief` how probable a stance is by all that the article says.
"""
