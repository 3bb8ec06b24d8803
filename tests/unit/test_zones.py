"""The layout of an article: its zones, its dateline, the agencies it credits."""

import time
from pathlib import Path

import pytest

from pipeline.analysis.layout.zones import layout_of

SEED = Path(__file__).parents[2] / "seeds" / "putin-canada.txt"
BODY = "The mayor of Lower Vale opened a bridge on Monday, and two hundred people walked over it."


@pytest.mark.parametrize(
    ("line", "place", "date", "span"),
    [
        pytest.param("OTTAWA — It rained.", "OTTAWA", None, "OTTAWA —", id="place-only"),
        pytest.param("NEW YORK, March 3 - It rained.", "NEW YORK", "March 3", None, id="dated"),
        pytest.param("omaha, april 7 - it rained.", "omaha", "april 7", None, id="lower-case"),
        pytest.param("DALLAS (AP) - It rained.", "DALLAS", None, "DALLAS (AP) -", id="agency"),
        pytest.param("Oslo, Nov 5 (Reuters) - Rain.", "Oslo", "Nov 5", None, id="dated-agency"),
        pytest.param("RENO, Nev. (AP) — It rained.", "RENO, Nev.", None, None, id="state"),
        pytest.param("MANILA, Philippines – Rain.", "MANILA, Philippines", None, None, id="land"),
        pytest.param(
            "ST. PAUL, Minn., Mach 4 - Rain.", "ST. PAUL, Minn.", "Mach 4", None, id="typo"
        ),
        pytest.param("ROME, March 13, Reuter - Rain.", "ROME", "March 13", None, id="bare-agency"),
        pytest.param("ISLAMABAD: It rained.", "ISLAMABAD", None, "ISLAMABAD:", id="colon"),
        pytest.param("Tokyo – It rained.", "Tokyo", None, "Tokyo –", id="known-city"),
        pytest.param("BERLIN/ROME (AFP) - Rain.", "BERLIN/ROME", None, None, id="two-cities"),
        pytest.param("La paz, march 4 - rain.", "La paz", "march 4", None, id="half-capital"),
        pytest.param("LONDON 1996-08-30", "LONDON", "1996-08-30", None, id="own-line"),
    ],
)
def test_a_dateline_opens_the_first_paragraph(line, place, date, span):
    dateline = layout_of(f"{line}\n\n{BODY}", None).dateline

    assert dateline is not None
    assert (dateline.place, dateline.date) == (place, date)
    assert span is None or dateline.text == span


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("UPDATE — The mayor has answered.", id="label"),
        pytest.param("On 21 June – the longest day – it rained.", id="preposition"),
        pytest.param("VENN--Well, we tried.", id="transcript"),
        pytest.param("The rally on March 3 - the third - was loud.", id="sentence"),
        pytest.param("VENN: Well, we tried.", id="transcript-with-colon"),
        pytest.param("Mara Venn – a baker – won.", id="name"),
    ],
)
def test_what_only_looks_like_a_dateline_is_none(line):
    assert layout_of(f"{line}\n\n{BODY}", None).dateline is None


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        pytest.param(f"{BODY} (AP, Reuters)", ("AP", "Reuters"), id="closing-brackets"),
        pytest.param(f"{BODY} - Reuters", ("Reuters",), id="closing-dash"),
        pytest.param(f"{BODY}\n\nREUTER", ("Reuters",), id="sign-off"),
        pytest.param(f"OSLO (AFP) — {BODY}", ("AFP",), id="dateline"),
        pytest.param(f"MOSCOW, Oct. 3 /TASS/. {BODY}", ("TASS",), id="dateline-with-strokes"),
        pytest.param(f"(Reuters) - {BODY}", ("Reuters",), id="opening-brackets"),
        pytest.param(f"{BODY} (With inputs from PTI)", ("PTI",), id="inputs"),
        pytest.param(f"By Mara Venn, Associated Press\n\n{BODY}", ("AP",), id="byline"),
        pytest.param(
            f"{BODY}\n\n(Reporting by M Venn; Editing by O Rusk)", ("Reuters",), id="desk"
        ),
        pytest.param(f"{BODY}\n\nReporting by M Venn. Editing by O Rusk.", (), id="any-desk"),
        pytest.param(f"{BODY}\n\n(Reporting by M Venn, editing by O Rusk)", (), id="another-desk"),
        pytest.param(f"{BODY}\n\nh/t: The Vale Post", (), id="hat-tip-is-no-agency"),
        pytest.param(f"Venn told the Associated Press so.\n\n{BODY}", (), id="only-mentioned"),
        pytest.param(f"AP: Mayor resigns\n\n{BODY}", (), id="only-quoted"),
    ],
)
def test_only_agencies_that_sign_are_credited(text, agencies):
    assert layout_of(text, None).credit == agencies


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        pytest.param("Get the latest updates as we post them", "boilerplate", id="updates"),
        pytest.param("Share this", "boilerplate", id="share"),
        pytest.param("Sign up for our newsletter", "boilerplate", id="sign-up"),
        pytest.param("Read more", "boilerplate", id="read-more"),
        pytest.param("Follow us on Twitter", "boilerplate", id="follow"),
        pytest.param("© 2016 The Vale Post", "boilerplate", id="copyright"),
        pytest.param("https://vale.example/a/b?c=d", "boilerplate", id="address"),
        pytest.param("* * *", "boilerplate", id="marks"),
        pytest.param("Last Updated: 07/27/2016", "updated", id="updated"),
        pytest.param("Friday, July 21, 2017", "updated", id="date"),
        pytest.param("By Mara Venn", "credit", id="byline"),
        pytest.param("Terms of the deal were not disclosed.", "body", id="terms"),
        pytest.param("By July 2013, the show was over.", "body", id="by-date"),
        pytest.param("Published accounts fell 12 pct in May.", "body", id="published-accounts"),
    ],
)
def test_a_line_is_what_it_says(line, zone):
    zones = layout_of(f"{BODY}\n\n{line}\n\n{BODY}", None).zones

    assert line in {z.text for z in zones if z.name == zone} or (
        zone == "body" and [z.name for z in zones] == ["body"]
    )


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("Sources", id="sources"),
        pytest.param("Related articles:", id="related"),
        pytest.param("Categories", id="categories"),
    ],
)
def test_a_list_about_the_page_goes_on_to_the_next_sentence(heading):
    listed = f'{heading}\n\n"Bridge opens". Vale Post, May 3\n\nMayor Opens Bridge'
    zones = layout_of(f"{BODY}\n\n{listed}\n\n{BODY}", None).zones

    assert [(z.name, z.text) for z in zones] == [
        ("body", BODY), ("boilerplate", listed), ("body", BODY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Sources close to the mayor said no.", id="sentence"),
        pytest.param("Related cases were heard in May.", id="related-cases"),
    ],
)
def test_a_sentence_heads_no_list(line):
    assert [z.name for z in layout_of(f"{BODY}\n\n{line}\n\n{BODY}", None).zones] == ["body"]


