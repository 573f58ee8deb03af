"""The engine that is a cluster of OpenSearch."""

from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.engine import OpenSearchEngine
from indexer.engines.opensearch.vectors import ClusterVectors

__all__ = ["Cluster", "ClusterVectors", "OpenSearchEngine"]
