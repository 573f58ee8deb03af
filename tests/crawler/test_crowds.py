"""Answers that say the same at several addresses."""

from __future__ import annotations

import pytest

from crawler.walk.crowd import Crowd

PLANS = "本县各乡镇应当落实防汛责任，备足抢险物资，加强值班值守，险情随时报告，并做好群众转移安置的准备。"


class Address(str):
    """Counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Address.compared += 1
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


@pytest.mark.parametrize("named_so", [True, False])
@pytest.mark.parametrize(("titles", "alike"), [(1, False), (400, True)])
def test_what_many_addresses_say_is_compared_a_few_times_each(
    named_so: bool, titles: int, alike: bool
) -> None:
    crowd = Crowd()
    voices = [
        crowd.add(Address(f"http://a.test/{number}"), f"防汛通知{number % titles}", PLANS, named_so)
        for number in range(400)
    ]
    Address.compared = 0
    assert all(crowd.has_another(voice) is (alike or not named_so) for voice in voices)
    assert Address.compared < 30 * len(voices)


def test_the_same_answer_of_one_address_is_no_other() -> None:
    crowd = Crowd()
    for named_so in (True, True, False):
        voice = crowd.add("http://a.test/1", f"防汛通知{named_so}", PLANS, named_so)
        assert not crowd.has_another(voice)
    assert crowd.has_another(crowd.repeat(voice, "http://a.test/2"))


ROADS = "The bridge over the Qingshui is closed to lorries until the end of May."
SCHOOLS = "Pupils of the first form are entered at the school of their district in June."


def test_one_chinese_word_makes_two_english_texts_no_notice() -> None:
    crowd = Crowd()
    texts = {"Bridge closed": ROADS, "First form": SCHOOLS}
    voices = [
        crowd.add(f"http://a.test/{said}", said, f"{text} 来源：新华社") for said, text in texts.items()
    ]
    assert not any(map(crowd.has_another, voices))


def test_few_chinese_words_are_a_notice_where_there_is_little_else() -> None:
    crowd = Crowd()
    titles = ("城关镇低保对象公示", "防汛值班安排")
    voices = [crowd.add(f"http://a.test/{said}", said, f"您要看的《{said}》已停用") for said in titles]
    assert all(map(crowd.has_another, voices))
