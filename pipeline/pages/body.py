"""The article of a page in paragraphs: what surrounds it is left out."""

import re
import trafilatura
from lxml.html import HtmlElement
from pipeline.pages.furniture import clear

OPT = dict(fast=True, include_comments=False)


def body_of(tree: HtmlElement, title: str | None) -> str | None:
    clear(tree)
    text = trafilatura.extract(tree, **OPT)
    return text
