"""Documents from files and to files: imports, the catalogue as a table."""
