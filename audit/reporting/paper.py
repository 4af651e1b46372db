"""The PDF: WeasyPrint with the fonts that come along, and nothing else loaded."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from audit.errors import OutputError
from audit.resources import REPORTS

FONTS = REPORTS / "assets" / "fonts"
_FACES = (
    ("Literata", "Literata-Regular.ttf", "400", "normal"), ("Literata", "Literata-SemiBold.ttf", "600", "normal"),
    ("Literata", "Literata-Italic.ttf", "400", "italic"), ("Inter", "Inter-Regular.ttf", "400", "normal"),
    ("Inter", "Inter-SemiBold.ttf", "600", "normal"), ("Inter", "Inter-Italic.ttf", "400", "italic"),
)  # fmt: skip
_EAST = (
    '"Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic","MS Gothic",IPAexGothic,IPAGothic,"Noto Sans CJK SC"'
)
_FAMILIES = (
    f':root{{--sans:Inter,{_EAST},sans-serif;--serif:Literata,{_EAST},serif;--mono:"Liberation Mono","DejaVu Sans Mono",'
    "Menlo,Consolas,monospace}"
)
_CJK, _OTHER = "fonts-noto-cjk", "fonts-noto-core"
_SCRIPTS = {
    "Japanese": ("注文を確認", _CJK), "Chinese": ("订单", _CJK), "Korean": ("주문", _CJK), "Arabic": ("طلب", _OTHER),
    "Hebrew": ("הזמנה", _OTHER), "Thai": ("คำสั่ง", _OTHER),
}  # fmt: skip


def style() -> str:
    """The style that makes paper use the fonts of the package on every machine."""
    faces = "".join(
        f"@font-face{{font-family:{family};font-weight:{weight};font-style:{slope};src:url({(FONTS / file).as_uri()})}}"
        for family, file, weight, slope in _FACES
    )
    return faces + _FAMILIES


def pdf(page: str) -> bytes:
    """The page as a tagged PDF with bookmarks. Nothing is read but the fonts of the package and what stands in the page.

    Raises:
        OutputError: Pango is missing on this machine, or the page tried to load something.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise OutputError("a PDF needs Pango; `msgaudit doctor` says how to get it") from error
    ours = {(FONTS / file).as_uri() for _, file, _, _ in _FACES}

    class OursOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> object:
            if url not in ours and not url.startswith("data:image/"):
                raise OutputError(f"the report tried to load {url[:80]}")
            return super().fetch(url, headers)

    document: bytes = HTML(string=page, url_fetcher=OursOnly()).write_pdf(pdf_variant="pdf/ua-1")
    return document


def pdf_problem() -> str | None:
    """Why no PDF can be written here; None where it can."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return "Pango is missing; README, Install, says how to get it"
    return None


def scripts_without_font() -> tuple[str, ...]:
    """The scripts that would turn to boxes in a PDF made on this machine, with the Debian package that helps."""
    return tuple(f"{name} ({package})" for name, (words, package) in _SCRIPTS.items() if missing_characters(words))


def missing_characters(words: str) -> int:
    """How many characters of ``words`` no font on this machine can draw."""
    with _missing() as seen:
        pdf(f"<!doctype html><html lang='en'><title>fonts</title><style>{style()}</style><p>{words}</p>")
    return len(seen)


@contextmanager
def _missing() -> Iterator[list[str]]:
    """Collects the library's warnings about characters that no font has."""
    seen: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if ".notdef" in record.msg:
                seen.append(str(record.args))

    logger, handler = logging.getLogger("weasyprint"), Collect()
    logger.addHandler(handler)
    try:
        yield seen
    finally:
        logger.removeHandler(handler)
