"""Draws groups of several phrases that are told to be one issue, to be read.

    stancewire resolve analysed.jsonl | python -m tests.quality.draw_issues SEED [GROUPS]

A group is drawn if phrases that differ in more than capitals and articles are in it, one of them no
entity's name. Of each phrase the words around one of its places are shown, and those that are told
to be against the issue are marked.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable

DRAWN = 100
AROUND = 110  # characters shown on either side
SHOWN = 6  # phrases of a group


def main() -> None:
    """Draw by the seed given, and print."""
    seed, drawn = int(sys.argv[1]), int((*sys.argv, DRAWN)[2])
    groups = groups_in(map(json.loads, sys.stdin))
    several = {key: group for key, group in groups.items() if is_of_several(group)}
    rows = sum(len(rows) for group in several.values() for rows in group.values())
    print(f"{drawn} of {len(several)} groups of several phrases ({rows} rows)\n")
    chosen = random.Random(seed).sample(sorted(several), min(drawn, len(several)))
    for number, key in enumerate(chosen, 1):
        print(f"{number}. {key[1]} [{key[0]}]")
        for (_, is_against), found in sorted(several[key].items())[:SHOWN]:
            article, stance = found[0]
            mark = "REVERSED " if is_against else ""
            print(f"    {mark}{stance['target']['name']} x{len(found)}: {around(article, stance)}")


Group = dict[tuple[str, bool], list[tuple[dict, dict]]]


def groups_in(articles: Iterable[dict]) -> dict[tuple[str, str], Group]:
    """Give the rows of each issue, by their phrase and its side."""
    groups: dict[tuple[str, str], Group] = defaultdict(lambda: defaultdict(list))
    for article in articles:
        for stance in article.get("stances", []):
            issue = stance["target"]["issue"]
            if issue is not None:
                place = (plain(stance["target"]), issue["reversed"])
                groups[issue["id"], issue["name"]][place].append((article, stance))
    return groups


def plain(target: dict) -> str:
    """Give a phrase without capitals and articles; all names of one entity are one."""
    if target["entity"] is not None:
        return "(an entity)"
    words = target["name"].casefold().split()
    return " ".join(word for word in words if word not in ("a", "an", "the"))


def is_of_several(group: Group) -> bool:
    """Tell whether a group has several phrases, one at least of no entity."""
    names = {row["target"]["issue"]["name"].casefold() for r in group.values() for _, row in r}
    phrases = {
        "(an entity)" if p in names and ("(an entity)", False) in group else p for p, _ in group
    }
    return len(phrases) > 1


def around(article: dict, stance: dict) -> str:
    """Give the words around a target, on one line."""
    span, text = stance["target"]["span"], article["text"]
    before = text[max(0, span["start"] - AROUND) : span["start"]]
    behind = text[span["end"] : span["end"] + AROUND]
    words = f"{before}<<{span['text']}>>{behind}"
    return f"[{article['id']}] {' '.join(words.split())}"


if __name__ == "__main__":
    main()
