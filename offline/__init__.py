"""Archives from which Gongkai is installed without a network: `python -m offline.build` makes them."""
