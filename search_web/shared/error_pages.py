"""Errors as pages in Chinese: what happened, and what to do. Never a traceback."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestURITooLarge

from corpus.errors import (
    DocumentLost,
    FileLost,
    FilesUnreachable,
    GongkaiError,
    OutOfMemory,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreLost,
    StoreReadOnly,
)
from indexer.errors import IndexFault, IndexUnreachable
from search_web.shared.errors import Refused
from search_web.shared.staff_access import is_staff

API_PREFIX = "/api/"
"""Below it errors are JSON too."""

RETRY_AFTER = "30"
"""Seconds after which a browser may ask again while the engine is away. A guess."""

LONGEST_ADDRESS = 200_000
"""Characters of an address that are read: 20,000 characters of Chinese, percent-encoded. A guess."""


@dataclass(frozen=True, slots=True)
class Message:
    """What an error page says."""

    title: str
    advice: str


MESSAGES = {
    400: Message("请求有误", "请检查地址是否完整，或回到首页重新检索。"),
    401: Message("需要口令", "请在请求头中写明 Authorization: Bearer 和口令，口令向管理员索取。"),
    403: Message("本页仅供工作人员使用", "请先登录；您的帐号没有这项权限时，请与管理员联系。"),
    404: Message("没有这个页面", "地址可能输入有误，或页面已经移走。可以在上方检索您要找的内容。"),
    405: Message("不支持这种请求方式", "请用浏览器打开本站页面，从首页重新进入。"),
    410: Message("该文件已撤下", "发布机构已撤下该文件，本站不再提供其内容。如需了解，请联系发布机构。"),
    413: Message("内容太大", "请只提交需要查重的那一份文件，或分几次提交。"),
    414: Message("检索内容太长", "请缩短检索内容后重试。"),
    415: Message("不支持这种内容类型", "请以 application/json 提交 JSON 对象。"),
    429: Message("检索太频繁", "请过一会儿再试。多人共用一个地址的单位，请与管理员联系。"),
    500: Message("系统出现故障", "请稍后重试；如果反复出现，请联系管理员查看运行日志。"),
    503: Message("检索服务暂时不可用", "请稍后重试；如果反复出现，请与本站的主办单位联系。"),
}

PASSED_ON = ("Allow", "Retry-After")
"""Headers of an error that its page has, too."""

AWAY = Message("检索暂时不可用", "请稍后重试；目录和文件的页面仍可查看。")
"""What visitors read while the engine is away."""


def install(app: Flask) -> None:
    """Answer every error with its page, under the interface's API with JSON."""
    app.before_request(_refuse_long_addresses)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(GongkaiError, _known)
    app.register_error_handler(MemoryError, lambda _: _known(OutOfMemory()))
    app.register_error_handler(Exception, _unknown)


def page(status: int, message: Message, number: str = "") -> Response:
    """The error page, or its JSON form under the API; `number` is that of the line in the log."""
    if request.path.startswith(API_PREFIX):
        said = f"{message.title}。{message.advice}" + (f"（编号 {number}）" if number else "")
        return make_response(jsonify(error=said), status)
    return make_response(render_template("error.html", status=status, message=message, number=number), status)


def _numbered() -> str:
    """By which a person and the log speak of one error."""
    return secrets.token_hex(4).upper()


def _refuse_long_addresses() -> None:
    if len(request.query_string) > LONGEST_ADDRESS:
        raise RequestURITooLarge


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or 300 <= status < 400:
        return make_response(error.get_response())
    response = page(status, MESSAGES.get(status, MESSAGES[400 if status < 500 else 500]))
    response.headers.extend(h for h in error.get_headers() if h[0] in PASSED_ON)
    return response


def _known(error: GongkaiError) -> Response:
    told = partial(_told, error=error, for_staff=is_staff())
    if isinstance(error, Refused):
        return page(error.status, Message("请求未执行", str(error)))
    if isinstance(error, IndexUnreachable):
        response = page(503, told(AWAY.title, instead=AWAY))
        response.headers["Retry-After"] = RETRY_AFTER
        return response
    if isinstance(error, OutOfMemory):
        return page(503, Message(MESSAGES[503].title, str(error)))
    if isinstance(error, IndexFault | FilesUnreachable | StoreBusy | StoreLost):
        return page(503, told(MESSAGES[503].title))
    if isinstance(error, FileLost | DocumentLost):
        title = "附件暂缺" if isinstance(error, FileLost) else "文件暂缺"
        return page(410, Message(title, str(error)))
    if isinstance(error, StoreFull | StoreReadOnly):
        return page(503, told("暂时不能保存"))
    if isinstance(error, StoreError):
        return page(500, told(MESSAGES[500].title, instead=MESSAGES[500]))
    return page(400, Message(MESSAGES[400].title, str(error)))


def _told(title: str, error: GongkaiError, for_staff: bool, instead: Message = MESSAGES[503]) -> Message:
    """What is wrong, commands and files included, for staff; for visitors what they can do."""
    if for_staff:
        return Message(title, str(error))
    current_app.logger.warning("%s: %s", request.path, error)
    return instead


def _unknown(error: Exception) -> Response:
    number = _numbered()
    current_app.logger.error("error %s at %s", number, request.path, exc_info=error)
    return page(500, MESSAGES[500], number)
