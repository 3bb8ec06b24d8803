"""The corpus: knowledge across articles, pure; it knows no SQL and no Kafka.

`forms` is how a name is compared; `given_names` and `person_names` tell when two full names may be
one person's; `usage` counts whom or what short forms mean; `persons` and `things` keep the evidence
of each; `identities` decides who is who. `wording` is how text is compared; `copies` tells which
articles print one text, `sayings` which quotations are one.
"""
