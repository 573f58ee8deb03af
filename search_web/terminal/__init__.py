"""The terminal of a reading room, and the hall's screen."""
