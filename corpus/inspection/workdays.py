"""Working days in China, with public holidays and the weekend days worked in their place (调休)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

FIRST_YEAR = 2001
"""From here on `holidays` follows the State Council's yearly notices, make-up days included."""


class Workdays:
    """The working days of the years whose holidays have been announced."""

    def __init__(self, until: int) -> None:
        """`until`: the last year that is asked about."""
        # 300 modules, for those who look at dates only.
        import holidays

        calendar = holidays.country_holidays("CN", years=range(FIRST_YEAR, until + 1))
        # Every notice so far has make-up days: a year without any has not been announced.
        announced = {day.year for day in calendar.weekend_workdays}
        self.first_year = self.last_year = FIRST_YEAR
        while self.last_year + 1 in announced:
            self.last_year += 1
        day, end = date(FIRST_YEAR, 1, 1), date(self.last_year, 12, 31)
        self._days = []
        while day <= end:
            if calendar.is_working_day(day):
                self._days.append(day.toordinal())
            day += timedelta(days=1)

    @property
    def last_day(self) -> date:
        """The last day that can be judged."""
        return date(self.last_year, 12, 31)

    def between(self, earlier: date, later: date) -> int:
        """Working days after `earlier`, up to and with `later`. Raises ValueError beyond the known years."""
        if earlier.year < self.first_year or later.year > self.last_year:
            raise ValueError(f"no holidays known for {earlier} to {later}")
        return bisect_right(self._days, later.toordinal()) - bisect_right(self._days, earlier.toordinal())


@lru_cache(maxsize=1)
def workdays(until: int) -> Workdays:
    """The calendar up to that year, made once: it takes 0.1 s."""
    return Workdays(until)
