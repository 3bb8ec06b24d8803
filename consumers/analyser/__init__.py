"""The analyser: every fetched article gets one answer, and none is lost.

`analyser` is Faust around a `pool` of processes, each a `child` that `answers`; a `watchdog` ends
what stalls.
"""
