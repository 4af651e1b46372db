"""What the two sellers sell: SKU, ASIN, price, and the title in each language."""

from __future__ import annotations

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "sv", "pt", "tr", "ja")


def _titles(*titles: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, titles, strict=True))


DEMO = {
    "KB-PAN28": ("B0DKB7PN28", 49, _titles(
        "the cast-iron pan", "Gusseisenpfanne 28 cm", "Poêle en fonte 28 cm", "Sartén de hierro fundido 28 cm",
        "Padella in ghisa 28 cm", "Gietijzeren koekenpan 28 cm", "Patelnia żeliwna 28 cm", "Gjutjärnspanna 28 cm",
        "Frigideira de ferro fundido 28 cm", "Döküm tava 28 cm", "鋳鉄フライパン 28cm")),
    "KB-BOARD": ("B0DKB7BRD2", 39, _titles(
        "the engraved chopping board", "Schneidebrett mit Gravur", "Planche à découper gravée", "Tabla de cortar grabada",
        "Tagliere con incisione", "Snijplank met gravure", "Deska do krojenia z grawerem", "Skärbräda med gravyr",
        "Tábua de corte gravada", "Gravürlü kesme tahtası", "名入れまな板")),
    "KB-KNIFE20": ("B0DKB7KN20", 69, _titles(
        "the chef's knife", "Kochmesser 20 cm", "Couteau de chef 20 cm", "Cuchillo de cocinero 20 cm",
        "Coltello da cuoco 20 cm", "Koksmes 20 cm", "Nóż szefa kuchni 20 cm", "Kockkniv 20 cm", "Faca do chef 20 cm",
        "Şef bıçağı 20 cm", "牛刀 20cm")),
    "KB-KETTLE": ("B0DKB7KTL5", 44, _titles(
        "the enamel kettle", "Wasserkessel aus Emaille", "Bouilloire émaillée", "Hervidor esmaltado", "Bollitore smaltato",
        "Emaillen fluitketel", "Czajnik emaliowany", "Emaljerad kittel", "Chaleira esmaltada", "Emaye çaydanlık",
        "ホーローケトル")),
    "KB-TABLE": ("B0DKB7TBL9", 289, _titles(
        "the butcher's block trolley", "Küchenwagen aus Buche", "Desserte en hêtre", "Carro de cocina de haya",
        "Carrello da cucina in faggio", "Keukentrolley van beuken", "Wózek kuchenny z buku", "Köksvagn i bok",
        "Carrinho de cozinha em faia", "Kayın mutfak arabası", "ブナ材キッチンワゴン")),
    "KB-SCALE": ("B0DKB7SCL3", 29, _titles(
        "the kitchen scale", "Küchenwaage", "Balance de cuisine", "Báscula de cocina", "Bilancia da cucina",
        "Keukenweegschaal", "Waga kuchenna", "Köksvåg", "Balança de cozinha", "Mutfak terazisi", "キッチンスケール")),
    "KB-MILL": ("B0DKB7MLL6", 34, _titles(
        "the pepper mill", "Pfeffermühle", "Moulin à poivre", "Molinillo de pimienta", "Macinapepe", "Pepermolen",
        "Młynek do pieprzu", "Pepparkvarn", "Moedor de pimenta", "Karabiber değirmeni", "ペッパーミル")),
    "KB-BOWL": ("B0DKB7BWL4", 42, _titles(
        "the set of mixing bowls", "Rührschüsseln, dreiteilig", "Lot de trois bols à mélanger", "Juego de tres cuencos",
        "Set di tre ciotole", "Set van drie beslagkommen", "Zestaw trzech misek", "Bunkar, tre delar",
        "Conjunto de três tigelas", "Üçlü karıştırma kabı", "ボウル3点セット")),
}  # fmt: skip
DEMO_CUSTOM = frozenset({"KB-BOARD"})
DEMO_HEAVY = "KB-TABLE"

CLEAN = {
    "LF-STAR": ("B0CLF3STR1", 59, _titles(
        "the star-shaped lantern", "Sternleuchter, fünf Zacken", "Lanterne en forme d'étoile", "Farol con forma de estrella",
        "Lanterna a forma di stella", "Stervormige lantaarn", "Lampion w kształcie gwiazdy", "Stjärnformad lykta",
        "Lanterna em forma de estrela", "Yıldız şeklinde fener", "星形ランタン")),
    "LF-PLATE": ("B0CLF3PLT2", 36, _titles(
        "the engraved door plate", "Türschild mit Gravur", "Plaque de porte gravée", "Placa de puerta grabada",
        "Targa per porta incisa", "Gegraveerd naambord", "Grawerowana tabliczka", "Graverad dörrskylt",
        "Placa de porta gravada", "Gravürlü kapı levhası", "彫刻表札")),
    "LF-DESK": ("B0CLF3DSK3", 79, _titles(
        "the desk lamp", "Schreibtischlampe", "Lampe de bureau", "Lámpara de escritorio", "Lampada da scrivania",
        "Bureaulamp", "Lampa biurkowa", "Skrivbordslampa", "Luminária de mesa", "Masa lambası", "デスクランプ")),
    "LF-STRIP": ("B0CLF3STP4", 24, _titles(
        "the light strip", "Lichtband 5 m", "Ruban lumineux 5 m", "Tira de luz 5 m", "Striscia luminosa 5 m", "Ledstrip 5 m",
        "Taśma świetlna 5 m", "Ljusslinga 5 m", "Fita de luz 5 m", "Şerit ışık 5 m", "テープライト 5m")),
    "LF-ARC": ("B0CLF3ARC5", 249, _titles(
        "the arc lamp", "Bogenlampe", "Lampadaire arqué", "Lámpara de arco", "Lampada ad arco", "Booglamp", "Lampa łukowa",
        "Båglampa", "Luminária de arco", "Yay lamba", "アーチ型ランプ")),
    "LF-CAMP": ("B0CLF3CMP6", 32, _titles(
        "the camping lamp", "Campinglampe", "Lampe de camping", "Lámpara de camping", "Lampada da campeggio", "Kampeerlamp",
        "Lampa kempingowa", "Campinglampa", "Lanterna de acampamento", "Kamp lambası", "キャンプランプ")),
    "LF-TIMER": ("B0CLF3TMR7", 19, _titles(
        "the socket timer", "Zeitschaltuhr", "Prise programmable", "Temporizador de enchufe", "Timer per presa",
        "Tijdschakelaar", "Programator czasowy", "Timer för vägguttag", "Temporizador de tomada", "Priz zamanlayıcısı",
        "コンセントタイマー")),
    "LF-NIGHT": ("B0CLF3NGT8", 16, _titles(
        "the night light", "Nachtlicht", "Veilleuse", "Luz nocturna", "Luce notturna", "Nachtlampje", "Lampka nocna",
        "Nattlampa", "Luz noturna", "Gece lambası", "常夜灯")),
}  # fmt: skip
CLEAN_CUSTOM = frozenset({"LF-PLATE"})
CLEAN_HEAVY = "LF-ARC"

ENGRAVINGS = (
    "Rosa & Emil", "Villa Sommerwind", "Casa Moretti", "Familie Brandt", "The Old Mill", "Lotte 2026", "Chez Anne", "1907",
    "Haus am See", "Elif & Can", "Nonna Pia", "Bakkerij Smit",
)  # fmt: skip
