"""The pages for disclosure staff, and the door before them."""
