"""Staff sign in, see their own account, and administrators those of all."""
