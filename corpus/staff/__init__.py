"""Staff: who they are, how they prove it, and what they may do."""

from corpus.staff.errors import NoAccount, PasswordRefused, SignInRefused, StaffError, TooManyFailures
from corpus.staff.passwords import hashed
from corpus.staff.people import add_account, change_password, disable, known_account
from corpus.staff.roles import ROLE_NAMES, Role
from corpus.staff.signing_in import Origin, SignedIn, enter_by_link, make_link, sign_in
from corpus.staff.visits import Visitor, csrf_token, digest_of, visitor

__all__ = [
    "ROLE_NAMES",
    "NoAccount",
    "Origin",
    "PasswordRefused",
    "Role",
    "SignInRefused",
    "SignedIn",
    "StaffError",
    "TooManyFailures",
    "Visitor",
    "add_account",
    "change_password",
    "csrf_token",
    "digest_of",
    "disable",
    "enter_by_link",
    "hashed",
    "known_account",
    "make_link",
    "sign_in",
    "visitor",
]
