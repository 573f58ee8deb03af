"""Which of several copies to keep, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.config import Config
from corpus.fields import EXPECTED
from corpus.store import Held

SHORT_NAME = 2
"""Characters that a name must have to be looked for within another. A guess."""


def choose(members: Sequence[Held], config: Config) -> tuple[Held, str]:
    """The one to keep and a Chinese sentence why.

    The issuing agency's own portal comes first, then the most complete metadata, then the earliest.
    """
    ranked = sorted(
        members, key=lambda held: (not own_portal(held, config), -held.filled, _day(held), held.id)
    )
    best, others = ranked[0], ranked[1:]
    reasons = []
    if own_portal(best, config) and not all(own_portal(held, config) for held in others):
        reasons.append(f"在发文机关（{best.agency}）自己的门户上")
    if any(held.filled < best.filled for held in others):
        reasons.append(f"元数据最完整（{len(EXPECTED)} 项中有 {best.filled} 项）")
    if _day(best) != date.max and all(_day(best) < _day(held) for held in others):
        reasons.append(f"发布最早（{_day(best).isoformat()}）")
    elif not reasons:
        reasons.append("最先收录")
    return best, f"建议保留《{best.title}》：{'，'.join(reasons)}。"


def own_portal(held: Held, config: Config) -> bool:
    """Whether a document stands on the portal of the agency that issued it."""
    if not held.agency or not held.portal:
        return False
    agencies = [portal.agency for portal in config.portal if portal.name == held.portal]
    names = [name for name in (*agencies, config.portal_title(held.portal)) if len(name) >= SHORT_NAME]
    return any(name in held.agency or held.agency in name for name in names)


def _day(held: Held) -> date:
    return held.published_on or held.issued_on or date.max
