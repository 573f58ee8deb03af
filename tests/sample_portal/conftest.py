from __future__ import annotations

import pytest

from sample_portal import Portal


@pytest.fixture(scope="module")
def portal() -> Portal:
    return Portal()