def test_the_title_names_the_headline():
    zones = layout_of(f"Bridge opens.\n\n{BODY}", "Bridge Opens").zones

    assert [(z.name, z.text) for z in zones] == [("headline", "Bridge opens."), ("body", BODY)]


def test_the_seed_article_is_laid_out():
    layout = layout_of(SEED.read_text(encoding="utf-8"), None)

    assert [z.name for z in layout.zones] == [
        "boilerplate", "updated", "headline", "dateline", "body", "credit",
    ]  # fmt: skip
    assert layout.zones[2].text == "Putin Leaves Canada Unsatisfied"
    assert layout.dateline is not None
    assert layout.dateline.place == "OTTAWA"
    assert layout.credit == ("AP", "Reuters")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 200_000, id="one-endless-line"),
        pytest.param('"' * 1_000_000, id="only-marks"),
        pytest.param("A. " * 300_000, id="initials"),
        pytest.param("AP, " * 250_000, id="agencies"),
        pytest.param("\n".join(["By A B, C"] * 100_000), id="bylines"),
        pytest.param("\u200b\u202e🙂 \u2028" * 100_000, id="strange-characters"),
    ],
)
def test_zones_cover_any_text_in_bounded_time(text):
    started = time.process_time()
    zones = layout_of(text, None).zones
    seconds = time.process_time() - started

    place = 0
    for zone in zones:
        assert zone.start >= place
        assert not text[place : zone.start].strip()
        place = zone.end
    assert not text[place:].strip()
    assert seconds < 5  # about 0.5 on one core
