"""The log of what staff did: nothing in it is changed or taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.store import Store


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_what_was_written_stays(store: Store, statement: str) -> None:
    store.audit.add("王芳", "192.0.2.1", "登录", outcome="成功")
    with pytest.raises(DBAPIError, match="only added to"), store._engine.begin() as connection:
        connection.execute(text(statement))
    (event,) = store.audit.all()
    assert (event.number, event.who, event.action, event.outcome) == (1, "王芳", "登录", "成功")
    assert store.audit.latest(0, 5, "李四") == []
