"""Characters of a page become a tree of elements."""

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.errors import ArticleRefusedError

# The parser's own limits: of such a page it drops what lies deeper. Found in the wild: 40 to 60.
_TOO_DEEP = "ERR_RESOURCE_LIMIT"


def tree_of(text: str) -> HtmlElement:
    """Parse a page; raises ArticleRefusedError where it is empty or nested too deeply."""
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=True,  # 2,048 elements deep; else 256
    )
    try:
        tree = document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise ArticleRefusedError("the page is empty") from error
    if any(entry.type_name == _TOO_DEEP for entry in parser.error_log):
        raise ArticleRefusedError("the page is nested over 2,048 elements deep")
    return tree
