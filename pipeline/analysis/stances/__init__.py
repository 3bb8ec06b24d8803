"""Stances: who is for or against what, by rules that can be read.

`stances` finds `claims` in each sentence, names their `parties`, and weighs them by `verdicts` and
`modality`. `words` are what the rules know, `syntax` is the grammar.
"""
