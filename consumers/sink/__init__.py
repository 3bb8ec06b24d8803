"""The sink: what was answered becomes rows, each once.

`sink` reads `arrivals` from the `positions` whose `offsets` the database holds, and `store`s both
in one transaction.
"""
