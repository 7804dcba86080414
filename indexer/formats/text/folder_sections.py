"""The section of a paper that a folder is named for: `bbc/sport/199.txt` -> `sport`.

Only a name that newspapers give to sections counts, or one that the files in the folder repeat before a number
(`movie-enter/movie-enter-6429087.txt`); any other folder says nothing of the article.
"""

from __future__ import annotations

import re
import unicodedata

from indexer.article import Origin

_NAMES = """
arts automobiles books business cars climate columns comment commentary courts crime culture economy editorial
editorials education election elections entertainment environment europe fashion features film finance food football
gardening health history international leisure letters lifestyle local markets media money motoring movies music
national obituaries obits opinion opinions pets politics property puzzles real-estate religion reviews science society
sport sports style tech technology television theatre theater transport travel tv us uk weather world
boulevard ausland deutschland feuilleton finanzen gesellschaft gesundheit immobilien inland kultur leserbriefe lokales
medien meinung netzwelt panorama politik regionales reise reisen unterhaltung vermischtes wetter wirtschaft
wissen wissenschaft
affaires economie idees international livres medias monde planete politique sante sciences societe sports
ciencia cultura deportes economia espana internacional mundo opinion politica salud sociedad sucesos tecnologia
brasil ciencia cotidiano esporte esportes mercado poder saude turismo
ambiente cronaca economia esteri interni salute scienza spettacoli tecnologia
binnenland buitenland economie wetenschap gezondheid
inrikes utrikes ekonomi kultur naringsliv nyheter innenriks utenriks okonomi
gospodarka kraj nauka polityka swiat zdrowie
авто бизнес интернет-и-сми культура мир наука наука-и-техника общество политика происшествия путешествия россия
силовые-структуры спорт экономика
اقتصاد ثقافة رياضة سياسة صحة علوم مجتمع
体育 健康 军事 国内 国际 娱乐 家居 彩票 房产 教育 文化 旅游 时尚 时政 星座 汽车 游戏 社会 科技 股票 经济 财经
政治 経済 国際 スポーツ エンタメ 科学 暮らし 地域 社説 정치 경제 사회 문화 국제 스포츠 연예
"""
_SECTIONS = frozenset(_NAMES.split())
_GENERIC = frozenset(
    "article articles corpus data day doc docs document documents edition file files issue item items month news page pages part post posts report scan story stories text texts txt volume week year".split()
)
_BLANKS = re.compile(r"[\s_]+")
_NUMBERED = re.compile(r"[-_ .]+\d{2,20}\.\w{1,8}\Z")
_NOT_ALONE = re.compile(r"\w*[^\W\d]\w*")
LONGEST = 60


def section_of_folder(origin: Origin) -> str | None:
    """The name of the folder that a file lies in, where that is a section's."""
    *_, folder, name = ("", *(origin.member or origin.path).replace("!/", "/").split("/"))[-3:]
    if not folder or len(folder) > LONGEST:
        return None
    if _fold(folder) in _SECTIONS:
        return folder
    if _fold(folder) in _GENERIC:
        return None
    number = _NUMBERED.search(name[len(folder) :]) if name.startswith(folder) else None
    is_repeated = number is not None and number.start() == 0 and bool(_NOT_ALONE.search(folder))
    return folder if is_repeated else None


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.casefold())
    plain = "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")
    return _BLANKS.sub("-", unicodedata.normalize("NFC", plain))
