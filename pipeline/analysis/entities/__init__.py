"""Entities: names, pronouns and offices grouped into who and what an article speaks of.

`entities` from `labels` and `aliases`; the `cast` is who appears where; `coreference` of pronouns,
`roles`, `members` of parties and `bodies`, with `genders`.
"""
