"""Relations between documents that staff set by hand."""
