"""Documents that say the same, for staff: found, marked, checked before posting."""
