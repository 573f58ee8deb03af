"""What was published by mistake, for staff: what was found, and what they say of it."""
