"""The parts of the soak: the bot as a process, its members, their evenings, and what goes wrong meanwhile."""

import sys
from pathlib import Path

# The stand-ins are those of the tests; a library brings a package of the same name, which must not be found first.
sys.path.insert(0, str(Path(__file__).parents[2]))
