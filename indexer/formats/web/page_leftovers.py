"""What a page leaves between and around an article's paragraphs when it is saved as text, in the languages of many sites.

Share buttons, cookie banners, newsletter boxes, advertisements, comment forms, menus, rights lines. A line is one only
as a whole: a sentence of an article that merely speaks of cookies or a newsletter is a sentence.
"""

from __future__ import annotations

import re

LONGEST_LEFTOVER = 220
LONGEST_NOTICE = 600

_SITES = r"(?:facebook|twitter|x|whatsapp|instagram|linkedin|pinterest|telegram|reddit|youtube|tiktok|google\ news|threads|bluesky|e-?mail|vk|weibo|line)"
_LEFTOVER = re.compile(
    rf"""(?:
      %d\ bloggers\ like\ this:? | like\ this:? | liked?\ by\ \d+ | like\ loading\W* | loading\W* | \d+\ bloggers\ like\ this\W*
    | (?:sign\ up|subscribe|register)\b[^.]{{0,120}}\ (?:newsletters?|updates|e-?mails?|inbox|today|now|alerts|here|free|access|podcast|channel)\W*
    | (?:sign\ up|subscribe)\ (?:for|to)\ (?:our|the|my)\b[^.,]{{0,60}}(?:newsletters?|alerts|mailing\ list|podcast|channel|updates)\b[^.,]{{0,80}}\W* | enter\ your\ e-?mail(?:\ address)?\W*
    | your\ e-?mail\ address\ will\ not\ be\ published.{{0,60}} | required\ fields\ are\ marked\W* | (?:name|e-?mail|website|your\ name|your\ e-?mail|your\ comment)\ ?\*? | save\ my\ name\b[^.]{{0,100}}\W* | (?:post|cancel|submit)\ (?:comment|reply)\W* | notify\ me\ of\b[^.]{{0,80}}\W* | (?:previous|next)\ (?:post|article|story)\W*
    | @\w{{2,30}} | (?:follow|e-?mail|contact)\ [^.,]{{1,60}}\ on\ {_SITES}\W*(?:@?\w{{2,30}})? | [（(]?(?:责任编辑|责编|编辑|責任編輯|編集|편집)[:：][^。]{{1,20}}[)）]?
    | share\ (?:or|and)\ comment\ on\ this\ (?:article|story)\W* | (?:this|the\ full)\ (?:article|story|content)\ is\ (?:only\ )?(?:for|available\ to|reserved\ for)\ (?:our\ )?subscribers(?:\ only)?\W* | to\ continue\ reading,?\ (?:please\ )?(?:subscribe|log\ in|sign\ in|register)\b[^.]{{0,80}}\W* | already\ a\ (?:subscriber|member)\?.{{0,60}}
    | il\ vous\ reste\ [^%]{{1,8}}%\ de\ cet\ article\ à\ lire\b.{{0,80}} | (?:article|contenu)\ réservé\ aux\ abonnés\W* | temps\ de\ lecture\b.{{0,20}} | weiterlesen\ mit\b[^.]{{0,60}}\W* | lee\ sin\ límites\W* | suscríbete\ para\ seguir\ leyendo\W* | lesedauer\b.{{0,20}} | icon:\ der\ spiegel
    | subscribe\ (?:now|today|here|for\ free)\W* | (?:get|receive)\ (?:the\ latest|our|breaking|top|daily|more)\b[^.]{{0,100}}\ (?:inbox|newsletter|e-?mail|app|alerts)\W*
    | (?:click|tap)\ (?:here\ )?to\ (?:share|subscribe|print|e-?mail|sign\ up|read|download|follow|view|enlarge|listen)\b[^.]{{0,100}}\W*
    | (?:share|tweet|print|e-?mail|comments?|save|copy\ link|advertisement|advertising|sponsored(?:\ content)?|ad|menu|search|home|log\ in|sign\ in|subscribe|skip\ to\ (?:main\ )?content|back\ to\ top|read\ more|continue\ reading|most\ read|trending|newsletter|{_SITES})\W*
    | (?:print|e-?mail|save|share|bookmark)\ (?:this\ |the\ )?(?:article|story|page|post)(?:\ (?:on|via|with)\ [\w\ ]{{1,30}})?\W*
    | (?:share|follow|like|find|join)\ (?:(?:this|us)\ )?(?:on|via)\ (?:{_SITES}(?:,?\ (?:and\ |or\ )?)?){{1,6}}\W* | share\ this\W* | follow\ us\W* | {_SITES}(?:\ {_SITES}){{1,8}}
    | (?:this|our)\ (?:web)?site\ uses\ (?:cookies|akismet)(?:\ (?:to|for|and)\b[^.,]{{0,140}})?\W* | (?:we|this\ website|our\ website)\ (?:and\ our\ partners\ )?uses?\ cookies\b(?!,)[^.]{{0,180}}\W* | by\ (?:continuing|using)\b[^.]{{0,60}}(?:cookies|privacy\ policy|terms)[^.]{{0,80}}\W*
    | (?:accept|manage|reject|allow)\ (?:all\ )?cookies\W* | cookie\ (?:settings|policy|preferences|notice)\W* | (?:read\ our\ |see\ our\ )?(?:privacy\ policy|privacy\ notice|terms\ of\ (?:use|service)|terms\ and\ conditions)(?:\W+(?:privacy\ policy|terms\ of\ (?:use|service)|cookie\ policy|contact\ us|about\ us|imprint)){{0,6}}\W*
    | (?:\d+\ )?(?:comments?|kommentare|commentaires|comentarios|comentários|commenti|reacties)(?:\ \(?\d*\)?)?\W* | (?:leave|post|add)\ a\ (?:comment|reply)\W* | (?:view|show|read)\ (?:all\ )?(?:\d+\ )?comments\W* | report\ (?:a\ typo|an\ error|this\ ad|ad|a\ mistake)\W*
    | (?:download|get)\ (?:the|our)\ (?:\w+\ ){{0,3}}app\b[^.]{{0,80}}\W* | (?:support|donate\ to)\ (?:our|independent)\ journalism\b[^.]{{0,80}}\W* | have\ a\ (?:news\ )?tip\?.{{0,120}}
    | (?:article|story)\ continues\ (?:below|after)[^.]{{0,60}} | (?:\d+|one)[\ -](?:min|minute)s?\ read | listen\ to\ this\ article[^.]{{0,40}}
    | anzeige | werbung | teilen | drucken | merken | kommentieren | (?:artikel|seite|beitrag)\ (?:teilen|drucken|merken|versenden|anhören)\W* | (?:auf|bei|via)\ {_SITES}\ (?:teilen|folgen)\W* | newsletter\ (?:abonnieren|bestellen)\W* | (?:jetzt\ )?(?:(?:unseren|den)\ )?newsletter\ (?:bestellen|abonnieren)\W* | (?:jetzt\ )?(?:unsere\ |die\ )?app\ (?:herunterladen|laden)\W* | zur\ startseite | wir\ verwenden\ cookies\b[^.]{{0,160}}\W* | datenschutz(?:erklärung)?\W* | (?:kommentar|leserbrief)\ schreiben\W*
    | publicité | partager(?:\ (?:l['’]article|sur\ {_SITES}))?\W* | imprimer | suivez-nous(?:\ sur\ {_SITES})?\W* | abonnez-vous\b[^.]{{0,120}}\W* | inscrivez-vous\b[^.]{{0,60}}newsletter[^.]{{0,60}}\W* | lire\ la\ suite\W* | nous\ utilisons\ des\ cookies\b[^.]{{0,160}}\W* | tout\ accepter\W*
    | publicidad | compartir(?:\ en\ {_SITES})?\W* | imprimir | suscríbe(?:te|se)\b[^.]{{0,120}}\W* | utilizamos\ cookies\b[^.]{{0,160}}\W* | síguenos\b[^.]{{0,60}}\W* | publicidade | compartilh(?:e|ar)\W* | assine\b[^.]{{0,80}}\W* | siga-nos\b[^.]{{0,80}}\W*
    | pubblicità | condividi\W* | stampa | iscriviti\b[^.]{{0,100}}\W* | seguici\ su\b[^.]{{0,60}}\W* | utilizziamo\ i?\ ?cookie\b[^.]{{0,160}}\W* | advertentie | delen | deel\ (?:dit\ artikel|op\ {_SITES}|via\ {_SITES})\W* | meld\ je\ aan\b[^.]{{0,100}}\W* | volg\ ons\ op\b[^.]{{0,60}}\W* | annons | dela(?:\ artikeln)?\W* | del\ artikkelen | annonse | annonce | reklama | udostępnij\W*
    | реклама | поделиться(?:\ (?:в|на|ссылкой)\b[^.]{{0,40}})?\W* | подпис(?:аться|ывайтесь|атися)\b[^.]{{0,100}}\W* | 広告 | シェアする | ツイート | 印刷する? | 分享(?:到[^。]{{1,20}})? | 广告 | 廣告 | 공유하기 | 광고
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati)",
    re.IGNORECASE,
)
_NOTICE_START = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site|our partners|this page|the site) (?:and our partners )?(?:also )?uses? (?:\w+ )?cookies\b|by (?:continuing|using|clicking|browsing)\b|cookies (?:help us|on (?:this|our) site)|"
    r"(?:wir|diese (?:web)?seite|unsere (?:web)?seite) (?:verwenden|verwendet|nutzen|nutzt|setzen|setzt) cookies\b|nous utilisons des cookies\b|ce site utilise des cookies\b|en poursuivant\b|"
    r"(?:utilizamos|usamos|este sitio (?:web )?(?:utiliza|usa)|este site (?:utiliza|usa)) cookies\b|questo sito (?:utilizza|usa) (?:i )?cookie\b|utilizziamo (?:i )?cookie\b|"
    r"(?:wij|we|deze (?:web)?site) (?:gebruiken|gebruikt|maakt gebruik van) cookies\b|vi (?:använder|bruker|bruger) (?:cookies|kakor)\b|(?:ta strona|nasza strona|serwis) (?:używa|wykorzystuje)\b|(?:мы используем|этот сайт использует|сайт использует)\b",
    re.IGNORECASE,
)
_NOTICE_WORDS = re.compile(
    r"\b(?:cookies?|kakor|cookie-uri|ciasteczk\w*|куки|файл\w* cookie|your|you|experience|browsing|consent|agree|accept|privacy|preferences|personali[sz]e|analy[sz]e|sie|ihre[nmr]?|zustimm\w*|akzept\w*|einverstanden|website|nutzung|"
    r"votre|vous|acceptez|navigation|expérience|su|usted|acepta\w*|navegación|experiencia|você|sua|concorda|aceita\w*|experiência|tua|tuo|accett\w*|navigazione|esperienza|je|jouw|akkoord|ervaring|du|din|godkänner|samtykker|upplevelse|zgod\w*|вы|согла\w*)\b"
)
_SPOKEN_TO = re.compile(
    r"\b(?:your?|continue|sie|ihre[nmr]?|vous|votre|su|usted|acepta\w*|você|aceita\w*|tua|tuo|accett\w*|je|jouw|du|din|twoj\w*|zgod\w*|вы|ваш\w*|согла\w*)\b"
)
_SAID = re.compile(
    r"\b(?:said|says|told|wrote|added|argued|according to|sagte|schrieb|erklärte|dijo|afirmó|a déclaré|a dit|disse|ha detto|zei|sade|сказал\w*|заявил\w*)\b"
)
_COMMENT_FORM = re.compile(
    r"(?:leave|post|write|add) (?:a|your) (?:comment|reply)|join the (?:conversation|discussion)|(?:kommentar|leserkommentar) (?:schreiben|verfassen|abgeben)|schreibe einen kommentar|laisser un commentaire|"
    r"(?:deja|dejar|deje) (?:un|una) (?:comentario|respuesta)|deixe (?:um|uma) (?:comentário|resposta)|lascia un commento|laat een reactie achter|оставить комментарий|コメントを残す|发表评论|댓글 남기기\W*",
    re.IGNORECASE,
)


def is_leftover(line: str) -> bool:
    """A widget's, a menu's, a cookie banner's or a newsletter box's line."""
    return (len(line) <= LONGEST_LEFTOVER and _LEFTOVER.fullmatch(line) is not None) or is_cookie_notice(line)


def is_cookie_notice(paragraph: str) -> bool:
    """A site's notice of its cookies, of several sentences: it begins as one, and speaks to the reader of consent."""
    if len(paragraph) > LONGEST_NOTICE or not _NOTICE_START.match(paragraph):
        return False
    lower = paragraph.casefold()
    if _SAID.search(lower) or re.search('[“”„«»"]', lower) or not _SPOKEN_TO.search(lower):
        return False
    return len(set(_NOTICE_WORDS.findall(lower))) > 1


def opens_comment_form(line: str) -> bool:
    """The heading behind which a page asks for comments."""
    return len(line) <= 60 and _COMMENT_FORM.fullmatch(line) is not None


def is_rights_line(line: str) -> bool:
    """A copyright line. A longer paragraph only mentions one."""
    return len(line) <= 200 and _RIGHTS.match(line) is not None
