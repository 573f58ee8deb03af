"""The crawl of a portal: from list to list, document to document, with memory of what was seen."""
