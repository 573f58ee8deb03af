"""What counts how much in a ranking. One number a component, each with its reason.

Measured on 147,288 articles of Chinese law with 963 questions of the public, as Recall@10 and MRR@10; each
series with the components that stood when it was measured. docs/relevance.md tells what each brings.
"""

from __future__ import annotations

K1 = 1.2
"""How slowly repeating a word levels off; the usual value, and Whoosh's."""

B = 0.75
"""How much a long document's words count less; the usual value, and Whoosh's."""

ATTACHED = 0.5
"""What a word in an attachment counts against one of the text. A guess: forms and lists repeat words."""

RECOGNISED = 1.25
"""How much longer an attachment counts that a machine read from pictures, so that each of its words counts a
little less: some are wrong. A guess."""

PAIR = 0.8
"""How much the pairs of characters of a question count beside its words: 0.388 and 0.306 at 0, 0.414 and
0.342 at 0.3, 0.42 and 0.35 from 0.6 to 1."""

RELATED = 0.5
"""What an official term counts that the thesaurus adds: 0.424 and 0.360 without, 0.430 and 0.365 at 0.3,
0.432 and 0.365 at 0.5, 0.431 and 0.365 at 0.7."""

NUMERAL = 1.0
"""What a numeral counts that is written in the other kind: it is the same number. MRR@10 by words of 321
questions about law is 0.422 with it and 0.421 without, of 308 about papers of places 0.849 and 0.847."""

TIME = 2.0
"""Added to a document of the time that a query speaks of: less than half of what a rare word adds. A guess;
on 963 questions, few of which name a year, Recall@10 and MRR@10 stay what they are."""

TIME_TITLED = 10.0
"""Added to a document whose title has the year that a query speaks of: what is published every year differs
in little else. Of 116 questions about policies MRR@10 by words is 0.789 at 0, 0.800 at 8, 0.805 at 10; the
963 about law, whose titles have no years, stay what they are."""

PLACE = 9.0
"""Added to a document of the place that a query speaks of, by its title, opening or signature: more than a
rare word. At 3 the state's law, in which the matter stands more often, went before the place's regulation. Of
170 questions about 2,402 papers, most of them of places, Recall@10 and MRR@10 by words are 0.959 and 0.833 at
6, 0.965 and 0.840 at 8, 0.965 and 0.843 at 10, 0.959 and 0.841 at 12; the 963 about law name hardly a place.
"""

PLACE_TITLED = 30.0
"""Added to such a document where its title has all that is asked for there, too: 重庆市邮政条例 for 重庆邮政.
At 20 the state's law that is titled by the official term of a plain word went before. A guess."""

AGENCY_PLACE = 6.0
"""Added to a document of an agency of the place that a query speaks of, which need not name it: at 3 papers
of elsewhere that repeat a word went before (a test)."""

STANDING = 40.0
"""Added to a document whose 有效性 is what the query asks for (户外广告 失效): at 20 the one in force, which
says the same and keeps all of its score, went before (a test)."""

QUOTED = 5.0
"""Added to a document with a phrase that stands in typographic quotation marks: what a rare word adds. A
guess."""

SHARES = {"all": 0.999, "most": 0.5, "some": 0.25}
"""Of what the telling words tell (the sum of their idf), what a document has to have for each degree."""

WHERE = 0.9
"""What the words of a place tell at most, against those for what is asked for there: a paper of the place
about something else has less than half of the query, and one about it of elsewhere more, whatever the
arithmetic rounds. Of 308 questions about 2,402 papers, most of them of places, Recall@10 and MRR@10 by words
are 0.955 and 0.849 at 0.25, 0.958 and 0.853 at 0.5, 0.961 and 0.857 at 0.9 and at 1; of 321 others about
2,444 papers 0.963 and 0.828 at 0.25, 0.966 and 0.830 at 0.5 and 1; the 963 about law stay what they are."""

