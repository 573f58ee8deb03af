from opensearch_node import far, line

__all__ = ["far", "line"]
