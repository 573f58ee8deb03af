"""How a reader wants the pages: 长者模式, the size of letters, contrast. Kept in a cookie, once chosen."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from search_web.shared.public_address import asked_for, cookie_path

view = Blueprint("display", __name__)

LONGEST_BACK = 1_000
"""Characters of an address that stands in links back to it; of a longer one only the page. A guess."""

COOKIE = "gongkai_display"

COOKIE_SECONDS = 180 * 24 * 3600
"""Half a year. A guess."""

CHOICES = {
    "mode": {"": "标准", "elder": "长者模式"},
    "size": {"": "标准", "large": "大", "larger": "特大"},
    "contrast": {"": "标准", "contrast": "黑底黄字"},
}
"""What may be chosen of each; a word of them is a class of the page."""

NAMES = {"mode": "版面", "size": "字号", "contrast": "对比度"}


@dataclass(frozen=True, slots=True)
class Display:
    """What a reader chose."""

    words: tuple[str, ...] = ()

    @property
    def elder(self) -> bool:
        """Whether it is 长者模式."""
        return "elder" in self.words

    @property
    def classes(self) -> str:
        """As classes of the page."""
        return " ".join(self.words)


def chosen() -> Display:
    """What the reader of this request chose."""
    kept = request.cookies.get(COOKIE, "").split(".")
    return Display(tuple(word for words in CHOICES.values() for word in words if word and word in kept))


def here() -> str:
    """Where the reader is, for links that lead back."""
    address = asked_for()
    return address if len(address) <= LONGEST_BACK else request.script_root + request.path


@view.get("/display")
def page() -> ResponseReturnValue:
    """The choices; with one made, back to where the reader came from."""
    if not request.args.keys() & CHOICES.keys():
        return render_template("display.html", choices=CHOICES, names=NAMES, back=_back())
    kept = chosen().words
    words = []
    for name, offered in CHOICES.items():
        before = next((word for word in kept if word in offered), "")
        said = request.args.get(name, before)
        words.append(said if said in offered else before)
    return _keep(make_response(redirect(_back())), [word for word in words if word])


def _keep(response: Response, words: list[str]) -> Response:
    value, lasting = ".".join(words), COOKIE_SECONDS if words else 0
    response.set_cookie(COOKIE, value, lasting, path=cookie_path(), httponly=True, samesite="Lax")
    return response


def _back() -> str:
    """A path of this interface, and nothing else."""
    back = request.args.get("back", "")
    inside = back.startswith("/") and back[1:2] not in ("/", "\\")
    return back if inside else url_for("public.home")
