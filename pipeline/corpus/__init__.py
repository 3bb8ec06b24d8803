"""The corpus: knowledge across articles, pure; it knows no SQL and no Kafka.

`forms` is how a name is compared; `given_names`, `person_names` and `namesakes` tell when two full
names may be one person's; `usage` counts whom or what short forms mean; `persons` and `things` keep
the evidence of each. `sightings` are what articles name; `identities` decides who is who, and a
user's `corrections` stand above it. `topic_keys` reads what a phrase is about, `undoing` on which
side of it it is; `stories` tells which articles tell of the same events, a `codebook` what a user
wants told; `issues` decides what stances are about. `wording` is how text is compared; `copies`
tells which articles print one text, `sayings` which quotations are one.
"""
