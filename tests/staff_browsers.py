"""Browsers of staff: signed in, without the seconds that a password takes."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from corpus.clock import now
from corpus.staff import Origin, Role, csrf_token, enter_by_link, make_link
from corpus.store import Account, Store
from corpus.web_settings import StaffSettings
from search_web.shared.services import EXTENSION
from search_web.shared.staff_access import COOKIE, CSRF_HEADER

NAME = "zhangsan"


def secret_of_session(store: Store, role: Role = Role.ADMINISTRATOR) -> str:
    """What the cookie of a browser holds in which somebody is signed in."""
    account = Account(f"{NAME}-{role.value}", role.value, now())
    store.accounts.add(account)
    return enter_by_link(store, StaffSettings(), make_link(store, account, "测试"), Origin("")).secret


def headers_of_session(store: Store) -> dict[str, str]:
    """What such a browser sends along."""
    secret = secret_of_session(store)
    return {"Cookie": f"{COOKIE}={secret}", CSRF_HEADER: csrf_token(secret)}


def cookie_of_session(app: Flask, address: str) -> dict[str, str]:
    """What a real browser has to hold; it keeps it from the pages of the public."""
    secret = secret_of_session(app.extensions[EXTENSION].store)
    return {"name": COOKIE, "value": secret, "domain": str(urlsplit(address).hostname), "path": "/staff"}


def signed_in(app: Flask, role: Role = Role.ADMINISTRATOR) -> FlaskClient:
    """Its forms bring their token as a header."""
    client = app.test_client()
    secret = secret_of_session(app.extensions[EXTENSION].store, role)
    client.set_cookie(COOKIE, secret)
    client.environ_base[f"HTTP_{CSRF_HEADER.upper().replace('-', '_')}"] = csrf_token(secret)
    return client
