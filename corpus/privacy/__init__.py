"""What was published by mistake: numbers and addresses of persons in texts and files."""

from corpus.privacy.personal import Kind, PersonalData, personal_data
from corpus.privacy.scan import Place, scan
from corpus.privacy.table import LAYOUT, rows

__all__ = ["LAYOUT", "Kind", "PersonalData", "Place", "personal_data", "rows", "scan"]
