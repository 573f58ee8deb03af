"""What Gongkai holds: records, the store, raw files, configuration. Imports none of our packages."""
