"""What waits for staff, for their first page; and the searches that found nothing."""
