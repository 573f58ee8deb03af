"""Files of arrays, written once, checked and mapped into memory."""
