"""What a run takes in: changed documents, read from the store once, whoever works on them."""

from indexer.intake.batches import BATCH, Progress, batches
from indexer.intake.spool import Documents, Kept, Spool

__all__ = ["BATCH", "Documents", "Kept", "Progress", "Spool", "batches"]
