"""The state of everything, as one plain structure for people and for monitoring."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.bug_reports import BugReports
from corpus.config import Config
from corpus.inspection import ColumnReport, Finding, Inspection, inspect, name_documents
from corpus.reading_now import is_paused
from corpus.records import EXTRACTOR
from corpus.store import Store
from indexer import open_searcher
from indexer.building import faults


def gather_status(store: Store, config: Config) -> dict[str, Any]:
    """Totals, index, portals, columns and findings; the shape of `gongkai status --json`."""
    totals = store.totals()
    index = open_searcher(store, config).status()
    runs = {run.portal: run for run in store.crawl_memory.runs()}
    held = {portal.portal: portal for portal in totals.portals}
    leases = {lease.portal: lease for lease in store.leases.all()}
    inspection = inspect(store, config)
    return {
        "documents": totals.documents,
        "withdrawn": totals.withdrawn,
        "revision": totals.revision,
        "index": asdict(index) | {"pending": store.indexing.waiting(index.revision)},
        "damaged": dict(faults(store, config, index)),
        "portals": [
            {
                "name": name,
                "documents": held[name].documents if name in held else 0,
                "withdrawn": held[name].withdrawn if name in held else 0,
                "changed_at": held[name].changed_at if name in held else None,
                "last_run": asdict(runs[name]) if name in runs else None,
                "paused": is_paused(config, name),
                "schedule": asdict(leases[name]) if name in leases else None,
            }
            for name in sorted({*held, *runs, *leases}, key=lambda name: name or "")
        ],
        "inspected_on": inspection.on,
        "columns": [_column(report, config) for report in inspection.columns],
        "found": {kind.value: count for kind, count in inspection.counts.items()},
        "findings": [_finding(finding) for finding in name_documents(store, inspection.findings)],
        "holidays_known": _holidays(inspection),
        "waiting_for_reread": store.page_readings.count_older(EXTRACTOR),
        "least_sure": [asdict(one) for one in store.page_readings.worst()],
        "waiting_for_ocr": store.recognition.count(),
        "pages_waiting_for_ocr": store.recognition.pages_left(),
        "bug_reports": [asdict(report) for report in BugReports(config.bug_reports_path).all()],
    }


def _column(report: ColumnReport, config: Config) -> dict[str, Any]:
    found = {kind.value: count for kind, count in report.found.items()}
    values = asdict(report) | {"kind": report.kind.value, "idle_days": report.idle_days, "found": found}
    values["paused"] = is_paused(config, report.portal, report.name)
    del values["judged_on"]
    return values


def _finding(finding: Finding) -> dict[str, Any]:
    return asdict(finding) | {"kind": finding.kind.value}


def _holidays(inspection: Inspection) -> dict[str, int]:
    """The years in which lateness can be judged, and how many documents of later years may be late."""
    first, last = inspection.calendar
    return {"first_year": first, "last_year": last, "unjudged": inspection.unjudged}
