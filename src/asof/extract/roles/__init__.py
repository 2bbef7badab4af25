"""Who or what fills the roles of a violent incident: claims of kind `role`.

The five roles that MUC-4's keys hold (perpetrators, target, victim, weapon) and the incident's type are read by linear
models over syntactic features, in the line of role filler extraction by Patwardhan and Riloff (2009) and Huang and
Riloff (2011); leader, spokesperson, demand, motive, place, start and end by rules over the same syntax.
"""

from asof.extract.roles.claims import find

__all__ = ["find"]
