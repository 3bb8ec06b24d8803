"""Pages and API on what is stored: routes call queries, templates decide nothing.

`server` runs `site`; `asked` reads filters from addresses; `pages` answer people, `api` programs.
"""
