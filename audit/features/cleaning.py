"""What the seller newly wrote: without quoted history, Amazon's wrapper and invisible characters, with the way back."""

import re
import unicodedata

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
    spans: list[tuple[int, int]] = []
    place = start
    for line in text[start:stop].splitlines(keepends=True):
        if not re.match(r"[ \t]*>", line):
            if spans and spans[-1][1] == place:
                spans[-1] = (spans[-1][0], place + len(line))
            else:
                spans.append((place, place + len(line)))
        place += len(line)
    return spans


def visible(text: str, origins: tuple[int, ...] | range) -> tuple[str, tuple[int, ...]]:
    """Newly written text without invisible characters and carriage returns, trimmed; with origins."""
    out: list[str] = []
    places: list[int] = []
    for start, stop in new_spans(text):
        for place in range(start, stop):
            char = text[place]
            if char == "\r" or (unicodedata.category(char) in {"Cf", "Cc"} and char not in "\n\t\u200d\u200c"):
                continue
            if char in "\u200c\u200d" and not _in_emoji(text, place):
                continue
            out.append(char)
            places.append(origins[place])
    first = next((i for i, c in enumerate(out) if not c.isspace()), len(out))
    last = next((i for i in range(len(out), first, -1) if not out[i - 1].isspace()), first)
    return "".join(out[first:last]), tuple(places[first:last])


def _in_emoji(text: str, place: int) -> bool:
    return place > 0 and ord(text[place - 1]) > 0x2000
