"""Answers of one crawl that say the same at several addresses: no document does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice

from crawler.walk.likeness import digest, name, pieces, shared, words
from crawler.walk.sayings import Saying, is_alike, saying

ALIKE = 0.6
"""Share of the shorter text's pieces from which two answers are one notice with perhaps a number
or an address in it. A guess."""

LITTLE = 20
"""Letters of a text up to which the title says what a page is. A guess."""

MOST = 200
"""Texts that each new one is compared with: a portal sends few notices. A guess."""


COMPARED = 20
"""Others of a group with which a short text is compared: a notice is what most of them say. A guess."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one address said."""

    url: str
    title: str
    """As `name` has it."""
    digest: str
    """Of the letters of its text."""
    group: int
    """Alike are only answers of one group."""
    named_so: bool
    """Whether its title is that of the document that was asked for."""
    saying: Saying | None = None
    """Where it is short enough for a notice."""


@dataclass(slots=True)
class _Group:
    """What is alike."""

    voices: list[Voice] = field(default_factory=list)
    unnamed: list[Voice] = field(default_factory=list)
    """Those whose title is not that of the document that was asked for."""
    named: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    """The addresses of the others, by digest and title."""

    def add(self, voice: Voice) -> None:
        self.voices.append(voice)
        if voice.named_so:
            self.named[voice.digest].setdefault(voice.title, set()).add(voice.url)
        else:
            self.unnamed.append(voice)

    def says_so_elsewhere(self, voice: Voice) -> bool:
        """Whether another address has it; of those that are called so, the very same under another title."""
        if any(other.url != voice.url for other in (self.unnamed if voice.named_so else self.voices)):
            return True
        titled = self.named.get(voice.digest, {}) if voice.named_so else {}
        return any(title != voice.title and urls != {voice.url} for title, urls in titled.items())


class Crowd:
    """All that was doubtful in one crawl, in groups of what is alike."""

    def __init__(self) -> None:
        self._groups: list[_Group] = []
        self._by_key: dict[str, int] = {}
        self._samples: list[tuple[frozenset[str], int]] = []

    def add(self, url: str, title: str, text: str, named_so: bool = False, led_to: str = "") -> Voice:
        """One more answer; `led_to` is where a redirect led."""
        called, said = name(title), words(text) or words(title)
        own = digest(said)
        keys = [own]
        keys += [f"title {called}"] if called and len(said) <= LITTLE and not named_so else []
        keys += [f"address {led_to}"] if led_to and not named_so else []
        short = saying(title, text)
        short = short if short and short.is_told_by_letters else None
        compared = pieces(short.letters if short else said)
        return self._join(Voice(url, called, own, self._group(keys, compared), named_so, short))

    def add_file(self, url: str, sha256: str) -> Voice:
        """A file that came for an address: alike are only the very same."""
        return self._join(Voice(url, "", sha256, self._group([sha256], frozenset()), named_so=False))

    def repeat(self, voice: Voice, url: str) -> Voice:
        """The same answer for one more address."""
        return self._join(replace(voice, url=url))

    def _join(self, voice: Voice) -> Voice:
        self._groups[voice.group].add(voice)
        return voice

    def has_another(self, voice: Voice) -> bool:
        """Whether another address says the same, and they are no copies of one document."""
        group = self._groups[voice.group]
        others = (other for other in group.voices if other.url != voice.url)
        return group.says_so_elsewhere(voice) or any(
            _varies(voice, other) for other in islice(others, COMPARED)
        )

    def _group(self, keys: list[str], said: frozenset[str]) -> int:
        known = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if known is None:
            known = next((group for sample, group in self._samples if shared(sample, said) >= ALIKE), None)
        if known is None:
            known = len(self._groups)
            self._groups.append(_Group())
            if len(self._samples) < MOST:
                self._samples.append((said, known))
        for key in keys:
            self._by_key.setdefault(key, known)
        return known


def _varies(one: Voice, other: Voice) -> bool:
    """Whether two say one thing, each with something else in it that neither title names."""
    if one.title == other.title or one.saying is None or other.saying is None:
        return False
    return is_alike(one.saying, other.saying)
