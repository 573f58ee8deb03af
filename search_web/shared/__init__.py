"""What every subject stands on: services, request parameters, headers, error pages, the layout."""
