"""What every subject of the interface stands on: services, request parameters, headers, error pages, the layout."""
