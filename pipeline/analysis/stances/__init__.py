"""Stances: who is for or against what, by rules that can be read.

`stances` in a `scene`: `claims` by `predicates`, `attitude_nouns`, `people`, `descriptions`,
`statements`, `wishes`, `deeds` and `owners`, whose `parties` and `phrases` are named and whose
`verdicts` weigh `modality` and `voices`. `lexicon`, `attitudes`, `opinions` and `nouns` are the
words, `syntax` the grammar.
"""
