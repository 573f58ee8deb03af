"""What a page says, by itself: its characters, links, rows, dates and addresses. No I/O."""
