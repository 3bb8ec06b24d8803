"""The resolver: what `pipeline.corpus` decides of stored articles, written beside their rows.

`turns` lets one writer at a time on; `corpus` is what it knows; `batch` resolves what waits;
`identities`, `topics`, `copies`, `statements` and `sayings` each write what they decide.
"""

CONNECTIONS = "stancewire resolver"  # by which whoever watches sees that one is there
