"""Names: where the text names somebody or something, and of what kind.

`names` the model finds, mended by `cuts`, `whole_names`, `more_names`, `headlines`, `no_names`,
`acronyms`, `turn_labels` and `tables`; their kinds in `name_kinds` by `name_contexts`; their
`repeats`. `titles`, `head_words`, `dates`, `gazetteer` and `political_parties` are what they know;
`pronouns` are told from the names that are spelled alike; `gendered` words tell a man or a woman.
"""
