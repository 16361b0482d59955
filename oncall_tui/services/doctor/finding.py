"""One thing that the doctor looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """`about`: what was looked at; `text`: what is so; `ok`: no person has to do anything."""

    about: str
    text: str
    ok: bool = True
