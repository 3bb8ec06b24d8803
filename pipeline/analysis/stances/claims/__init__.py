"""Claims: what a sentence's grammar says of who is for or against what.

A `claim` is read off `predicates` (with `attitude_nouns`, `descriptions` and `people`) or off
`statements` (with `wishes` and `deeds`); `owners` tells what it implies, `treatments` what is
wanted done, `denials` and `corrections` what the text does not stand by.
"""
