"""Names of made-up buyers, by language, and their relay addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .places import PLACES
from .seller import Buyer

if TYPE_CHECKING:
    from random import Random

NAMES = {
    "en": (
        (
            "Alice Amelia Carol Daniel Edith Fiona George Harriet Ian Joanna Kevin Laura Martin Nora Oliver Peter Rachel Simon "
            "Tessa Walter"
        ),
        (
            "Archer Barlow Carter Dawson Ellery Foster Garner Hadley Ingram Jarvis Keating Lowell Mercer Norton Osborne "
            "Palmer Ridley Sutton Tanner Whitby"
        ),
    ),
    "de": (
        (
            "Anna Bernd Claudia Dieter Eva Frank Gisela Holger Ines Jochen Katrin Lukas Monika Norbert Petra Ralf Sabine "
            "Thomas Ulrike Volker"
        ),
        (
            "Albers Brandt Conrad Dorn Ebert Fischer Gerlach Hansen Ibsen Jansen Keller Lorenz Menzel Neumann Otten Paulsen "
            "Reimers Schuster Thiele Wegner"
        ),
    ),
    "fr": (
        "Amandine Bruno Claire Denis Estelle Fabien Hugo Isabelle Julien Lucie Mathieu Nadine Olivier Pauline Sylvie",
        "Aubert Bernard Chevalier Delorme Fabre Garnier Henry Lambert Marchand Noel Perrin Renaud Simon Tessier Vidal",
    ),
    "es": (
        "Adela Bruno Carmen Diego Elena Fernando Irene Javier Lucia Marta Pablo Rosa",
        "Blanco Castillo Delgado Fuentes Herrera Iglesias Lozano Molina Navarro Ortega Prieto Santos",
    ),
    "it": (
        "Aldo Bianca Carlo Daniela Enzo Franca Giulia Luca Marta Paolo Silvia Teresa",
        "Bellini Conti Donati Esposito Ferrari Gallo Leone Marini Negri Palmieri Rinaldi Sartori",
    ),
    "nl": (
        "Anouk Bram Eline Femke Jeroen Lotte Maarten Nienke Sander Tessa",
        "Bakker Dekker Hendriks Jacobs Kuipers Mulder Peters Smit Verhoeven Willems",
    ),
    "pl": (
        "Agnieszka Barbara Ewa Joanna Katarzyna Magdalena Monika Zofia",
        "Adamczyk Baran Kowal Malinowska Nowak Sikora Wilk Zielak",
    ),
    "sv": (
        "Astrid Birgitta Erik Gunnar Ingrid Lars Maja Sven",
        "Andersson Berg Dahl Eklund Lindgren Nyman Sandberg Wallin",
    ),
    "pt": (
        "Beatriz Caio Diana Eduardo Helena Jorge Marcos Renata",
        "Almeida Barros Cardoso Dias Moreira Pinto Ramos Teixeira",
    ),
    "tr": ("Aylin Burak Cem Deniz Elif Kerem Selin Tarık", "Aksoy Demir Erdem Kaya Polat Toprak Yalçın Yıldız"),
    "ja": ("恵子 健一 直美 拓也 真理 裕太 陽子 亮", "青木 石田 上野 木村 佐藤 高橋 中村 松本"),
}
LOCALES = {
    "en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "nl": "nl-NL", "pl": "pl-PL", "sv": "sv-SE",
    "pt": "pt-BR", "tr": "tr-TR", "ja": "ja-JP",
}  # fmt: skip
_LETTERS = "bcdfghjklmnpqrstvwxz0123456789"


class People:
    """Hands out buyers; the same alias never comes twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._aliases: set[str] = set()

    def buyer(self, marketplace: str, language: str) -> Buyer:
        firsts, lasts = NAMES[language]
        locale = LOCALES[language]
        if language == "en" and marketplace in ("Amazon.com", "Amazon.ca"):
            locale = "en-US" if marketplace == "Amazon.com" else "en-CA"
        alias = ""
        while not alias or alias in self._aliases:
            alias = "".join(self._random.choice(_LETTERS) for _ in range(14))
        self._aliases.add(alias)
        first, last = self._random.choice(firsts.split()), self._random.choice(lasts.split())
        return Buyer(first, last, f"{alias}@marketplace.{PLACES[marketplace].host}", language, locale)
