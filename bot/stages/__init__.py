"""The parts of an ingest, each a process of its own that begins with an empty memory and imports no more than it needs.

`bot.ingest` runs them one after the other: `python -m bot.stages.read FOLDER [SOURCE]`, then `store FOLDER`.
"""
