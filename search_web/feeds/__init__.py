"""What programs read: feeds of what is new, the sitemap, how to search from a browser, robots.txt."""
