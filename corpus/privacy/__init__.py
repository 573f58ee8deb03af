"""What was published by mistake: numbers and addresses of persons in texts and files."""

from corpus.privacy.personal import PersonalData, PersonalKind, personal_data
from corpus.privacy.scan import Discovery, scan
from corpus.privacy.table import LAYOUT, rows

__all__ = ["LAYOUT", "Discovery", "PersonalData", "PersonalKind", "personal_data", "rows", "scan"]
