"""What was published by mistake: numbers and addresses of persons in texts and files."""

from corpus.privacy.keeping import CaughtUp, ScanBusy, catch_up
from corpus.privacy.personal import PUBLISHED_ON_PURPOSE, PersonalData, PersonalKind, covered, personal_data
from corpus.privacy.readable import readable
from corpus.privacy.table import KIND_NAMES, LAYOUT, VERDICTS, place_name, rows

__all__ = [
    "KIND_NAMES",
    "LAYOUT",
    "PUBLISHED_ON_PURPOSE",
    "VERDICTS",
    "CaughtUp",
    "PersonalData",
    "PersonalKind",
    "ScanBusy",
    "catch_up",
    "covered",
    "personal_data",
    "place_name",
    "readable",
    "rows",
]