ENOUGH = 100
"""Documents found that make it needless to ask for less; a hundredth of a small collection, ten at least.
Recall@10 is 0.444 at 30, 0.453 at 50, 0.454 at 100, 0.456 at 200, and Recall@100 0.590, 0.609, 0.630, 0.645;
the fewer, the less there is below that has little to do with the question."""

ALL_WORDS = 5.0
"""Added to a document with all of the telling words: about what a rare word adds. MRR@10 is 0.366 with it,
0.365 without, 0.364 when such documents come first whatever else there is."""

FEW = 3
"""Telling words of a query that names what is wanted; more of them are a question. A guess."""

FEW_PARTED = 6
"""The same of what is typed in up to FEW parts between blanks, which name what is wanted however they are cut
into words: 供销社 绩效目标申报表. A guess."""

PARTIAL = 0.25
"""What a document without all of a FEW words keeps of what they tell, where others have all: those go before
what repeats one of them. A guess; questions have more words."""

PLACE_ALONE = 0.1
"""What a document keeps of its score that only has the place of a query that asks for something there: at a
quarter a paper of the place about something else went before the state's law (a test)."""

FIRST = 10_000.0
"""Added to what has to come first: more than any score."""

TITLE_ASKED = 20.0
"""Added to a document whose title is what was typed. Of 400 titles of laws, typed as they are, 82 % find
theirs first without it, 92 % at 5, 96 % at 10, all but one at 20."""

FRESH = 0.5
"""Added to a document of the latest day; older ones have less, by HALF_LIFE_DAYS. 0.430 and 0.361 with it, as
without; MRR@10 is 0.365 at 2, where it would begin to outweigh words."""

HALF_LIFE_DAYS = 5 * 365
"""In so many days what a document has of FRESH halves."""

CITED = 0.1
"""How much of its score a document gains with the logarithm of the number of others that cite it by name:
nearly half for what 100 cite. 0.468 and 0.407 at 0.06, 0.471 and 0.417 at 0.08, 0.473 and 0.420 at 0.1;
without the Civil Code's questions 0.547 and 0.426, 0.543 and 0.431, 0.545 and 0.430, so that much of the gain
is that code's; with no more than 30 of the others counted it is the same, 0.474 and 0.421. No more, since
what is cited most is not always what is asked for."""

CITED_LEAST = 0.03
"""The same in a collection that is hardly the state's, up to CITED where STATE_SHARE of it is: what papers of
places cite are laws, and who asks there wants what the place has done about them. Of 170 questions about
2,402 papers, 4 % of them the state's, MRR@10 by words is 0.842 with CITED, 0.850 at 0.04, 0.845 at 0; with
meaning, on 985 of the papers, 0.935, 0.952 and 0.954. Of 138 that nobody looked at it is 0.833 with CITED and
0.849 with this, with meaning 0.939 and 0.944."""

ELSEWHERE = 0.7
"""What a document of a place keeps of its score where the query names none: the state's go before, and
those of the collection's own places. By words alone 0.454 and 0.399 at 1, 0.461 and 0.404 at 0.85, 0.464
and 0.407 at 0.75, 0.466 and 0.407 at 0.7, 0.467 and 0.408 at 0.6; no lower, since what a place adds is
wanted too. Where it names another place the same, by opening and signature, too: of 162 questions about
notices of cities 0.946 and 0.854, by titles alone 0.927 and 0.831."""

STATE_SHARE = 0.25
"""The share of the state's papers in a collection from which on ELSEWHERE counts in full where the query
names no place; below, the less the fewer they are: a collection of places is asked for what places have to
say. Of 170 questions about 2,402 papers, 4 % of them the state's, MRR@10 by words is 0.811 with ELSEWHERE
in full and 0.821 without; three tenths of the articles of law are the state's."""

SAME_BODY = 0.99
"""What another name of an agency or a law counts: it is the same one. A guess."""

