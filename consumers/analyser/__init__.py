"""The analyser: every fetched article gets one answer, and none is lost.

`analyser` is Faust around the pool of processes, each of which has the `solver` give `answers`; a
`watchdog` ends what stalls.
"""
