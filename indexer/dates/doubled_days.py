"""A day printed by two calendars, or in words that no grammar of ours has -> the day by the common calendar alone.

In: a normalised line. Out: the line with `2023年(令和5年)10月14日` as `2023年10月14日`, without the Islamic, the Jewish or the Bengali day that
stands beside a Gregorian one, `2023 оны 10 сарын 14` as digits, and with the months of old print (`7ber`) in full. Two years that
disagree stay as they are, so that nothing is read in them.
"""

from __future__ import annotations

import re
import unicodedata

_JAPANESE_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA = rf"(?P<era>{'|'.join(_JAPANESE_ERAS)})(?P<count>元|[0-9]{{1,2}})年?"
_YEAR_AND_ERA = re.compile(
    rf"(?P<year>[0-9]{{4}})年?\({_ERA}\)年?|{_ERA.replace('>', '2>', 2)}\((?P<year2>[0-9]{{4}})年?\)年?"
)
_JUCHE = re.compile(r"(?:주체|主体|主體|チュチェ) ?[0-9]{1,3}\(([0-9]{4})\)(년|年)?")
_MONGOLIAN = re.compile(
    r"([0-9]{4}) ?(?:оны|он) ([0-9]{1,2})(?:-?р| дугаар| дүгээр)? сар(?:ын)? ([0-9]{1,2})(?:-?(?:ны|ний|нд|нд))?(?: өдөр)?"
)

_ISLAMIC_MONTHS = (
    "محرم|صفر|ربيع ?(?:ال)?[اأ]ول|ربيع ?(?:ال)?[اآ]خر|ربيع ?(?:ال)?ثاني|جماد[ىي] ?(?:ال)?[اأ]ول[ىي]|جماد[ىي] ?(?:ال)?[اآ]خر[ةه]?"
    "|جماد[ىي] ?(?:ال)?ثاني[ةه]?|رجب|شعبان|رمضان|شوال|ذو? ?[اي]?ل?قعد[ةه]|ذ[وي] ?القعد[ةه]|ذ[وي] ?الحج[ةه]"
)
_ISLAMIC = re.compile(
    rf"[0-9]{{1,2}} ?[-/]? ?(?:من )?(?:{_ISLAMIC_MONTHS}) ?[-/,]? ?1[34][0-9]{{2}} ?(?:هـ|ه(?!\w))?"
)
_JEWISH_MONTHS = "תשרי|חש[ו]{1,2}ן|מרחשוון|כסלו|טבת|שבט|אדר(?: [אב]'?)?|ניסן|איי?ר|סיוו?ן|תמוז|אב|אלול"
_JEWISH = re.compile(rf"[א-ל][א-ת\"'״׳]{{0,3}} ב?(?:{_JEWISH_MONTHS}),? ?(?:ה['׳]?)?תש[א-ת\"״]{{1,4}}")
_BENGALI_MONTHS = "বৈশাখ|জ্যৈষ্ঠ|আষাঢ়|শ্রাবণ|ভাদ্র|আশ্বিন|কার্তিক|অগ্রহায়ণ|পৌষ|মাঘ|ফাল্গুন|চৈত্র"
_BENGALI = re.compile(
    rf"[0-9]{{1,2}} ?(?:{unicodedata.normalize('NFKC', _BENGALI_MONTHS)}),? ?1[34][0-9]{{2}}(?: ?বঙ্গাব্দ)?"
)
_SCRIPT = re.compile("[\u0590-\u06ff\u0980-\u09ff]")
"""Letters of which names of those months are made."""

_COMMON_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")

# The day of the moon beside the common one: `2020年2月15日 农历庚子年1月廿二`, with the month in digits by now.
_LUNAR = re.compile(
    r"(?<=[日 ,(])(?:(?:农历|農曆|阴历|陰曆|夏历|夏曆)? ?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)? ?[闰閏]?(?:[0-9]{1,2}|[正冬腊臘])月"
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|[廿卄][一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|十五)(?![日一-龥]))"
)
_WHOLE_DAY = re.compile("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")

_BUDDHIST = re.compile(r"\bB\.?E\.? ?(2[45][0-9]{2})(?![0-9])|(?<![0-9])(2[45][0-9]{2}) ?(?:B\.E\.|BE\b)")
_BUDDHIST_YEARS = 543

_OLD_MONTHS = {"7": "September", "8": "October", "9": "November", "10": "December", "x": "December"}
_MAY_BE_OLD_MONTH = re.compile("[7890xX][bB]")
_OLD_MONTH = re.compile(r"\b(7|8|9|10|x)(?:ber|bre|bris)\b\.?", re.IGNORECASE)


def in_one_calendar(line: str) -> str:
    """A normalised line that states its day by the common calendar alone, as far as it states one."""
    if _MAY_BE_OLD_MONTH.search(line):
        line = _OLD_MONTH.sub(lambda found: _OLD_MONTHS[found[1].lower()], line)
    if "BE" in line or "B.E" in line:
        line = _BUDDHIST.sub(lambda found: str(int(found[1] or found[2]) - _BUDDHIST_YEARS), line)
    if line.isascii():
        return line
    line = _JUCHE.sub(_of_juche, line)
    if "年" in line:
        line = _YEAR_AND_ERA.sub(_common_year, line)
        return _LUNAR.sub(" ", line) if _WHOLE_DAY.search(line) else line
    if "сар" in line:
        line = _MONGOLIAN.sub(r"\1-\2-\3", line).replace("сарын", "сар")
    return _without_other_calendars(line) if _SCRIPT.search(line) else line


def _without_other_calendars(line: str) -> str:
    """Without the day by the Islamic, the Jewish and the Bengali calendar, where a year of the common one is left."""
    for pattern in (_ISLAMIC, _JEWISH, _BENGALI):
        rest = pattern.sub(" ", line)
        if _COMMON_YEAR.search(rest):
            line = rest
    return line


def _of_juche(found: re.Match[str]) -> str:
    return found[1] + (found[2] or "년")


def _common_year(found: re.Match[str]) -> str:
    year, era, count = (
        found["year"] or found["year2"],
        found["era"] or found["era2"],
        found["count"] or found["count2"],
    )
    counted = _JAPANESE_ERAS[era] + (1 if count == "元" else int(count))
    return f"{year}年" if counted == int(year) else found[0]
