"""Who says what: every attribution of a document, with its chain of sources.

A dictionary and rule method: a cue (a reporting verb, "according to") finds its source phrase beside it and its content
by the order of the clause, as the attributions of PARC and PolNeAR are annotated (Pareti 2012; Newell et al. 2018).
A chain follows from nesting: a report inside another's content hands on to it.
"""

from asof.extract.attribution.assembly import denied, governing, reports
from asof.extract.attribution.learned import learned
from asof.extract.attribution.report import Report, Stance

__all__ = ["Report", "Stance", "denied", "governing", "learned", "reports"]
