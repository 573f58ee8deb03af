"""One document, and its attachments from our store."""

from __future__ import annotations

from itertools import pairwise

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    render_template,
    request,
    send_file,
)

from corpus.catalogue import summary
from corpus.changes import compare
from corpus.clock import china_day, now
from search_web.document import blocks, files, metadata
from search_web.document.citation import as_text, citation
from search_web.document.described import labels, linked_data
from search_web.document.highlight import Highlighter, marked
from search_web.document.neighbours import Neighbours, neighbours
from search_web.document.related import related_documents, said_documents, to_read_besides
from search_web.shared import links, request_parameters
from search_web.shared.headers import saved_as
from search_web.shared.public_address import public_url
from search_web.shared.published import published
from search_web.shared.qr_codes import qr_code
from search_web.shared.services import services

view = Blueprint("document", __name__, url_prefix="/document", template_folder="templates")
view.add_app_template_global(blocks.label, "label")
view.add_app_template_global(blocks.cut_head, "cut_head")

ATTACHMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A file from a portal may be a page: it gets no scripts, no forms, no origin."""

SAFE_INLINE = {"pdf": "application/pdf"}
"""What a browser shows by itself without running it as a page; everything else is downloaded."""


@view.get("/<int:number>")
def page(number: int) -> Response:
    """The document, with the words of the search it was found by."""
    stored = published(services().store, number)
    wanted = request_parameters.read(request.args)[0]
    words = request_parameters.words(request.args, "words") or wanted.query
    highlighter = Highlighter.of(services().searcher, words)
    title, body = highlighter.title(stored.document.title), highlighter.body(stored.document)
    address = public_url("document.page", number=number)
    texts = services().store.file_texts.get(one.sha256 for one in stored.document.attachments if one.sha256)
    related = related_documents(services().store, number)
    said = said_documents(services().store, number)
    summed_up = summary(stored.document).text
    shown = render_template(
        "document/page.html",
        stored=stored,
        corrections=[
            one for one in services().store.corrections.of(number).values() if one.value != one.page_value
        ],
        document=stored.document,
        title=title,
        html_body=body.html,
        blocks=body.blocks,
        contents=body.contents,
        rows=metadata.rows(stored.document),
        address=address,
        summary=summed_up,
        labels=labels(stored, address, summed_up),
        linked_data=linked_data(stored, address, services().config.site),
        citation=citation(stored.document, address, china_day(now())),
        readable=files.readable(stored.document, texts, draws=services().draw_page is not None),
        first_pages=files.FIRST_PAGES,
        file_notes=metadata.file_notes(texts),
        history=metadata.history(services().store.versions(number)),
        related=related,
        said=said,
        besides=to_read_besides(services().searcher, stored, related, said),
        sought=bool(highlighter.terms),
        terms=marked(title, body),
        query=wanted.query,
        back=wanted if request.args else None,
        near=neighbours(services().searcher, wanted, number, services().config.search.page_size)
        if request.args
        else Neighbours(),
        code=qr_code(address),
    )
    return make_response(shown)


@view.get("/<int:number>/changes/<int:version>")
def changes(number: int, version: int) -> str:
    """What a version changed, where staff allow former texts to be shown."""
    if not services().config.site.former_texts:
        abort(404)
    document = published(services().store, number).document
    versions = services().store.versions(number)
    pair = next((pair for pair in pairwise(versions) if pair[0].number == version), None)
    if pair is None:
        abort(404)
    present, former = pair
    return render_template(
        "document/changes.html",
        number=number,
        document=document,
        version=present,
        former=former,
        difference=compare(former.document, present.document),
    )


@view.get("/<int:number>.txt")
def text(number: int) -> Response:
    """The document as a file of plain text."""
    document = published(services().store, number).document
    shown = as_text(document, public_url("document.page", number=number), china_day(now()))
    response = make_response(shown)
    response.mimetype = "text/plain"
    return saved_as(response, links.safe_name(document.title) + ".txt")


@view.get("/<int:number>/attachment/<sha256>/<path:name>")
def attachment(number: int, sha256: str, name: str) -> Response:
    """A stored file of a document that is up; the name in the address is only for people."""
    document = published(services().store, number).document
    held = files.held(document, sha256)
    if held is None:
        abort(404)
    kind = links.kind(held)
    response = send_file(
        services().files.sound_path(sha256),
        mimetype=SAFE_INLINE.get(kind, "application/octet-stream"),
        as_attachment=kind not in SAFE_INLINE,
        download_name=links.file_name(held),
        etag=sha256,
    )
    response.headers["Content-Security-Policy"] = ATTACHMENT_POLICY
    return response


@view.get("/<int:number>/attachment/<sha256>")
def file(number: int, sha256: str) -> str:
    """An attachment to be read here: pictures of its pages, and its text."""
    document = published(services().store, number).document
    held = files.held(document, sha256)
    text = services().store.file_texts.get([sha256]).get(sha256) if held else None
    shown = files.shown_file(held, text, draws=services().draw_page is not None) if held else None
    if held is None or shown is None or not shown.readable:
        abort(404)
    return render_template("document/file.html", number=number, document=document, file=held, shown=shown)


@view.get("/<int:number>/attachment/<sha256>/page-<int:place>.webp")
def picture(number: int, sha256: str, place: int) -> Response:
    """A page of an attachment as a picture."""
    held, draw = files.held(published(services().store, number).document, sha256), services().draw_page
    if held is None or draw is None or not 1 <= place <= files.MOST_PAGES:
        abort(404)
    drawn = draw(services().files.sound_path(sha256), sha256, place)
    if drawn is None:
        abort(404)
    return Response(drawn, mimetype="image/webp")
