"""Bundles: documents sent to another Gongkai as a BagIt bag, whole or as what changed since the last."""

from corpus.bundles.bag import BundleRefused, Contents, SoundBundle, read_bundle
from corpus.bundles.loading import LoadReport, load_bundle
from corpus.bundles.making import BundleNotMade, BundleReport, Part, create_bundle
from corpus.bundles.signature import KeyUnusable, make_keys

__all__ = [
    "BundleNotMade",
    "BundleRefused",
    "BundleReport",
    "Contents",
    "KeyUnusable",
    "LoadReport",
    "Part",
    "SoundBundle",
    "create_bundle",
    "load_bundle",
    "make_keys",
    "read_bundle",
]
