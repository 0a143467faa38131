"""Reads lists of awards as others keep them: docs/importing-awards.md says what of a line becomes what.

A format (oscars.py, golden_globes.py) makes an Entry of every line; matching.py finds the films and people it speaks
of; writing.py makes nominations of entries and finds those it made before.
"""

from catalog.award_import import golden_globes, oscars

FORMATS = {"oscars": oscars, "golden-globes": golden_globes}
