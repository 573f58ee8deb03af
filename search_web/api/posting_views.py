"""The API for the editor of a portal's publishing system: what is published already of a text."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from contracts import counterpart_json
from search_web.duplicates import counterparts, submitted
from search_web.shared.bearer import brings
from search_web.shared.errors import Refused
from search_web.shared.headers import private
from search_web.shared.services import services

view = Blueprint("posting", __name__, url_prefix="/duplicates")

CHALLENGE = 'Bearer realm="gongkai"'
"""What to come with (RFC 6750, 3)."""

JSON = "application/json"


@view.before_request
def known_only() -> Response | None:
    """Nothing of a request is read before its token is right."""
    token = services().config.web.api_token
    if not token:
        return _unknown("查重接口没有开通。请管理员在 config.toml 中设置 web.api_token，重新启动服务。")
    if not brings(request, token):
        return _unknown(
            "口令不对或没有提供。请在请求头中写明 Authorization: Bearer 和口令，口令向管理员索取。"
        )
    return None


@view.after_request
def unkept(response: Response) -> Response:
    """No cache keeps an answer to a draft."""
    return private(response)


@view.post("")
def check() -> Response:
    """The counterparts of a posting, best first."""
    if request.mimetype != JSON:
        raise Refused(415, f"内容类型应当是 {JSON}。请改正 Content-Type 后重试。")
    request.max_content_length = submitted.MOST_TEXT_BYTES
    try:
        said = request.get_json()
    except RequestEntityTooLarge as error:
        raise Refused(413, submitted.too_long()) from error
    except (BadRequest, RecursionError) as error:
        raise Refused(400, "提交的内容不是 JSON。请以 UTF-8 编码提交 JSON 对象。") from error
    found = counterparts.find(services().check, submitted.from_json(said))
    return jsonify(counterparts=[counterpart_json(one) for one in found])


def _unknown(sentence: str) -> Response:
    response = make_response(jsonify(error=sentence), 401)
    response.headers["WWW-Authenticate"] = CHALLENGE
    return response
