"""Which language a text is in, and what it is stemmed as."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from indexer.article import Article, Undated
from indexer.words.language_model import load_model
from indexer.words.languages import STEMMED, detect, settle_language, stem, stem_language

TEXTS = {
    "en": "The government said on Monday that it would raise the minimum wage from the first of July, after months of talks with unions and employers who had threatened to walk out of the negotiations.",
    "de": "Die Regierung teilte am Montag mit, dass der Mindestlohn zum ersten Juli steigen werde, nachdem monatelang mit Gewerkschaften und Arbeitgebern verhandelt worden war.",
    "fr": "Le gouvernement a annoncé lundi que le salaire minimum augmenterait le premier juillet, après des mois de discussions avec les syndicats et les employeurs.",
    "es": "El gobierno anunció el lunes que el salario mínimo subirá el primero de julio, tras meses de conversaciones con los sindicatos y los empresarios del país.",
    "nl": "De regering maakte maandag bekend dat het minimumloon op één juli omhoog gaat, na maanden van overleg met vakbonden en werkgevers in het hele land.",
    "pt": "O governo anunciou na segunda-feira que o salário mínimo vai subir no dia primeiro de julho, depois de meses de conversas com os sindicatos e os patrões.",
    "it": "Il governo ha annunciato lunedì che il salario minimo aumenterà dal primo luglio, dopo mesi di trattative con i sindacati e con gli industriali del paese.",
    "ru": "Правительство объявило в понедельник, что минимальная заработная плата вырастет с первого июля после нескольких месяцев переговоров с профсоюзами.",
    "uk": "Уряд оголосив у понеділок, що мінімальна заробітна плата зросте з першого липня після кількох місяців переговорів із профспілками та роботодавцями.",
    "ar": "أعلنت الحكومة يوم الاثنين أن الحد الأدنى للأجور سيرتفع اعتبارا من الأول من يوليو بعد أشهر من المحادثات مع النقابات وأصحاب العمل في البلاد.",
    "ja": "政府は月曜日、労働組合との数か月にわたる協議の末、最低賃金を七月一日から引き上げると発表した。",
    "zh": "政府星期一宣布，经过与工会数月的谈判，最低工资将从七月一日起提高，雇主方面表示反对。",
    "ko": "정부는 월요일 노동조합과 몇 달간 협상한 끝에 최저임금을 칠월 일일부터 인상한다고 발표했다.",
    "tr": "Hükümet pazartesi günü, sendikalar ve işverenlerle aylarca süren görüşmelerin ardından asgari ücretin bir temmuzdan itibaren artacağını açıkladı.",
    "sv": "Regeringen meddelade på måndagen att minimilönen höjs den första juli efter månader av förhandlingar med fackföreningar och arbetsgivare i landet.",
    "pl": "Rząd ogłosił w poniedziałek, że płaca minimalna wzrośnie od pierwszego lipca po wielu miesiącach rozmów ze związkami zawodowymi i pracodawcami.",
    "el": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα ότι ο κατώτατος μισθός θα αυξηθεί από την πρώτη Ιουλίου μετά από μήνες συνομιλιών με τα συνδικάτα.",
    "hi": "सरकार ने सोमवार को घोषणा की कि यूनियनों के साथ महीनों की बातचीत के बाद न्यूनतम वेतन पहली जुलाई से बढ़ाया जाएगा और नियोक्ता इससे नाराज़ हैं।",
    "fa": "دولت روز دوشنبه اعلام کرد که حداقل دستمزد از اول ژوئیه پس از ماه‌ها گفتگو با اتحادیه‌ها و کارفرمایان کشور افزایش خواهد یافت.",
    "he": "הממשלה הודיעה ביום שני כי שכר המינימום יעלה החל מהראשון ביולי לאחר חודשים של שיחות עם האיגודים המקצועיים ועם המעסיקים.",
}


def article(**values: object) -> Article:
    return Article(id="a", path="p", format="text", undated=Undated(reason="none stated"), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", TEXTS)
def test_a_long_enough_text_tells_its_language(code: str) -> None:
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Trump’s plan",
        "Quake hits coast",
        "1 2 3 4 5 " * 50,
        "東京都は発表した",
        "zxcv qwrt " * 40,
        "... " * 99,
    ],
)
def test_a_short_or_senseless_text_tells_none(text: str) -> None:
    assert detect(text) is None


def test_english_with_a_few_foreign_names_is_english() -> None:
    assert detect(TEXTS["en"].replace("government", "Łódź government of Владимир Зеленський")) == "en"


def test_what_is_declared_counts_before_what_is_detected() -> None:
    assert settle_language(article(language="fr", body=TEXTS["de"]), "en") == "fr"
    assert settle_language(article(title="Der Lohn", body=TEXTS["de"]), "en") == "de"
    assert settle_language(article(title="Der Lohn"), "nl") == "nl"


def test_a_language_without_a_stemmer_takes_the_default_one() -> None:
    assert stem_language("de", "en") == "de"
    assert stem_language("ja", "en") == "en"
    assert stem_language(None, "fr") == "fr"
    assert "ja" not in STEMMED


def test_a_word_of_a_language_without_a_stemmer_stays_whole() -> None:
    assert stem("houses", "en") == "hous"
    assert stem("houses", "xx") == "houses"


def test_threads_may_stem_at_once() -> None:
    words = [f"{prefix}ations" for prefix in ("organiz", "immigr", "negoti", "regul")]
    expected = [stem(word, "en") for word in words]
    wrong: list[str] = []

    def work() -> None:
        for _ in range(2_000):
            wrong.extend(w for w, right in zip(words, expected, strict=True) if stem(w, "en") != right)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_english_is_told_without_the_model() -> None:
    text = TEXTS["en"] * 10
    started = time.process_time()
    for _ in range(200):
        detect(text)
    assert (time.process_time() - started) / 200 < 0.0005, "some 30 microseconds each"


def test_the_model_lies_in_a_file_and_answers_as_the_one_in_memory() -> None:
    model = load_model()
    assert isinstance(model.nb_ptc, np.memmap)
    plain = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    for text in ("Der Minister sagte am Mittwoch nichts.", "Министр сообщил об этом в среду.", "Il a plu."):
        assert model.rank(text) == plain.rank(text)
