"""What the seller newly wrote: without quoted history, Amazon's wrapper and invisible characters, with the way back."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

_HEADERS = re.compile(
    r"""^[ \t>]*(?:
        -{2,}\s*(?:original|forwarded|urspr|message\s+d|mensaje\s+orig|messaggio\s+orig|oorspronkelijk|wiadomo|mensagem\s+orig)
          [^\n]{0,60}
      | (?:on|am|le|el|il|op|w\ dniu|den|em)\s[^\n]{5,160}
          (?:wrote|schrieb|a\ écrit|escribió|ha\ scritto|schreef|napisał\(?a?\)?|skrev|escreveu)\s*:\s*
      | (?:on|am|le|el|il|op|w\ dniu|den|em)\s[^\n\d]{0,60}\d[^\n]{0,120}\n[^\n]{0,120}
          (?:wrote|schrieb|a\ écrit|escribió|ha\ scritto|schreef|napisał\(?a?\)?|skrev|escreveu)[ ]?:[ \t]*$
      | (?:am|op|den)\s[^\n\d]{0,60}\d[^\n]{0,120}(?:schrieb|schreef|skrev)\s[^\n:]{1,100}:[ \t]*$
      | [^\n]{5,160}\starihinde\s[^\n]{0,120}yazdı\s*:?\s*
      | [^\n]{4,120}(?:さんは書きました|のメール)[:：]\s*
      | (?:from|von|de|da|van|od|från|gönderen|差出人)\s?:\s[^\n]{3,200}\n[ \t>]*
          (?:sent|gesendet|envoyé|enviado|inviato|verzonden|wysłano|skickat|data|date|to|an|à|tarih|送信日時)\s?:
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_BEGIN = re.compile(
    r"(?<!-)-{6,}\s*(?:begin message|message:|anfang der nachricht|début du message|inizio messaggio|messaggio:|iniciar mensaje|"
    r"mensagem:|iniciar mensagem|início da mensagem|メッセージはここから)[^\n-]{0,40}-{6,}",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?<!-)-{6,}\s*(?:end message|ende der nachricht|fin du message|fine messaggio|finalizar mensaje|encerrar mensagem|"
    r"mensagem final|fim da mensagem|メッセージはここまで)|\[commMgrTok:|^SPC-\w{2}Amazon-\d+",
    re.IGNORECASE | re.MULTILINE,
)

_QUOTED = re.compile(r"[ \t]*>")
_UNSEEN = re.compile(
    "["
    + "".join(
        re.escape(char)
        for char in map(chr, (*range(0x20000), *range(0xE0000, 0xE0080)))
        if char == "\r" or (unicodedata.category(char) in {"Cf", "Cc"} and char not in "\n\t")
    )
    + "]"
)


def new_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are newly written."""
    begin = _BEGIN.search(text)
    start = begin.end() if begin else 0
    ends = [found.start() for pattern in (_HEADERS, _END) if (found := pattern.search(text, start))]
    stop = min(ends, default=len(text))
    spans = [(start, stop)] if text[start:stop].strip() else []
    if not spans and stop < len(text):
        spans = _below_quote(text, stop)
    return [part for span in spans for part in _unquoted(text, *span)]


def _below_quote(text: str, start: int) -> list[tuple[int, int]]:
    """An answer below the quoted lines: what follows the last of them."""
    quoted = [found.end() for found in re.finditer(r"^>.*$", text[start:], re.MULTILINE)]
    return [(start + quoted[-1], len(text))] if quoted else []


def _unquoted(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    if text.find(">", start, stop) == -1:
        return [(start, stop)]
    spans: list[tuple[int, int]] = []
    place = start
    for line in text[start:stop].splitlines(keepends=True):
        if not _QUOTED.match(line):
            if spans and spans[-1][1] == place:
                spans[-1] = (spans[-1][0], place + len(line))
            else:
                spans.append((place, place + len(line)))
        place += len(line)
    return spans


def visible(text: str, origins: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Newly written text without invisible characters and carriage returns, trimmed; with origins."""
    parts = [part for start, stop in new_spans(text) for part in _seen(text, start, stop)]
    shown = "".join(text[start:stop] for start, stop in parts)
    first = len(shown) - len(shown.lstrip())
    last = max(first, len(shown.rstrip()))
    if len(parts) == 1:
        begin = parts[0][0]
        return shown[first:last], origins[begin + first : begin + last]
    places = tuple(chain.from_iterable(origins[start:stop] for start, stop in parts))
    return shown[first:last], places[first:last]


def _seen(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches of a span between the characters that nobody sees."""
    for found in _UNSEEN.finditer(text, start, stop):
        if found[0] in "\u200c\u200d" and found.start() > 0 and ord(text[found.start() - 1]) > 0x2000:
            continue  # it joins the parts of an emoji
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if stop > start:
        yield start, stop
