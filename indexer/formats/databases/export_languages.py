"""Languages as press databases name them, in the language of whoever searched (`Englisch`, `Anglais`, `英語`) -> ISO 639-1."""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "en": "english englisch anglais inglés inglês inglese engels engelsk engelska английский angielski ingilizce 英語 英语 英文 영어 angličtina",
    "de": "german deutsch allemand alemán alemão tedesco duits tysk tyska немецкий niemiecki almanca ドイツ語 德语 德文 독일어 němčina",
    "fr": "french französisch français francés francês francese frans fransk franska французский francuski fransızca フランス語 法语 法文 프랑스어 francouzština",
    "es": "spanish spanisch español espagnol espanhol spagnolo castellano spaans spansk spanska испанский hiszpański ispanyolca スペイン語 西班牙语 스페인어",
    "it": "italian italienisch italiano italien italiaans italiensk italienska итальянский włoski italyanca イタリア語 意大利语 이탈리아어",
    "pt": "portuguese portugiesisch português portugués portugais portoghese portugees portugisisk portugisiska португальский portugalski portekizce ポルトガル語 葡萄牙语",
    "nl": "dutch niederländisch néerlandais holandés neerlandés holandês olandese nederlands nederlandsk nederländska hollandsk нидерландский голландский holenderski felemenkçe オランダ語 荷兰语",
    "sv": "swedish schwedisch suédois sueco svedese zweeds svensk svenska шведский szwedzki スウェーデン語 瑞典语",
    "da": "danish dänisch danois danés dinamarquês danese deens dansk danska датский duński デンマーク語",
    "nb": "norwegian norwegisch norvégien noruego norueguês norvegese noors norsk norska норвежский norweski ノルウェー語",
    "fi": "finnish finnisch finnois finlandés finlandese fins suomi finsk finska финский fiński フィンランド語",
    "ru": "russian russisch russe ruso russo russisk ryska русский rosyjski rusça ロシア語 俄语 俄文 러시아어",
    "pl": "polish polnisch polonais polaco polonês polacco pools polski polsk polska польский lehçe ポーランド語 波兰语",
    "uk": "ukrainian ukrainisch ukrainien ucraniano ucraino українська украинский ukraiński ウクライナ語",
    "cs": "czech tschechisch tchèque checo tcheco ceco tsjechisch čeština český чешский czeski チェコ語",
    "sk": "slovak slowakisch slovaque eslovaco slovacco slovenčina словацкий słowacki",
    "hu": "hungarian ungarisch hongrois húngaro ungherese hongaars magyar венгерский węgierski ハンガリー語",
    "ro": "romanian rumänisch roumain rumano romeno rumeno roemeens română румынский rumuński",
    "bg": "bulgarian bulgarisch bulgare búlgaro bulgaro български болгарский bułgarski",
    "el": "greek griechisch grec griego grego greco grieks ελληνικά греческий grecki ギリシャ語",
    "tr": "turkish türkisch turc turco turks türkçe tyrkisk turkiska турецкий turecki トルコ語 土耳其语",
    "ar": "arabic arabisch arabe árabe arabo العربية арабский arabski arapça アラビア語 阿拉伯语",
    "he": "hebrew hebräisch hébreu hebreo hebraico ebraico hebreeuws עברית иврит hebrajski",
    "fa": "persian farsi persisch persan persa فارسی персидский",
    "ja": "japanese japanisch japonais japonés japonês giapponese japans japansk japanska японский japoński japonca 日本語 日语 日文 일본어",
    "zh": "chinese chinesisch chinois chino chinês cinese chinees kinesisk kinesiska китайский chiński çince 中国語 中文 汉语 중국어 mandarin",
    "ko": "korean koreanisch coréen coreano koreaans корейский koreański 韓国語 韩语 한국어",
    "id": "indonesian indonesisch indonésien indonesio indonesiano indonesia индонезийский インドネシア語",
    "ms": "malay malaiisch malais malayo malaio malese melayu",
    "th": "thai thailändisch thaï tailandés tailandês thailandese ไทย тайский タイ語",
    "vi": "vietnamese vietnamesisch vietnamien vietnamita вьетнамский",
    "hi": "hindi хинди",
    "ca": "catalan katalanisch català catalán catalano каталанский",
    "hr": "croatian kroatisch croate croata hrvatski хорватский",
    "sr": "serbian serbisch serbe serbio serbo srpski сербский",
    "sl": "slovenian slovene slowenisch slovène esloveno sloveno slovenščina",
    "et": "estonian estnisch estonien estonio estone eesti эстонский",
    "lv": "latvian lettisch letton letón lettone latviešu латышский",
    "lt": "lithuanian litauisch lituanien lituano lietuvių литовский",
}  # fmt: skip

_CODES = {
    unicodedata.normalize("NFC", name): code for code, names in _NAMES.items() for name in names.split()
}
_BREAK = re.compile(r"[;,/(]|\s+[-–]\s+")


def read_language_name(text: str) -> str | None:
    """The code of a language's name (`GERMAN; DEUTSCH`), or of a code itself (`EN`); None where it is none that is known."""
    for part in _BREAK.split(unicodedata.normalize("NFC", text[:100])):
        word = part.strip(" .)").casefold()
        if word in _CODES:
            return _CODES[word]
        if word in _NAMES:
            return word
    return None
