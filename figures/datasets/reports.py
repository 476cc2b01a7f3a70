"""Twelve reports on Valle Hondo to evaluate: who brings each, with what record, and from whom it comes.

Nobody and nothing in it exists. The columns ``letra``, ``cifra`` and ``motivo`` are the learner's.
"""

__all__ = ["rows"]

#: Day of June, subject, what it says, who brings it, right, verified, how it is known, the report it repeats.
_REPORTS = [
    (1, "Peaje", "Cobran 10 soles a cada camión en el desvío", "Cedro", 11, 12, "Lo pagó", ""),
    (1, "Peaje", "Cobran 10 soles en el desvío, de noche", "Chofer que denuncia", 0, 0, "Lo pagó", ""),
    (2, "Peaje", "Los camiones pagan para pasar", "Radio del valle", 2, 6, "No dice", ""),
    (3, "Peaje", "Los camiones pagan, según la prensa", "Otra unidad", 14, 16, "Lo leyó", "3"),
    (3, "Peaje", "Cuatro personas detienen camiones a las 23:40", "Patrulla de carretera", 19, 19, "Lo vio", ""),
    (4, "Depósito", "Guardan mercadería robada junto al canal", "Quinua", 3, 9, "Lo oyó", ""),
    (5, "Depósito", "Hay un depósito por el canal", "Vecino anónimo", 0, 0, "No dice", ""),
    (6, "Depósito", "Quinua asegura que hay un depósito", "Otra unidad", 14, 16, "Lo leyó", "6"),
    (8, "Depósito", "Anoche entraron dos camiones sin luces", "Guardiana del canal", 1, 1, "Lo vio", ""),
    (9, "Traslado", "El grupo se irá a la costa en julio", "Cedro", 11, 12, "Lo oyó", ""),
    (10, "Traslado", "Se van a la costa", "Radio del valle", 2, 6, "Lo leyó", "10"),
    (11, "Traslado", "El dirigente Y es quien los lleva", "Rival del dirigente Y", 0, 4, "No dice", ""),
]


def rows() -> list[list[str]]:
    """Return the header and twelve reports, with three empty columns to fill in."""
    header = [
        "numero", "fecha", "asunto", "que_dice", "quien_informa", "aciertos", "verificados", "como_lo_sabe",
        "repite_al_informe", "letra", "cifra", "motivo",
    ]  # fmt: skip
    return [
        header,
        *(
            [str(number), f"2026-06-{day:02}", *(str(each) for each in rest), "", "", ""]
            for number, (day, *rest) in enumerate(_REPORTS, start=1)
        ),
    ]