FORMER = 0.5
"""What a former name of a place counts: documents of its present name go before. A guess."""

VERBATIM = 4.0
"""Added where the query stands as it was typed, for each unit of idf of its words: at 2.2 a short one with
its words scattered went before a long document that has it. A guess."""

TITLED = 4.0
"""Added to a document whose title has all of the telling words of a question. A guess: the questions measured
are the same without it, and MRR@10 of 308 about papers of places is 0.002 less at 8."""

LEADING = 1.0
"""What an official term counts where the query is nothing but its plain word: as much as that. A guess."""

LEADING_TITLED = 20.0
"""Added to a document that is titled by the official term of a query that is nothing but its plain word. Of
945 plain words 900 bring one into the first three laws at 12, 911 at 20; of 545 among policies 529 and 531.
Since places keep it where nothing of the state is titled so, and it counts within longer words, 1,093 of
1,114 and 689 of 700. Questions are not concerned."""

SUBJECT_TITLED = 30.0
"""Added to a document whose title has what a short query is about, cut into several words (工伤认定流程):
laws that others cite, and that only repeat it, went before, at 20 level. A guess; the questions measured are
the same without it."""

FEW_TITLED = 12.0
"""Added to a document whose title has all of a FEW words typed apart, which is what such a query asks for. A
guess."""

NORM_TITLED = 300.0
"""Added to a document that is titled by the name of the law or regulation that is all that was typed, and
does not only speak of it: at 120 the decision that repealed one that ended, short and in force, went before
it where meaning counts."""

WORK_ASKED = 25.0
"""Added to the law that others cite by what was typed: 公司法 for 中华人民共和国公司法. From 20 on its former
version, too, stands above what has the name within its title (a test); Recall@10 and MRR@10 of the 963
questions are the same at 15 and at 25.
"""

BODY = 1.0
"""Added to the documents of an agency that the query names, for each unit of idf of that. A guess."""

BODY_ASKED = 60.0
"""Added besides where the query is nothing but its name: at 25 a circular that is addressed to it, and names
it as it was typed, went before its own (a test)."""

ENDED = 0.6
"""A document that is no longer in force keeps this share of its score, so that its successor, which says much
the same, stands above it. Recall@10 by words of 321 questions about law is 0.487 with it, 0.486 without."""

MEANT = 1_500.0
"""What a document gains for each unit of cosine to the query that it is nearer than the last one known, by
its standing and ELSEWHERE as the words' score is. With vectors of 41,677 of 147,288 articles: 0.522 and
0.466 at 500, 0.534 and 0.479 at 1,000, 0.540 and 0.487 at 1,500, 0.541 and 0.486 at 2,000, 0.466 and 0.407
by words alone; without the Civil Code's questions 0.593 and 0.478, 0.585 and 0.481, 0.585 and 0.487, 0.582
and 0.476. Five-fold cross-validation over this and ELSEWHERE leaves 0.540 and 0.487
(benchmarks/meaning.py)."""

MEANT_KNOWN = 2_000
"""Documents, the nearest first, whose nearness counts: Recall@10 is 0.007 less at 500, 0.014 less at 200
(MEANT 1,250)."""

MEANT_FARTHEST = 0.07
"""How much farther than the nearest document one may be whose nearness counts: where MEANT_KNOWN are all that
there are, nearness outweighs everything else that a document gains or loses a share of, being cited by
others. Of 116 questions about 1,637 policies MRR@10 is 0.837 without, 0.854 at 0.08, 0.863 at 0.06, 0.869 at
0.045; of the 963 about law it is 0.490 without and at 0.07, 0.489 at 0.06, 0.487 at 0.045."""

MEANT_JOINING = 50
"""The nearest documents that are found even if no word of the query stands in them. Recall@100 is 0.676 at
0, 0.714 at 20, 0.728 at 50, 0.732 at 100 (MEANT 1,000); what comes first is the same from 20 on."""
