"""What was written, out of Amazon's frame in every language, and without what is quoted."""

from pathlib import Path

import pytest
from mail_builder import ORDER, copy, framed, mail, message, sent

from audit.features.reading import read

FRAMES = [
    ("Begin message", "End message"), ("Message:", "End message"), ("Begin message / Début du message", "End message / Fin du message"),
    ("Anfang der Nachricht", "Ende der Nachricht"), ("Début du message", "Fin du message"), ("DÃ©but du message", "Fin du message"),
    ("Inizio messaggio", "Fine messaggio"), ("Messaggio:", "Fine messaggio"), ("Iniciar mensaje", "Finalizar mensaje"),
    ("Message:", "Finalizar mensaje"), ("Mensagem:  ", "Encerrar mensagem"), ("Iniciar mensagem", "Mensagem final"),
    ("Início da mensagem", "Fim da mensagem"), ("メッセージはここから", "メッセージはここまで"),
    ("Begin bericht", "Einde bericht"), ("Meddelandet börjar", "Meddelandet slutar"), ("Początek wiadomości", "Koniec wiadomości"),
    ("Mesaj başlangıcı", "Mesaj sonu"),
]  # fmt: skip
TEXT = "Guten Tag,\n\nist das Brett aus Eiche?\n\nDanke"


@pytest.mark.parametrize(("begin", "end"), FRAMES)
def test_the_frame_is_taken_off_in_every_language(tmp_path: Path, begin: str, end: str) -> None:
    found = message(tmp_path, mail(framed(TEXT, begin, end), Content_Type="text/plain; charset=utf-8"))
    assert found["body_text"] == TEXT
    assert found["order_id"] == ORDER


@pytest.mark.parametrize(("begin", "end"), FRAMES)
def test_the_frame_is_taken_off_where_only_html_was_sent(tmp_path: Path, begin: str, end: str) -> None:
    lines = "<br>".join(framed("Ist das Brett aus Eiche?", begin, end).split("\n"))
    found = message(tmp_path, copy(f"<html><body>{lines}</body></html>", Content_Type="text/html; charset=utf-8"))
    assert found["body_text"] == "Ist das Brett aus Eiche?"
    assert found["body_html"] == ""


def test_an_end_line_in_new_words_is_met_by_the_dashes_or_the_footer(tmp_path: Path) -> None:
    assert message(tmp_path, mail(framed("Is it oak?", end="That was the message")))["body_text"] == "Is it oak?"
    missing = framed("Is it oak?").replace("------------- End message -------------\n\n", "")
    body = str(message(tmp_path, mail(missing))["body_text"])
    assert body.startswith("Is it oak?")
    assert "commMgrTok" not in body


def test_the_block_of_html_is_found_whatever_the_words_around_it(tmp_path: Path) -> None:
    html = (
        "<html><body><p>Nowe słowa</p><pre style='font-family: Arial; white-space: pre-wrap; white-space: -o-pre-wrap'>"
        "Is it oak?\nThanks</pre><p>Other words</p></body></html>"
    )
    assert message(tmp_path, mail(html, Content_Type="text/html; charset=utf-8"))["body_text"] == "Is it oak?\nThanks"


def test_a_link_that_the_buyer_wrote_is_not_the_frames(tmp_path: Path) -> None:
    text = "See https://www.amazon.de/x?t=BUYER&m=BUYER and [commMgrTok] please"
    found = message(tmp_path, mail(framed(text)))
    assert found["body_text"] == text
    assert "BUYER" not in str(found["extra"])
    assert "T123" in str(found["extra"])


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, 5 Jan 2026 at 10:00, Kim <b7k2xy81@marketplace.amazon.com> wrote:", "Am 05.01.2026 um 10:00 schrieb Kim:",
        "Le lun. 5 janv. 2026 à 10:00, Kim a écrit :", "El lun, 5 ene 2026 a las 10:00, Kim escribió:",
        "Il giorno lun 5 gen 2026 alle ore 10:00 Kim ha scritto:", "Op ma 5 jan 2026 om 10:00 schreef Kim:",
        "Em seg., 5 de jan. de 2026 às 10:00, Kim escreveu:", "W dniu 5.01.2026 o 10:00 Kim napisał(a):",
        "Den mån 5 jan. 2026 kl 10:00 skrev Kim:", "5 Oca 2026 Pzt, 10:00 tarihinde Kim şunu yazdı:",
        "On Mon, 5 Jan 2026 at 10:00, Kim Lee\n<b7k2xy81@marketplace.amazon.com> wrote:", "-----Original Message-----", "-----Ursprüngliche Nachricht-----", "2026年1月5日(月) 10:00 Kimさんは書きました:",
    ],
)  # fmt: skip
def test_quoted_history_is_no_new_text(tmp_path: Path, line: str) -> None:
    body = f"It is oak.\n\n{line}\n> Is it oak? Write to kim@example.com\n> Kim\n"
    found = message(tmp_path, sent(body, Content_Type="text/plain; charset=utf-8"))
    assert [b.text for b in read(str(found["subject"]), str(found["body_text"]), "").bodies] == ["It is oak."]


def test_an_order_id_of_the_history_does_not_name_the_order(tmp_path: Path) -> None:
    body = "It is oak.\n\nOn Mon, 5 Jan 2026 Kim wrote:\n> order 302-9999999-9999999\n"
    assert message(tmp_path, sent(body, Subject="Your question"))["order_id"] == ""
