"""What the commands found and did, as text for a person: a module for what one command loads."""
