"""Ways of contact and links, however they are hidden; and numbers and words that are neither."""

import pytest

from audit.features.contacts import contacts
from audit.features.links import links
from audit.features.numbers import digits_of
from audit.features.reading import read
from audit.features.undisguise import undisguise

HIDDEN = (
    "Write to lumi.help AT gmail DOT com please.",
    "My address: anna underscore lumi at outlook period com",
    "Reach us by mail: lumi_support[at]lumilamp[dot]de",
    "support ( @ ) lumilamp ( . ) com",
    "Send a mail to lumilamp, that is at g mail, dot com at the end.",
    "hello{at}lumilamp{dot}shop",
    "s u p p o r t @ l u m i l a m p . c o m",
    "s-u-p-p-o-r-t-@-l-u-m-i-l-a-m-p-.-c-o-m",
    "ｓｕｐｐｏｒｔ＠ｌｕｍｉｌａｍｐ．ｃｏｍ",
    "suppоrt@lumilаmp.cоm",
    "Schreiben Sie an info ät lumilamp punkt de.",
    "Unsere Mail: info(ät)lumilamp(punkt)de",
    "Info Klammeraffe Lumilamp Punkt de",
    "Écrivez à contact arobase lumilamp point fr",
    "notre adresse est contact (chez) lumilamp (point) fr",
    "escríbanos a ayuda arroba lumilamp punto es",
    "ayuda arroba lumilamp punto com",
    "scrivi a info chiocciola lumilamp punto it",
    "schrijf naar info apenstaartje lumilamp punt nl",
    "napisz: kontakt małpa lumilamp kropka pl",
    "skriv till info snabel-a lumilamp punkt se",
    "escreva para ajuda arroba lumilamp ponto com ponto br",
    "destek et lumilamp nokta com",
    "info アットマーク lumilamp ドット jp",
    "info＠lumilamp．jp",
    "The first half is lumi.care. After the at sign comes outlook.com.",
    "Our address starts with hello. Then the at sign. Then lumilamp dot com.",
    "mail me: lumi 2 2 at gmail . com",
    "lumilamp@gmail",
    "we are lumilamp on gmail",
    "l.u.m.i.l.a.m.p at gmail",
    "call 0 1 7 1 - 2 3 4 5 6 7 8",
    "Call us: 0171/234 56 78",
    "null eins sieben eins zwei drei vier fünf sechs sieben acht",
    "rufen Sie null-eins-sieben-eins zweihundert an, 0 1 7 1 2 3 4 5 6 7",
    "appelez le zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    "O171 2345678 is our line",
    "our number is +49 (0) 171 2345678",
    "zero-one-seven-one, two-three-four, five-six-seven-eight",
    "phone: O one seven one, 23 45 67 8",
    "ligue para nove um dois, três quatro cinco, seis sete oito",
    "llámenos al seis uno dos tres cuatro cinco seis siete ocho",
    "zadzwoń: pięć zero jeden, dwa trzy cztery, pięć sześć siedem",
    "ring noll sju noll, ett två tre, fyra fem sex sju",
    "sıfır beş üç iki yüz yirmi üç kırk beş altmış yedi arayın",
    "電話は〇三の一二三四の五六七八です",
    "お電話は０３（１２３４）５６７８まで",
    "12345 67890 call anytime",
    "01712345678 anrufen",
    "Text us: 555 123 4567",
    "WhatsApp +44 7700 900123",
    "Add us on LINE, id lumilamp_jp",
    "Telegram @lumilamp_care",
    "find us on insta as lumilamp.official",
    "our IG: lumilamp.home",
    "Skype name: lumi.lamp",
    "Visit lumilamp . com",
    "lumilamp dot com",
    "lumilamp(dot)com/register",
    "w w w . l u m i l a m p . c o m",
    "www lumilamp com",
    "lumilamp[.]de",
    "lumilamp punkt de",
    "unsere Seite: lumilamp Punkt com",
    "hxxps://lumilamp.com/x",
    "https : // lumilamp . com",
    "lumilamp。com",
    "lumilаmp.com",
    "lumi\u200blamp.com",
    "LUMILAMP.COM",
    "lumilamp-dot-com",
    "lumilamp point com",
    "lumilamp punto com",
    "type lumilamp followed by .com into your browser",
    "lumilamp plus .de in your browser",
    "Google for lumilamp and add .com",
    "lumilamp ｄｏｔ ｃｏｍ",
    "our homepage is lumilamp slash register on lumilamp dot shop",
    "bit dot ly slash 3abC",
    "lumilamp.c0m",
    "lumilamp*com",
    "lumilamp<dot>com",
    "lumilamp_dot_com",
    "lumilamp d o t com",
    "tinyurl com slash lumi",
)
INNOCENT = (
    "Order 302-1234567-1234567 left with 00340434161094042557.",
    "EAN 4006381333931, part number 12.345.678-90, lot 0171-2345678.",
    "Invoice number 2026 000 123 456, VAT DE123456789, IBAN DE89 3704 0044 0532 0130 00.",
    "El producto llegó al punto de recogida de su barrio.",
    "Le colis attend au point de vente, com la facture.",
    "Meet the courier at the front door at noon.",
    "Look at manual.v2.pdf, ASP.NET and Node.js, i.e. the software.",
    "Steps one, two and three take five minutes.",
    "Size 10-12-14, 5 x 3.5 cm, 2,500.00 EUR on 12.10.2026 at 08:00.",
    "A B C D E are the bags; F is spare.",
    "Obrigado. Com carinho, a equipe.",
)


@pytest.mark.parametrize("text", HIDDEN)
def test_a_hidden_address_is_found(text: str) -> None:
    reading = read("", text, "")
    sure = [found for field in reading.fields for found in contacts(field, "DE") if found.sure]
    assert sure or links(reading)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_no_address_is_not_taken_for_one(text: str) -> None:
    reading = read("", text, "")
    assert [found for field in reading.fields for found in contacts(field, "DE") if found.sure] == []
    assert links(reading) == ()


def test_every_letter_of_what_was_undone_knows_where_it_came_from() -> None:
    for text in (*HIDDEN, *INNOCENT):
        plain = undisguise(text)
        assert len(plain.text) == len(plain.origins)
        assert all(0 <= place < len(text) for place in plain.origins)
        assert list(plain.origins) == sorted(plain.origins)


def test_the_evidence_is_the_hidden_text_itself() -> None:
    reading = read("", "Mail us: help (at) lumilamp (dot) com, thanks", "")
    (found,) = contacts(reading.bodies[0], "DE")
    assert found.evidence.text == "help (at) lumilamp (dot) com"


def test_words_become_digits_only_where_three_of_them_stand() -> None:
    assert digits_of("null eins sieben eins zwo") == "01712"
    assert digits_of("double five, zero six nine") == "55069"
    assert digits_of("0171 two 3") == ""
