"""An article's page: its text is the stored one, and marked are the words that prove stances."""

import pytest

from pipeline.web.answers import address
from tests.rows import rows

pytestmark = pytest.mark.stack

# Each stretch of the text: its words without the numbers of notes, its place if links lead to it,
# whether it is marked as a proof, and the numbers of the stances whose proof ends with it.
STRETCHES = """
found => found.map(stretch => {
  const notes = [...stretch.querySelectorAll('sup')];
  const numbers = notes.map(note => Number(note.textContent));
  notes.forEach(note => note.remove());
  return [stretch.textContent, stretch.id, stretch.querySelector('mark') !== null, numbers];
})
"""
NOTES = "found => found.map(a => [Number(a.textContent), a.getAttribute('href')])"
PROOFS = (
    "SELECT evidence_starts, evidence_ends FROM stance_history"
    " WHERE article_id = :id AND current ORDER BY evidence_starts, evidence_ends, number"
)


def test_each_articles_text_is_whole_and_marks_stand_at_the_stored_places(look, news):
    page = look("/")
    for article_id, text in rows(news, "SELECT article_id, text FROM revision WHERE current"):
        page.goto(address("articles", article_id, min_confidence=0))
        stretches = page.locator(".paragraph > p > span").evaluate_all(STRETCHES)
        shown = "".join(words for words, *_ in stretches)
        assert shown == text

        begins, ends, marked, place = {}, {}, set(), 0
        for words, id_, proof, numbers in stretches:
            begins["#" + id_] = place
            if proof:
                marked |= set(range(place, place + len(words)))
            place += len(words)
            ends |= dict.fromkeys(numbers, place)
        notes = page.locator(".notes .number").evaluate_all(NOTES)
        proofs = rows(news, PROOFS, id=article_id)

        assert sorted((begins[href], ends[number]) for number, href in notes) == proofs
        assert marked == {at for start, end in proofs for at in range(start, end)}
