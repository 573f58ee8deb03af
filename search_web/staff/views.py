"""The pages for disclosure staff: what is held, what the inspection found, every version of a document."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for

from corpus.changes import compare
from corpus.records import StoredDocument
from corpus.store import CORRECTABLE, RelationKind
from search_web.accounts import actions
from search_web.accounts import views as accounts
from search_web.annual import views as annual
from search_web.corrections import views as corrections
from search_web.corrections import whole_views as whole
from search_web.crawls import views as crawls
from search_web.document import metadata
from search_web.document.highlight import Highlighter
from search_web.document.related import corrections_besides, said_documents
from search_web.duplicates import check_views as checking
from search_web.duplicates import submitted
from search_web.duplicates import views as duplicates
from search_web.guide import elements
from search_web.guide import staff_views as guide
from search_web.inspection import views as inspection
from search_web.portals import probe_views as probes
from search_web.portals import views as portals
from search_web.privacy import views as privacy
from search_web.relations import views as relations
from search_web.shared.errors import Refused
from search_web.shared.headers import private
from search_web.shared.services import services
from search_web.shared.staff_access import SAFE_METHODS, brings_token, is_forged, present_visitor
from search_web.thesaurus import terms_views as terms
from search_web.thesaurus import views as thesaurus
from search_web.waiting import views as waiting_views
from search_web.waiting.waiting import waiting

view = Blueprint("staff", __name__, url_prefix="/staff", template_folder="templates")
view.register_blueprint(accounts.view)
view.register_blueprint(inspection.view)
view.register_blueprint(checking.view)
view.register_blueprint(duplicates.view)
view.register_blueprint(waiting_views.view)
view.register_blueprint(corrections.view)
view.register_blueprint(whole.view)
view.register_blueprint(crawls.view)
view.register_blueprint(portals.view)
view.register_blueprint(probes.view)
view.register_blueprint(relations.view)
view.register_blueprint(privacy.view)
view.register_blueprint(annual.view)
view.register_blueprint(thesaurus.view)
view.register_blueprint(terms.view)
view.register_blueprint(guide.view)


@view.before_request
def staff_only() -> Response | None:
    """Refuse everybody else, and what a page of somebody else's makes the browser of staff send."""
    if is_forged(request):
        raise Refused(403, "这个操作不是从本站页面提交的，没有执行。请回到本站的工作人员页面重新操作。")
    if request.endpoint in accounts.OPEN:
        return None
    asking = present_visitor()
    if asking is None:
        if request.method in SAFE_METHODS:
            return accounts.sign_in_page(403)
        raise Refused(403, "您还没有登录，或者登录已经过期，操作没有执行。请登录后重新操作。")
    if request.endpoint == "staff.checking.check":
        submitted.allow(request, services().config.crawl.max_attachment_bytes)
    if not brings_token(asking):
        raise Refused(403, "这个页面已经过期，操作没有执行。请刷新页面后重新操作。")
    if asking.must_change and request.endpoint not in accounts.CHANGING:
        return make_response(redirect(url_for("staff.accounts.own")))
    if request.endpoint in accounts.ADMINISTRATORS and not asking.administers:
        raise Refused(403, "这一页只有管理员能用，您的帐号是编辑。需要时请找管理员。")
    actions.write_down(asking)
    return None


@view.after_request
def unlisted(response: Response) -> Response:
    """No search engine and no shared cache keeps these pages; what was refused is written down."""
    if (asking := g.get("visitor")) is not None:
        actions.write_down_failure(asking, response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return private(response)


@view.get("")
def overview() -> str:
    """What waits, totals, index, guide."""
    store, index = services().store, services().searcher.status()
    to_do = waiting(store, services().config)
    return render_template(
        "staff/overview.html",
        asking=present_visitor(),
        to_do=to_do,
        totals=store.totals(),
        index=index,
        unindexed=store.indexing.waiting(index.revision),
        missing=elements.missing(services().guide),
    )


def _found_relations(stored: StoredDocument) -> list[tuple[str, str, StoredDocument]]:
    """Relations that were found and not set, which staff may take back."""
    said = said_documents(services().store, stored.id)
    found = corrections_besides(services().searcher, stored, said)
    names = relations.NAMES[RelationKind.CORRECTS]
    listed = [(names[0], "", one) for one in found.corrected_by]
    return listed + [(names[1], " back", one) for one in found.corrects]


@view.get("/document/<int:number>")
def document(number: int) -> str:
    """Any version of any document, withdrawn ones too."""
    stored = services().store.get(number)
    history = metadata.history(services().store.versions(number)) if stored else []
    wanted = request.args.get("version", type=int) or (stored.version if stored else 0)
    version = next((step.version for step in history if step.version.number == wanted), None)
    if stored is None or version is None:
        abort(404)
    former = next((step.version for step in history if step.version.number < version.number), None)
    plain = Highlighter(services().searcher, {})
    body = plain.body(version.document)
    files = version.document.attachments
    texts = services().store.file_texts.get(one.sha256 for one in files if one.sha256)
    return render_template(
        "staff/document.html",
        stored=stored,
        document=version.document,
        version=version,
        title=plain.title(version.document.title),
        html_body=body.html,
        blocks=body.blocks,
        rows=metadata.rows(version.document),
        corrections=services().store.corrections.of(number),
        said_relations=relations.listed(services().store, number),
        relation_names=relations.NAMES,
        found_relations=_found_relations(stored),
        correctable=CORRECTABLE,
        validities=corrections.VALIDITIES,
        hidden_parts=metadata.hidden_parts(files, texts),
        history=history,
        former=former,
        difference=compare(former.document, version.document) if former else None,
    )
