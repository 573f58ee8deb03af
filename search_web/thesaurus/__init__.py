"""The words of the public, as staff write them."""
