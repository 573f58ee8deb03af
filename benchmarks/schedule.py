"""Many portals on a few workers, simulated: requests a second, and how soon what is published is found.

Portals differ: columns and new documents a day are drawn by lot around what is given. A crawl takes a request
for robots.txt, two for each column, and two for each new document (page and attachment), each the delay and
an answer long. A portal is taken by the worker that is free first when it is due, as leases have it. Example:

    python benchmarks/schedule.py --portals 10000 --workers 20 --every-hours 24 6
"""

from __future__ import annotations

import argparse
import heapq
import random
from dataclasses import dataclass

import numpy as np

DAYS = 10
"""Simulated; the first two are left out of the figures."""
WARM_UP = 2 * 86_400


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one schedule."""

    requests_a_second: float
    busy: float
    """Share of the slots' time in which a portal was crawled."""
    late: float
    """Median of the hours by which portals were taken after they were due."""
    found: tuple[float, float]
    """Hours from publishing to finding: median and 95th percentile."""


def simulated(options: argparse.Namespace, every: float) -> Outcome:
    """`every`: hours after a crawl until the next is due."""
    chance = random.Random(options.seed)
    columns = [max(1, round(chance.lognormvariate(0, 0.7) * options.columns)) for _ in range(options.portals)]
    a_day = [chance.lognormvariate(0, 1) * options.new for _ in range(options.portals)]
    request = options.delay + options.answer
    due = [(chance.random() * every * 3600, number) for number in range(options.portals)]
    heapq.heapify(due)
    slots = [0.0] * (options.workers * options.at_once)
    last = [0.0] * options.portals
    requests, busy, late, lags = 0, 0.0, [], list[float]()
    while due[0][0] < DAYS * 86_400:
        when, portal = heapq.heappop(due)
        begin = max(when, heapq.heappop(slots))
        new = round(a_day[portal] * (begin - last[portal]) / 86_400 + chance.random() - 0.5)
        asked = 1 + 2 * columns[portal] + 2 * new
        end = begin + asked * request
        heapq.heappush(slots, end)
        heapq.heappush(due, (end + every * 3600, portal))
        if begin > WARM_UP:
            requests, busy = requests + asked, busy + end - begin
            late.append((begin - when) / 3600)
            published = (chance.uniform(last[portal], begin) for _ in range(new))
            lags += [(end - moment) / 3600 for moment in published]
        last[portal] = begin
    seconds = DAYS * 86_400 - WARM_UP
    median, high = np.percentile(lags, [50, 95])
    return Outcome(
        requests / seconds, busy / seconds / len(slots), float(np.median(late)), (float(median), float(high))
    )


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--portals", type=int, default=10_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[20], help="processes (default: 20)")
    parser.add_argument("--at-once", type=int, default=4, help="portals of a process (default: 4)")
    parser.add_argument("--every-hours", type=float, nargs="+", default=[24.0, 6.0])
    parser.add_argument("--columns", type=float, default=12, help="of a portal, about (default: 12)")
    parser.add_argument("--new", type=float, default=4, help="documents a day of a portal (default: 4)")
    parser.add_argument("--delay", type=float, default=1.0, help="s between requests (default: 1)")
    parser.add_argument("--answer", type=float, default=0.5, help="s of an answer (default: 0.5)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{'workers':>8}{'every h':>9}{'requests/s':>12}{'busy':>7}{'late h':>8}{'found h':>9}{'p95':>7}")
    for workers in options.workers:
        options.workers = workers
        for every in options.every_hours:
            found = simulated(options, every)
            line = f"{workers:8}{every:9.0f}{found.requests_a_second:12.1f}{found.busy:7.2f}{found.late:8.1f}"
            print(f"{line}{found.found[0]:9.1f}{found.found[1]:7.1f}")


if __name__ == "__main__":
    main()
