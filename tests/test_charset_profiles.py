"""Charsets that nothing states are told by the letters of the language, sentences of our own in each."""

from __future__ import annotations

import time

import pytest

from indexer.charset_profiles import tell_charset
from indexer.markup import decode

SENTENCES = {
    "cp1250 iso8859_2 cp852 mac_latin2": "Książę przyjechał w środę do Łodzi. Źródło podaje, że mieszkańcy cieszyli się z wizyty.",
    "cp1250 iso8859_2 cp852": "Šéf úřadu řekl, že žádná změna není možná, ale příští rok může být lepší než ten letošní.",
    "cp1250 iso8859_2": "A miniszterelnök szerdán Győrbe érkezett. Az őszi ülésen szó volt az új törvényről.",
    "cp1251 koi8_r cp866 iso8859_5 mac_cyrillic": "В среду президент прибыл в Москву. По словам министра, новый закон будет принят.",
    "cp1251 koi8_u": "За словами міністра, новий закон буде ухвалено вже цього року, повідомляє її агентство.",
    "cp1254 iso8859_9": "Cumhurbaşkanı çarşamba günü İstanbul'a geldi. Bakan, yeni yasanın bu yıl çıkacağını söyledi.",
    "cp1253 iso8859_7": "Άνοιξε η νέα γέφυρα, ενώ ο υπουργός είπε ότι ο νόμος θα ψηφιστεί φέτος. Έτσι είναι.",
    "cp1255 iso8859_8": "הנשיא הגיע ביום רביעי לירושלים. לדברי השר, החוק החדש יעבור כבר השנה.",
    "cp1256 iso8859_6": "وصل الرئيس يوم الأربعاء إلى القاهرة. وقال الوزير إن القانون الجديد سيصدر هذا العام.",
    "cp874": "ประธานาธิบดีเดินทางถึงกรุงเทพเมื่อวันพุธ รัฐมนตรีกล่าวว่ากฎหมายใหม่จะผ่านในปีนี้",
    "cp1257 iso8859_13": "Prezidentas trečiadienį atvyko į Vilnių. Ministras sakė, kad įstatymas bus priimtas, žinoma, šiais metais.",
    "cp1252 latin_1 mac_roman": "Le président est arrivé mercredi à Évry. Ça ira, a-t-il dit, car déjà la loi était prête.",
    "cp1252 mac_roman cp850 cp437": "Über die Maßnahmen fällt später ein Beschluß, sagte ein Sprecher der Behörde für Öl.",
}
CASES = [(charset, sentence) for charsets, sentence in SENTENCES.items() for charset in charsets.split()]


@pytest.mark.parametrize(
    ("charset", "sentence"), CASES, ids=[f"{charset}-{said[:12]}" for charset, said in CASES]
)
def test_a_sentence_is_read_in_the_charset_that_it_was_written_in(charset: str, sentence: str) -> None:
    assert decode(sentence.encode(charset)).text == sentence


@pytest.mark.parametrize("charset", ["cp1252", "cp850", "cp437", "mac_roman"])
@pytest.mark.parametrize(
    "said",
    [
        "Le conseil a voté mardi la fermeture du vieux pont. Le maire a été très déçu.",
        "Un élève a été blessé à l'école.",
        "Le marché était fermé lundi après l'orage.",
        "El puente cerró el lunes, según el alcalde. Mañana habrá más información, añadió.",
        "Perché la città è più bella di così, però no.",
    ],
)
def test_a_short_text_of_few_accents_is_read_as_well(said: str, charset: str) -> None:
    assert decode(said.encode(charset)).text == said


@pytest.mark.parametrize(
    "said",
    [
        "“Well,” he said — and left… It’s 50p.",
        "‘It’s over,’ she said – finally. Prices rose 5% • more at the café •",
        "The £5 note… “fine”—said Mr. Smith—“and dandy”, he’s gone… “yes” … ‘no’—or “maybe”—",
    ],
)
def test_the_signs_of_an_english_text_are_no_letters(said: str) -> None:
    assert decode(said.encode("cp1252")).text == said


def test_bytes_like_no_language_tell_no_charset() -> None:
    assert tell_charset(bytes(range(128, 256)) * 3) is None
    assert tell_charset(b"") is None


def test_a_long_text_is_judged_by_its_first_words() -> None:
    assert tell_charset("Zażółć gęślą jaźń. ".encode("iso8859_2") * 50_000) == "iso8859_2"


@pytest.mark.parametrize("piece", [b"\xff", b"\xe9\xc9 ", b"a\xe9" * 20 + b" "])
def test_a_head_of_letters_beyond_ascii_is_told_in_no_time(piece: bytes) -> None:
    tell_charset(piece)
    began = time.process_time()
    tell_charset(piece * (65_536 // len(piece)))
    assert time.process_time() - began < 0.8
