"""Numbers spelled out in words, as telephone numbers are when somebody hides them: eleven languages."""

import re

_DIGITS = {
    "0": "zero|oh|nought|null|zéro|cero|nul|noll|sıfır|sifir|零|ゼロ|〇",
    "1": "one|eins|une?|uno|één|een|jeden|ett|um|uma|bir|一|いち",
    "2": "two|zwei|zwo|deux|dos|due|twee|dwa|två|dois|duas|iki|二",
    "3": "three|drei|trois|tres|tre|drie|trzy|três|üç|uc|三",
    "4": "four|vier|quatre|cuatro|quattro|cztery|fyra|quatro|dört|dort|四|よん",
    "5": "five|fünf|fuenf|cinq|cinco|cinque|vijf|pięć|piec|fem|beş|bes|五",
    "6": "six|sechs|seis|sei|zes|sześć|szesc|sex|meia|altı|alti|六",
    "7": "seven|sieben|sept|siete|sette|zeven|siedem|sju|sete|yedi|七|なな",
    "8": "eight|acht|huit|ocho|otto|osiem|åtta|oito|sekiz|八",
    "9": "nine|neun|neuf|nueve|nove|negen|dziewięć|dziewiec|nio|dokuz|九|きゅう",
    "00": "hundred|hundert|cent|cien|ciento|cento|honderd|sto|hundra|cem|yüz|yuz",
    "10": "ten|zehn|dix|diez|dieci|tien|dziesięć|tio|dez|on",
    "12": "twelve|zwölf|douze|doce|dodici|twaalf|dwanaście|tolv|doze",
    "20": "twenty|zwanzig|vingt|veinte|venti|twintig|dwadzieścia|tjugo|vinte|yirmi",
    "30": "thirty|dreißig|dreissig|trente|treinta|trenta|dertig|trzydzieści|trettio|trinta|otuz",
    "40": "forty|vierzig|quarante|cuarenta|quaranta|veertig|czterdzieści|fyrtio|quarenta|kırk|kirk",
    "50": "fifty|fünfzig|cinquante|cincuenta|cinquanta|vijftig|pięćdziesiąt|femtio|cinquenta|elli",
    "60": "sixty|sechzig|soixante|sesenta|sessanta|zestig|sześćdziesiąt|sextio|sessenta|altmış|altmis",
    "70": "seventy|siebzig|setenta|settanta|zeventig|siedemdziesiąt|sjuttio|yetmiş|yetmis",
    "80": "eighty|achtzig|ochenta|ottanta|tachtig|osiemdziesiąt|åttio|oitenta|seksen",
    "90": "ninety|neunzig|noventa|novanta|negentig|dziewięćdziesiąt|nittio|doksan",
}
_VALUES = {word: digits for digits, words in _DIGITS.items() for word in words.split("|")}
_WORD = "|".join(sorted((re.escape(word.removesuffix("?")) for word in _VALUES), key=len, reverse=True)) + "|une"
_TOKEN = rf"(?:(?:double|triple|doppel|doble|doppio|podwójne) ?)?(?:{_WORD}|\d{{1,4}})"
_BETWEEN = r"[\s,./・のー-]{0,3}(?:(?:and|und|et|y|e|en|i|och|ve) )?"
SPELLED = re.compile(
    rf"(?<![a-z0-9])(?:(?:plus|\+)\s?)?(?=(?:\d|[\s,./・のー-]|double |triple ){{0,30}}(?:{_WORD})(?![a-z]))(?=[^.!?\n]{{0,160}})"
    rf"{_TOKEN}(?![a-z])(?:{_BETWEEN}{_TOKEN}(?![a-z])){{5,14}}"
)
"""Six numbers or more in a row, at least one of them a word."""
_ONE = re.compile(rf"(double|triple|doppel|doble|doppio|podwójne)? ?({_WORD}|\d{{1,4}})(?![a-z])")


def digits_of(text: str) -> str:
    """The digits that a run of number words stands for; '' where fewer than three of them are words."""
    out: list[str] = []
    words = 0
    for times, token in _ONE.findall(text):
        value = token if token.isdigit() else _VALUES.get(token, "1")
        words += not token.isdigit()
        out.append(value * {"": 1, "triple": 3}.get(times, 2))
    return "".join(out) if words >= 3 else ""
