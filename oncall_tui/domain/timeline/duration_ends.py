"""The durations that are computed, each from the first milestone that there is of some to another (L1).

A module of its own: who only names them loads no expressions.
"""

DURATIONS = {
    "time_to_detect": (("started",), "detected"),
    "time_to_acknowledge": (("detected", "started"), "acknowledged"),
    "time_to_mitigate": (("detected", "started", "declared"), "mitigated"),
    "time_to_resolve": (("detected", "started", "declared"), "resolved"),
}
