"""The difference of two texts: what is marked, what is paired, what is cut."""

from hypothesis import given
from hypothesis import strategies as st

from courses.text_difference import Change, Fact, Piece, TextDifference, differences

WORD = st.sampled_from(["de", "la", "ronda", "turno.", "50", "65", "a\u00a0pie", "–", "\n", "puerta"])
TEXT = st.lists(WORD, max_size=30).map(" ".join)


def between(was: str, now: str) -> TextDifference | None:
    found = differences([Fact("k", "Etiqueta", was)], [Fact("k", "Etiqueta", now)])
    return found[0] if found else None


def marked(difference: TextDifference | None, *, short: bool = False) -> str:
    """Return a difference as [-removed-] and [+added+]."""
    sign = {Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]", Change.SAME: "{}"}
    assert difference is not None
    pieces = difference.shortened if short else difference.pieces
    return "".join(sign[piece.change].format(piece.text) for piece in pieces)


def test_only_the_words_that_differ_are_marked() -> None:
    assert marked(between("Uno dos tres", "Uno dos cuatro")) == "Uno dos [-tres-] [+cuatro+]"
    assert marked(between("Uno dos", "Uno dos tres")) == "Uno dos [+tres+]"
    assert marked(between("Uno dos tres", "dos tres")) == "[-Uno-] dos tres"
    assert marked(between("", "Todo")) == "[+Todo+]"


def test_a_word_or_two_between_two_changes_are_read_with_them() -> None:
    assert marked(between("sube a 50 de 60 puntos", "sube a 55 de 65 puntos")) == (
        "sube a [-50 de 60-] [+55 de 65+] puntos"
    )
    assert marked(between("a uno dos tres b", "A uno dos tres B")) == "[-a-] [+A+] uno dos tres [-b-] [+B+]"


def test_a_kind_of_space_or_hyphen_is_no_word() -> None:
    difference = between("55–75 % del D.S. 026-2017-IN", "55\u2060–\u206075\u00a0% del D.S.\u00a0026\u20112017\u2011IN")
    assert difference is not None
    assert not difference.in_words


def test_paragraphs_written_anew_are_paired_with_what_they_were() -> None:
    before = [
        Fact("", "Texto", text) for text in ("Se queda igual.", "El jefe de turno firma el parte.", "Sale entera.")
    ]
    after = [
        Fact("", "Texto", text)
        for text in ("Se queda igual.", "Entra una nueva.", "El jefe de turno firma el parte diario.")
    ]
    assert [marked(each) for each in differences(before, after)] == [
        "[+Entra una nueva.+]",
        "El jefe de turno firma el [-parte.-] [+parte diario.+]",
        "[-Sale entera.-]",
    ]


def test_what_does_not_change_is_cut_to_what_stands_beside_it() -> None:
    many = " ".join(f"p{n}" for n in range(100))
    text = marked(between(f"{many} viejo {many}", f"{many} nuevo {many}"), short=True)
    assert text.startswith("… p88 ")
    assert "p99 [-viejo-] [+nuevo+] p0 p1" in text
    assert text.endswith(" p10 …")
    assert len(text.split()) < 30


@given(was=TEXT, now=TEXT)
def test_the_pieces_give_both_texts_again(was: str, now: str) -> None:
    difference = between(was, now)
    if difference is None:
        assert was == now
        return
    for text, lacks in ((was, Change.ADDED), (now, Change.REMOVED)):
        left = " ".join(piece.text for piece in difference.pieces if piece.change != lacks)
        assert left.split() == text.split()


@given(before=st.lists(TEXT, max_size=6), after=st.lists(TEXT, max_size=6))
def test_no_paragraph_is_lost_in_pairing(before: list[str], after: list[str]) -> None:
    found = differences([Fact("", "L", text) for text in before], [Fact("", "L", text) for text in after])
    added = sorted(
        word for each in found for piece in each.pieces if piece.change == Change.ADDED for word in piece.text.split()
    )
    removed = sorted(
        word for each in found for piece in each.pieces if piece.change == Change.REMOVED for word in piece.text.split()
    )
    old = sorted(word for text in before for word in text.split())
    new = sorted(word for text in after for word in text.split())
    assert sorted([*old, *added]) == sorted([*new, *removed])


def test_a_text_that_is_no_longer_than_its_context_is_not_cut() -> None:
    pieces = between("uno dos tres viejo", "uno dos tres nuevo")
    assert pieces is not None
    assert pieces.shortened == pieces.pieces
    assert pieces.pieces[0] == Piece("uno dos tres ", Change.SAME)
