"""One document: its text, its metadata, its files, its versions."""
