"""Pages of many kinds, as systems and papers of many countries write them, with what they say; all invented.

`KINDS`: a name, a page, and its fields. `DAYS`: what is odd, a page, and its day or None. `body` are texts that must be in the body, `no` such
that must not.
"""

from __future__ import annotations

from typing import Any

TEXTS = {
    "it": [
        "Il ponte di Val Serena resterà chiuso fino a settembre, ha annunciato lunedì il sindaco Bruno Carta davanti al consiglio comunale.",
        "I tecnici hanno trovato crepe in due piloni e chiedono una verifica completa prima dell'inverno.",
        "«Non possiamo rischiare», ha detto.",
        "Per i pendolari sono previsti autobus sostitutivi ogni venti minuti dalla stazione di Borgo Alto.",
    ],
    "es": [
        "El ayuntamiento de Villanera cerró este lunes el puente viejo después de que unos buzos hallaran grietas en dos de sus pilares.",
        "La alcaldesa Rosa Mena aseguró que las obras durarán al menos tres meses y costarán dos millones de euros.",
        "«Preferimos perder un verano», dijo.",
        "Los vecinos podrán cruzar el río en una barca gratuita que saldrá cada media hora del muelle.",
    ],
    "pl": [
        "Most w Dolinie Jasnej będzie zamknięty do września, zapowiedział w poniedziałek burmistrz Adam Wilk na sesji rady miasta.",
        "Nurkowie znaleźli pęknięcia w dwóch filarach, a inżynierowie chcą zbadać całą konstrukcję przed zimą.",
        "„Nie będziemy ryzykować”, powiedział.",
        "Dla dojeżdżających uruchomiono autobusy zastępcze co dwadzieścia minut z dworca w Górkach.",
    ],
    "cs": [
        "Most v Jasném Údolí zůstane zavřený do září, oznámil v pondělí starosta Petr Vlk na zasedání zastupitelstva.",
        "Potápěči našli trhliny ve dvou pilířích a technici chtějí před zimou prověřit celou stavbu.",
        "„Nebudeme riskovat,“ řekl.",
        "Pro cestující jezdí každých dvacet minut náhradní autobusy z nádraží v Horní Vsi.",
    ],
    "tr": [
        "Aydınova köprüsü eylül ayına kadar kapalı kalacak; belediye başkanı Kemal Taş pazartesi günü mecliste açıkladı.",
        "Dalgıçlar iki ayakta çatlak buldu, mühendisler kıştan önce bütün yapının incelenmesini istiyor.",
        "“Risk alamayız” dedi.",
        "Yolcular için istasyondan her yirmi dakikada bir ücretsiz otobüs kalkacak.",
    ],
    "ru": [
        "Мост в Ясной Долине будет закрыт до сентября, сообщил в понедельник мэр города Андрей Волков на заседании совета.",
        "Водолазы нашли трещины в двух опорах, и инженеры требуют проверить всё сооружение до зимы.",
        "«Мы не будем рисковать», — сказал он.",
        "Для пассажиров каждые двадцать минут ходят автобусы от вокзала в Верхнем Посёлке.",
    ],
    "el": [
        "Η γέφυρα της Φωτεινής Κοιλάδας θα μείνει κλειστή έως τον Σεπτέμβριο, ανακοίνωσε τη Δευτέρα ο δήμαρχος Νίκος Λύκος.",
        "Δύτες βρήκαν ρωγμές σε δύο πυλώνες και οι μηχανικοί ζητούν έλεγχο όλης της κατασκευής πριν από τον χειμώνα.",
        "«Δεν θα ρισκάρουμε», είπε.",
        "Για τους επιβάτες θα υπάρχουν λεωφορεία κάθε είκοσι λεπτά από τον σταθμό του Άνω Χωριού.",
    ],
    "nl": [
        "De brug bij Lichtdal blijft tot september dicht, heeft burgemeester Jan Wolfs maandag in de gemeenteraad bekendgemaakt.",
        "Duikers vonden scheuren in twee pijlers en ingenieurs willen voor de winter de hele constructie onderzoeken.",
        "„We nemen geen risico”, zei hij.",
        "Voor reizigers rijdt elke twintig minuten een bus vanaf het station van Bovendorp.",
    ],
    "sv": [
        "Bron i Ljusdalen förblir stängd till september, meddelade kommunalrådet Karl Varg på måndagen inför fullmäktige.",
        "Dykare hittade sprickor i två pelare och ingenjörerna vill undersöka hela bron före vintern.",
        "”Vi tar inga risker”, sade han.",
        "För pendlarna går ersättningsbussar var tjugonde minut från stationen i Övre byn.",
    ],
    "hu": [
        "A Fényes-völgyi híd szeptemberig zárva marad, jelentette be hétfőn Farkas Péter polgármester a képviselő-testület ülésén.",
        "A búvárok két pilléren találtak repedést, a mérnökök pedig a tél előtt az egész szerkezetet meg akarják vizsgálni.",
        "„Nem kockáztatunk” – mondta.",
        "Az ingázóknak húszpercenként pótlóbusz indul a felsőfalui állomásról.",
    ],
    "de": [
        "Die Brücke im Lichttal bleibt bis September gesperrt, teilte Bürgermeister Jan Wolff am Montag im Gemeinderat mit.",
        "Taucher hatten Risse in zwei Pfeilern gefunden, nun soll vor dem Winter das ganze Bauwerk geprüft werden.",
        "„Wir gehen kein Risiko ein“, sagte er.",
        "Für Pendler fahren alle zwanzig Minuten Busse ab dem Bahnhof Oberdorf.",
    ],
    "fr": [
        "Le pont de Valclaire restera fermé jusqu’en septembre, a annoncé lundi le maire Jean Loup devant le conseil municipal.",
        "Des plongeurs ont trouvé des fissures dans deux piles et les ingénieurs veulent examiner tout l’ouvrage avant l’hiver.",
        "« Nous ne prendrons aucun risque », a-t-il dit.",
        "Des cars partiront toutes les vingt minutes de la gare de Hautbourg pour les voyageurs.",
    ],
    "en": [
        "The bridge at Clear Valley will stay shut until September, mayor John Wolfe told the town council on Monday.",
        "Divers found cracks in two of its pillars and engineers want the whole structure examined before winter.",
        "“We take no risks,” he said.",
        "Commuters can take a bus every twenty minutes from the station at Upper Village.",
    ],
    "pt": [
        "A ponte de Vale Claro ficará fechada até setembro, anunciou na segunda-feira o prefeito João Lobo na câmara municipal.",
        "Mergulhadores acharam rachaduras em dois pilares e os engenheiros querem examinar toda a obra antes do inverno.",
        "“Não vamos correr riscos”, disse.",
        "Para os passageiros haverá ônibus a cada vinte minutos saindo da estação de Vila Alta.",
    ],
}


def texts_of(language: str) -> str:
    return "".join(f"<p>{text}</p>" for text in TEXTS[language])


def make_page(language: str, head: str, body: str, attributes: str = "") -> str:
    return f'<!doctype html>\n<html lang="{language}"{attributes}><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>'


NAVIGATION = '<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav>'
HEADLINE = "<h1>Bridge shut until September</h1>"
TITLE = "<title>Bridge shut until September</title>"
KINDS: list[tuple[str, str, dict[str, Any]]] = []


def add(name: str, page: str, **fields: Any) -> None:
    KINDS.append((name, page, fields))


add(
    "wp_2016_it",
    make_page(
        "it-IT",
        '<title>Ponte chiuso fino a settembre &#8211; Il Corriere della Valle</title><link rel="canonical" href="https://corrierevalle.example/2021/03/05/ponte-chiuso/"><meta name="generator" content="WordPress 5.6">',
        f'<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">Il Corriere della Valle</a></p>{NAVIGATION}</header><main><article id="post-88" class="post-88 post type-post status-publish hentry category-cronaca tag-ponti tag-val-serena"><header class="entry-header"><h1 class="entry-title">Ponte chiuso fino a settembre</h1></header><div class="entry-content">{texts_of("it")}</div><footer class="entry-footer"><span class="byline"><span class="author vcard"><span class="screen-reader-text">Autore </span><a class="url fn n" href="/author/lucia/">Lucia Ferri</a></span></span><span class="posted-on"><span class="screen-reader-text">Pubblicato il </span><a href="/x" rel="bookmark"><time class="entry-date published" datetime="2021-03-05T09:10:11+01:00">5 marzo 2021</time><time class="updated" datetime="2021-03-08T10:00:00+01:00">8 marzo 2021</time></a></span><span class="cat-links"><a href="/cronaca" rel="category tag">Cronaca</a></span><span class="tags-links"><a href="/t" rel="tag">ponti</a>, <a href="/t2" rel="tag">Val Serena</a></span></footer></article><div id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><div class="comment-metadata"><time datetime="2021-03-06T11:00:00+01:00">6 marzo 2021 alle 11:00</time></div><p>Era ora che qualcuno controllasse quel ponte, lo dico da anni.</p></li></ol></div></main></div>',
    ),
    title="Ponte chiuso fino a settembre",
    date="2021-03-05",
    updated="2021-03-08",
    byline="Lucia Ferri",
    section="Cronaca",
    tags=("ponti", "Val Serena"),
    language="it",
    body=TEXTS["it"],
    no=["Era ora"],
)
add(
    "drupal7_es",
    make_page(
        "es",
        '<title>Cierran el puente viejo | La Voz de Villanera</title><meta property="dc:title" content="x">',
        f'{NAVIGATION}<div id="content"><h1 class="title" id="page-title">Cierran el puente viejo</h1><div id="node-314" class="node node-noticia clearfix"><div class="meta submitted">Enviado por <span class="username">admin</span> el Mié, 10/03/2021 - 08:15</div><div class="content"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">{texts_of("es")}</div></div></div><div class="field field-name-field-tags"><div class="field-label">Etiquetas:</div><div class="field-items"><div class="field-item even"><a href="/t/1">Obras</a></div><div class="field-item odd"><a href="/t/2">Puente viejo</a></div></div></div></div></div></div>',
    ),
    title="Cierran el puente viejo",
    date="2021-03-10",
    byline=None,
    language="es",
    body=TEXTS["es"],
    no=["Etiquetas", "Enviado"],
)
add(
    "drupal8_rdfa_fr",
    make_page(
        "fr",
        "<title>Pont fermé | Gazette de Valclaire</title>",
        f'<main><h1 class="page-header"><span property="schema:name">Pont fermé jusqu’en septembre</span></h1><article data-history-node-id="12" about="/pont" typeof="schema:Article" class="node node--type-article node--view-mode-full"><footer class="node__meta"><div class="node__submitted">Soumis par <span><span lang="" about="/user/1" typeof="schema:Person" property="schema:name">root</span></span> le <span>mar 09/03/2021 - 07:30</span><span property="schema:dateCreated" content="2021-03-09T06:30:00+00:00" class="rdf-meta hidden"></span></div></footer><div class="node__content"><div property="schema:text" class="field field--name-body">{texts_of("fr")}</div></div></article></main>',
    ),
    title="Pont fermé jusqu’en septembre",
    date="2021-03-09",
    byline=None,
    language="fr",
    body=TEXTS["fr"],
)
add(
    "joomla_pl",
    make_page(
        "pl-pl",
        '<title>Most zamknięty do września</title><meta name="author" content="Super User"><meta name="generator" content="Joomla! - Open Source Content Management">',
        f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="pl-PL"><div class="page-header"><h2 itemprop="headline">Most zamknięty do września</h2></div><dl class="article-info muted"><dt class="article-info-term">Szczegóły</dt><dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">Autor: <span itemprop="name">Ewa Lis</span></dd><dd class="category-name">Kategoria: <a href="/k" itemprop="genre">Wiadomości</a></dd><dd class="published"><span class="icon-calendar"></span><time datetime="2021-03-11T12:00:00+01:00" itemprop="datePublished">Opublikowano: 11 marzec 2021</time></dd><dd class="modified"><time datetime="2021-03-12T08:00:00+01:00" itemprop="dateModified">Poprawiono: 12 marzec 2021</time></dd><dd class="hits">Odsłony: 1204</dd></dl><div itemprop="articleBody">{texts_of("pl")}</div><ul class="pager pagenav"><li class="next"><a rel="next" href="/n">następny artykuł</a></li></ul></div>',
    ),
    title="Most zamknięty do września",
    date="2021-03-11",
    updated="2021-03-12",
    byline="Ewa Lis",
    section="Wiadomości",
    language="pl",
    body=TEXTS["pl"],
    no=["Odsłony", "następny"],
)
add(
    "blogger_pt",
    make_page(
        "pt-BR",
        '<title>Diário de Vale Claro: Ponte fechada</title><meta content="blogger" name="generator"><link href="http://diario.blogspot.example/2021/03/ponte-fechada.html" rel="canonical"><meta content="http://diario.blogspot.example/2021/03/ponte-fechada.html" property="og:url"><meta content="Ponte fechada" property="og:title">',
        f'<div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>sexta-feira, 12 de março de 2021</span></h2><div class="date-posts"><div class="post-outer"><div class="post hentry" itemprop="blogPost" itemscope itemtype="http://schema.org/BlogPosting"><h3 class="post-title entry-title" itemprop="name">Ponte fechada</h3><div class="post-body entry-content" id="post-body-1" itemprop="description articleBody">{texts_of("pt")}<div style="clear: both;"></div></div><div class="post-footer"><span class="post-author vcard">Postado por <span class="fn" itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Ana Lima</span></span></span> <span class="post-timestamp">às <a class="timestamp-link" href="x" rel="bookmark"><abbr class="published" itemprop="datePublished" title="2021-03-12T09:00:00-03:00">09:00</abbr></a></span><span class="post-labels">Marcadores: <a href="/l" rel="tag">cidade</a>, <a href="/l2" rel="tag">obras</a></span></div></div><div class="comments" id="comments"><h4>1 comentários:</h4><dl><dd>Que demora, essa ponte sempre deu problema e ninguém fez nada.</dd></dl></div></div></div></div></div>',
    ),
    title="Ponte fechada",
    date="2021-03-12",
    byline="Ana Lima",
    tags=("cidade", "obras"),
    language="pt",
    body=TEXTS["pt"],
    no=["Que demora"],
)
add(
    "medium_en",
    make_page(
        "en",
        '<title>Bridge shut until September | by Mary Hale | Clear Valley Notes | Medium</title><meta property="article:published_time" content="2021-03-13T14:05:00.123Z"><meta name="author" content="Mary Hale"><meta property="og:title" content="Bridge shut until September"><meta property="og:site_name" content="Medium"><link rel="canonical" href="https://medium.example/notes/bridge-1a2b3c">',
        f'<article><div><section><h1>Bridge shut until September</h1><div><a rel="author" href="/@m">Mary Hale</a> · <span>Mar 13, 2021</span> · <span>2 min read</span></div>{texts_of("en")}</section></div></article>',
    ),
    title="Bridge shut until September",
    date="2021-03-13",
    byline="Mary Hale",
    language="en",
    body=TEXTS["en"],
    no=["min read"],
)
add(
    "ghost_nl",
    make_page(
        "nl",
        '<title>Brug dicht tot september</title><meta property="og:site_name" content="Lichtdal Nieuws"><meta property="article:published_time" content="2021-03-14T06:00:00.000Z"><meta property="article:modified_time" content="2021-03-15T06:00:00.000Z"><meta property="article:tag" content="Verkeer"><meta property="article:tag" content="Lichtdal"><script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","publisher":{"@type":"Organization","name":"Lichtdal Nieuws"},"author":{"@type":"Person","name":"Piet Bakker"},"headline":"Brug dicht tot september","datePublished":"2021-03-14T06:00:00.000Z","dateModified":"2021-03-15T06:00:00.000Z","keywords":"Verkeer, Lichtdal"}</script>',
        f'<main><article class="article post tag-verkeer"><header class="article-header gh-canvas"><section class="article-tag"><a href="/tag/verkeer/">Verkeer</a></section><h1 class="article-title">Brug dicht tot september</h1><div class="article-byline"><section class="article-byline-content"><h4 class="author-name"><a href="/author/piet/">Piet Bakker</a></h4><div class="byline-meta-content"><time class="byline-meta-date" datetime="2021-03-14">14 mrt 2021</time><span class="byline-reading-time">2 min read</span></div></section></div></header><section class="gh-content gh-canvas">{texts_of("nl")}</section></article></main>',
    ),
    title="Brug dicht tot september",
    date="2021-03-14",
    updated="2021-03-15",
    byline="Piet Bakker",
    tags=("Verkeer", "Lichtdal"),
    language="nl",
    body=TEXTS["nl"],
)
add(
    "typo3_gov_de",
    make_page(
        "de",
        '<title>Pressemitteilung: Brücke bleibt gesperrt - Landkreis Lichttal</title><meta name="generator" content="TYPO3 CMS"><meta name="date" content="2021-03-15">',
        f'<div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article"><div class="header"><h1 itemprop="headline">Brücke bleibt gesperrt</h1></div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="2021-03-15">15.03.2021<meta itemprop="datePublished" content="2021-03-15"></time></span><span class="news-list-author">Von <span itemprop="author">Pressestelle</span></span></p></div><div class="teaser-text"><div class="lead" itemprop="description"><p>Pendler müssen auf Busse umsteigen.</p></div></div><div class="news-text-wrap" itemprop="articleBody">{texts_of("de")}</div><div class="news-backlink-wrap"><a href="/">Zurück</a></div></div></div><footer><p>© 2024 Landkreis Lichttal. Stand: 02.01.2024</p></footer>',
    ),
    title="Brücke bleibt gesperrt",
    date="2021-03-15",
    byline="Pressestelle",
    language="de",
    body=TEXTS["de"],
    no=["Stand"],
)
add(
    "arc_en",
    make_page(
        "en",
        '<title>Bridge shut until September - The Clear Valley Post</title><meta property="og:site_name" content="The Clear Valley Post"><link rel="canonical" href="https://post.example/local/2021/03/16/bridge-shut/"><script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":"Bridge shut until September","datePublished":"2021-03-16T21:15:00Z","dateModified":"2021-03-17T02:00:00Z","author":[{"@type":"Person","name":"Tom Reed"},{"@type":"Person","name":"Ana Diaz"}],"articleSection":["Local"],"publisher":{"@type":"NewsMediaOrganization","name":"The Clear Valley Post"}}</script>',
        f'<main><article class="b-article"><h1 class="b-headline">Bridge shut until September</h1><div class="b-byline">By <a href="/a">Tom Reed</a> and <a href="/b">Ana Diaz</a></div><time class="b-date" datetime="2021-03-16T21:15:00Z">March 16, 2021 at 5:15 p.m. EDT</time><figure><img src="/resizer/2021/03/b.jpg"><figcaption>The bridge at Clear Valley on Monday. (Lee Park/The Post)</figcaption></figure><div class="b-article-body">{texts_of("en")}</div></article><aside><h3>Most read</h3><div class="card"><a href="/z">Ferry fares to rise in April after council vote</a><time>March 2, 2020</time></div></aside></main>',
    ),
    title="Bridge shut until September",
    date="2021-03-16",
    updated="2021-03-17",
    byline="Tom Reed, Ana Diaz",
    section="Local",
    language="en",
    body=TEXTS["en"],
    captions=1,
    no=["Ferry fares"],
)
add(
    "typo_blog_fr",
    make_page(
        "fr",
        "<title>Carnet : Pont fermé</title>",
        f'<div id="main"><div class="post" id="article-33"><h2>Pont fermé</h2><p class="auth">Posté par <cite>Claire Petit</cite> <abbr class="published" title="2021-03-17T08:00:00+01:00">mercredi 17 mars 2021 à 08:00</abbr></p>{texts_of("fr")}<p class="meta">Tags <a rel="tag" href="/t">mairie</a></p></div><h4 class="blueblk"><a name="comments">Commentaires</a></h4><ol class="comments"><li><cite>Paul</cite> <abbr title="2021-03-19T08:00:00+01:00">il y a 2 jours</abbr><p>Encore une mauvaise nouvelle pour les gens qui travaillent en ville.</p></li></ol></div>',
    ),
    title="Pont fermé",
    date="2021-03-17",
    byline="Claire Petit",
    tags=("mairie",),
    language="fr",
    body=TEXTS["fr"],
    no=["Encore une"],
)
add(
    "cz_paper",
    make_page(
        "cs",
        '<title>Most zůstane zavřený | Deník Jasná</title><meta property="og:title" content="Most zůstane zavřený do září">',
        f'{NAVIGATION}<div class="opener"><h1>Most zůstane zavřený do září</h1><div class="authors"><span class="author">Jana Malá</span></div><div class="time"><span class="time-date">18. března 2021</span> 7:42, aktualizováno 9:10</div></div><div class="art-full"><div class="opener-text">{TEXTS["cs"][0]}</div><div id="art-text" class="bbtext">{"".join("<p>" + t + "</p>" for t in TEXTS["cs"][1:])}</div></div><div class="related"><h3>Související</h3><a href="/1">Nový jízdní řád vlaků</a> <span>2. ledna 2020</span></div>',
    ),
    title="Most zůstane zavřený do září",
    date="2021-03-18",
    byline="Jana Malá",
    language="cs",
    body=TEXTS["cs"],
    no=["Související", "jízdní"],
)
add(
    "tr_paper",
    make_page(
        "tr",
        '<title>Köprü eylüle kadar kapalı - Aydınova Haber</title><meta name="datePublished" content="2021-03-19T11:20:00+03:00"><meta name="articleSection" content="Gündem"><meta name="articleAuthor" content="Elif Kaya">',
        f'<h1 class="news-title">Köprü eylüle kadar kapalı</h1><div class="news-info"><span>Giriş Tarihi: 19.03.2021 11:20</span> <span>Son Güncelleme: 19.03.2021 14:05</span></div><h2 class="spot">Dalgıçlar iki ayakta çatlak buldu.</h2><div class="news-text">{texts_of("tr")}</div>',
    ),
    title="Köprü eylüle kadar kapalı",
    date="2021-03-19",
    byline="Elif Kaya",
    section="Gündem",
    language="tr",
    body=TEXTS["tr"],
    no=["Giriş"],
)
add(
    "ru_paper",
    make_page(
        "ru",
        '<title>Мост закрыт до сентября — Вестник Долины</title><meta itemprop="datePublished" content="2021-03-20T10:00:00+03:00">',
        f'<div class="article" itemscope itemtype="http://schema.org/NewsArticle"><h1 class="article__title" itemprop="headline">Мост закрыт до сентября</h1><div class="article__info"><span class="article__date">20 марта 2021, 10:00</span> <span class="article__author" itemprop="author">Текст: Ольга Белова</span> <span class="views">Просмотров: 512</span></div><div class="article__text" itemprop="articleBody">{texts_of("ru")}</div><div class="article__tags">Теги: <a href="/t" rel="tag">мост</a></div><div class="read-also"><b>Читайте также:</b> <a href="/2">Новое расписание электричек</a></div></div>',
    ),
    title="Мост закрыт до сентября",
    date="2021-03-20",
    byline="Ольга Белова",
    tags=("мост",),
    language="ru",
    body=TEXTS["ru"],
    no=["Просмотров", "расписание"],
)
add(
    "el_paper",
    make_page(
        "el",
        "<title>Κλειστή η γέφυρα - Εφημερίδα της Κοιλάδας</title>",
        f'<article class="single"><h1>Κλειστή η γέφυρα έως τον Σεπτέμβριο</h1><div class="meta"><span class="date">Κυριακή, 21 Μαρτίου 2021, 09:30</span><span class="author">Της Μαρίας Παππά</span></div><div class="content">{texts_of("el")}</div></article>',
    ),
    title="Κλειστή η γέφυρα έως τον Σεπτέμβριο",
    date="2021-03-21",
    language="el",
    body=TEXTS["el"],
)
add(
    "sv_paper",
    make_page(
        "sv",
        "<title>Bron stängd till september | Ljusdalsbladet</title>",
        f'<main><article><h1>Bron stängd till september</h1><div class="article__meta"><div class="author">Text: Eva Lind</div><div class="dates"><span>Publicerad 22 mars 2021 kl. 06.15</span> <span>Uppdaterad 23 mars 2021 kl. 08.00</span></div></div><p class="preamble">Sprickor i två pelare oroar kommunen.</p>{texts_of("sv")}</article></main>',
    ),
    title="Bron stängd till september",
    date="2021-03-22",
    updated="2021-03-23",
    byline="Eva Lind",
    language="sv",
    body=TEXTS["sv"],
    no=["Publicerad"],
)
add(
    "hu_paper",
    make_page(
        "hu",
        '<title>Szeptemberig zárva a híd | Völgyi Hírlap</title><meta property="article:published_time" content="2021-03-23T08:00:00+01:00">',
        f'<article><h1>Szeptemberig zárva a híd</h1><div class="author-date"><span class="author">Kis Anna</span> <time>2021. 03. 23. 08:00</time></div>{texts_of("hu")}<p>Nyitókép: archív</p></article>',
    ),
    title="Szeptemberig zárva a híd",
    date="2021-03-23",
    byline="Kis Anna",
    language="hu",
    body=TEXTS["hu"],
)
add(
    "gov_uk_press",
    make_page(
        "en",
        '<title>Bridge to stay closed - Clear Valley Council</title><meta name="dc.date.issued" content="2021-03-24"><meta name="DC.creator" content="Clear Valley Council">',
        f'<div class="gem-c-title"><span>Press release</span><h1>Bridge to stay closed</h1></div><div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/o">Clear Valley Council</a></dd><dt>Published</dt><dd>24 March 2021</dd><dt>Last updated</dt><dd>3 April 2022</dd></dl></div><div class="gem-c-govspeak govspeak">{texts_of("en")}<ul><li>buses every twenty minutes</li><li>a ferry for bicycles</li></ul><h2 id="notes">Notes to editors</h2><p>The council will meet again in May.</p></div>',
    ),
    title="Bridge to stay closed",
    date="2021-03-24",
    language="en",
    body=TEXTS["en"] + ["The council will meet"],
)
add(
    "amp_es",
    make_page(
        "es",
        '<title>Cierran el puente viejo</title><link rel="canonical" href="https://lavoz.example/cierran-puente"><script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","mainEntityOfPage":"https://lavoz.example/cierran-puente","headline":"Cierran el puente viejo","datePublished":"2021-03-25T08:00:00+01:00","author":{"@type":"Organization","name":"Redacción"}}</script><style amp-custom>.a{}</style>',
        f'<header class="amp-header"><a href="/">La Voz</a></header><article class="amp-wp-article"><header><h1 class="amp-wp-title">Cierran el puente viejo</h1><div class="amp-wp-meta amp-wp-byline">Redacción</div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="2021-03-25T07:00:00+00:00">hace 3 años</time></div></header><amp-img src="https://lavoz.example/2019/01/x.jpg" width=1 height=1></amp-img><div class="amp-wp-article-content">{texts_of("es")}<amp-ad width=300 height=250 type="doubleclick"></amp-ad></div></article>',
        " amp",
    ),
    title="Cierran el puente viejo",
    date="2021-03-25",
    byline="Redacción",
    language="es",
    url="https://lavoz.example/cierran-puente",
    body=TEXTS["es"],
    no=["hace 3"],
)
add(
    "live_blog",
    make_page(
        "en",
        '<title>Bridge crisis: live updates</title><script type="application/ld+json">{"@context":"http://schema.org","@type":"LiveBlogPosting","headline":"Bridge crisis: live updates","datePublished":"2021-03-26T07:00:00Z","coverageStartTime":"2021-03-26T07:00:00Z","dateModified":"2021-03-26T19:00:00Z","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Mayor speaks","datePublished":"2021-03-26T12:00:00Z","articleBody":"The mayor speaks at noon."},{"@type":"BlogPosting","headline":"Bus timetable","datePublished":"2021-03-27T09:00:00Z","articleBody":"Timetable out."}]}</script>',
        f'<main><h1>Bridge crisis: live updates</h1><div class="live"><div class="post" id="p2"><time datetime="2021-03-26T19:00:00Z">19:00</time><h2>What we know</h2><p>{TEXTS["en"][0]}</p><p>{TEXTS["en"][1]}</p></div><div class="post" id="p1"><time datetime="2021-03-26T12:00:00Z">12:00</time><h2>Mayor speaks</h2><p>{TEXTS["en"][3]}</p></div></div></main>',
    ),
    title="Bridge crisis: live updates",
    date="2021-03-26",
    language="en",
    body=[TEXTS["en"][0], TEXTS["en"][1], TEXTS["en"][3]],
)
add(
    "paywall_teaser_de",
    make_page(
        "de",
        '<title>Brücke gesperrt | Lichttaler Bote</title><script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":"Brücke gesperrt","isAccessibleForFree":"False","datePublished":"2021-03-27T05:00:00+01:00","author":{"@type":"Person","name":"Anna Vogt"}}</script>',
        f'<article><h1>Brücke gesperrt</h1><p class="byline">VON ANNA VOGT am 27. März 2021</p><div class="article-body"><p>{TEXTS["de"][0]}</p><p>{TEXTS["de"][1]}</p></div><div class="paywall"><h3>Jetzt weiterlesen</h3><p>Testen Sie den Lichttaler Boten digital vier Wochen für 1 Euro und lesen Sie alle Artikel.</p><a href="/abo">Zum Angebot</a></div></article>',
    ),
    title="Brücke gesperrt",
    date="2021-03-27",
    byline="Anna Vogt",
    language="de",
    body=TEXTS["de"][:2],
)
add(
    "print_view_de",
    make_page(
        "de",
        "<title>Lichttaler Bote - Druckansicht</title>",
        f"<div>Lichttaler Bote, 28.03.2021</div><div>http://www.bote.example/artikel-1234.html</div><h1>Brücke bleibt gesperrt</h1><div>Von Max Huber</div>{texts_of('de')}<div>© Lichttaler Bote 2021</div>",
    ),
    title="Brücke bleibt gesperrt",
    date="2021-03-28",
    byline="Max Huber",
    language="de",
    body=TEXTS["de"],
    no=["http://"],
)
add(
    "several_articles",
    make_page(
        "en",
        '<title>Bridge shut - Valley Post</title><meta property="og:title" content="Bridge shut">',
        f'<main><article class="full"><h1>Bridge shut</h1><div class="dateline"><time datetime="2021-03-29">29 March 2021</time></div>{texts_of("en")}</article><article class="card"><h2><a href="/2">Ferry fares to rise</a></h2><time datetime="2021-04-02">2 April 2021</time><p>Fares on the harbour ferry will rise by a tenth, the operator said in a statement.</p></article><article class="card"><h2><a href="/3">School opens</a></h2><time datetime="2021-04-03">3 April 2021</time><p>The new school by the river opened its doors to two hundred pupils this week.</p></article></main>',
    ),
    title="Bridge shut",
    date="2021-03-29",
    language="en",
    body=TEXTS["en"],
    no=["Fares on", "new school"],
)
add(
    "teaser_first",
    make_page(
        "en",
        "<title>Bridge shut - Valley Post</title>",
        f'<div class="ticker"><div class="item"><time datetime="2021-05-01">1 May 2021</time> <a href="/9">Storm warning for the coast</a></div></div><main><h1>Bridge shut</h1><p class="published-date">Published: 30 March 2021</p>{texts_of("en")}</main>',
    ),
    title="Bridge shut",
    date="2021-03-30",
    language="en",
    body=TEXTS["en"],
)
add(
    "url_day_contradicts",
    make_page(
        "en",
        '<title>Bridge shut - Valley Post</title><link rel="canonical" href="https://post.example/2021/03/14/bridge-shut.html">',
        f"<h1>Bridge shut</h1>{texts_of('en')}<p>Printed from the issue of the week.</p>",
    ),
    title="Bridge shut",
    date="2021-03-14",
    language="en",
    body=TEXTS["en"],
)
add(
    "url_dmy_dashes",
    make_page(
        "es",
        '<title>Cierran el puente viejo</title><link rel="canonical" href="https://lavoz.example/local/14-05-2024/cierran-el-puente">',
        f"<h1>Cierran el puente viejo</h1>{texts_of('es')}",
    ),
    title="Cierran el puente viejo",
    date="2024-05-14",
    language="es",
    body=TEXTS["es"],
)
add(
    "meta_dc_date",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="DC.date" scheme="W3CDTF" content="2021-04-01"><meta name="DC.Title" content="Bridge shut"><meta name="DC.Creator" content="Hale, Mary">',
        f"<h1>Bridge shut</h1>{texts_of('en')}",
    ),
    title="Bridge shut",
    date="2021-04-01",
    language="en",
    body=TEXTS["en"],
)
add(
    "meta_parsely",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="parsely-pub-date" content="2021-04-02T10:00:00-04:00"><meta name="parsely-author" content="Mary Hale"><meta name="parsely-section" content="Local"><meta name="parsely-link" content="https://post.example/b">',
        f"<h1>Bridge shut</h1>{texts_of('en')}",
    ),
    title="Bridge shut",
    date="2021-04-02",
    byline="Mary Hale",
    section="Local",
    url="https://post.example/b",
    language="en",
    body=TEXTS["en"],
)
add(
    "meta_parsely_page",
    make_page(
        "en",
        """<title>Bridge shut</title><meta name="parsely-page" content='{"title":"Bridge shut","link":"https://post.example/b2","pub_date":"2021-04-02T14:00:00Z","section":"Local","author":"Mary Hale","tags":["bridge"]}'>""",
        f"<h1>Bridge shut</h1>{texts_of('en')}",
    ),
    title="Bridge shut",
    date="2021-04-02",
    byline="Mary Hale",
    section="Local",
    language="en",
    body=TEXTS["en"],
)
add(
    "meta_sailthru",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="sailthru.date" content="2021-04-03 10:00:00"><meta name="sailthru.author" content="Mary Hale"><meta name="sailthru.tags" content="bridge, town">',
        f"<h1>Bridge shut</h1>{texts_of('en')}",
    ),
    title="Bridge shut",
    date="2021-04-03",
    byline="Mary Hale",
    tags=("bridge", "town"),
    language="en",
    body=TEXTS["en"],
)
add(
    "meta_cxense_no",
    make_page(
        "no",
        '<title>Broen stengt</title><meta name="cXenseParse:recs:publishtime" content="2021-04-04T08:00:00.000Z"><meta name="cXenseParse:author" content="Kari Dahl">',
        f"<h1>Broen stengt</h1>{texts_of('sv')}",
    ),
    title="Broen stengt",
    date="2021-04-04",
    byline="Kari Dahl",
    language="no",
    body=TEXTS["sv"],
)
add(
    "meta_og_updated_only",
    make_page(
        "en",
        '<title>Bridge shut</title><meta property="og:updated_time" content="2021-04-05T08:00:00+01:00">',
        f'<h1>Bridge shut</h1><div class="date">Published 3 April 2021</div>{texts_of("en")}',
    ),
    title="Bridge shut",
    date="2021-04-03",
    updated="2021-04-05",
    language="en",
    body=TEXTS["en"],
)
add(
    "meta_vr",
    make_page(
        "en",
        '<title>Bridge shut</title><meta property="vr:published_time" content="2021-04-06T08:00:00+01:00"><meta property="vr:author" content="Mary Hale"><meta property="vr:category" content="Local">',
        f"<h1>Bridge shut</h1>{texts_of('en')}",
    ),
    title="Bridge shut",
    date="2021-04-06",
    language="en",
    body=TEXTS["en"],
)
add(
    "meta_weibo",
    make_page(
        "zh",
        '<title>大桥关闭</title><meta property="weibo: article:create_at" content="2021-04-07 08:00:00"><meta property="weibo: article:update_at" content="2021-04-08 08:00:00">',
        "<h1>大桥关闭</h1><p>周一，明谷大桥因两根桥墩出现裂缝而关闭，市长在市议会上宣布这一消息，预计九月才能重新开放。</p><p>工程师希望在冬天之前对整个结构进行检查，通勤者可以每二十分钟乘坐一班公共汽车。</p><p>“我们不冒险。”他说。</p>",
    ),
    title="大桥关闭",
    date="2021-04-07",
    language="zh",
)
add(
    "microdata_date_only_text",
    make_page(
        "it",
        "<title>Ponte chiuso</title>",
        f'<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Ponte chiuso</h1><span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Lucia Ferri</span></span><span itemprop="datePublished">8 aprile 2021</span><span itemprop="articleSection">Cronaca</span><div itemprop="articleBody">{texts_of("it")}</div></div>',
    ),
    title="Ponte chiuso",
    date="2021-04-08",
    byline="Lucia Ferri",
    section="Cronaca",
    language="it",
    body=TEXTS["it"],
)
add(
    "html5_pubdate",
    make_page(
        "en",
        "<title>Bridge shut</title>",
        f'<article><header><h1>Bridge shut</h1><p><time pubdate datetime="2021-04-09">April 9th</time></p></header>{texts_of("en")}<section class="comments"><h2>Comments</h2><article><time pubdate datetime="2021-04-10">April 10</time><p>About time that somebody looked at that old thing, I have said so for years.</p></article></section></article>',
    ),
    title="Bridge shut",
    date="2021-04-09",
    language="en",
    body=TEXTS["en"],
    no=["About time"],
)
add(
    "copyright_year_only",
    make_page(
        "en",
        "<title>Bridge shut</title>",
        f"<h1>Bridge shut</h1>{texts_of('en')}<footer>Copyright © 2009-2021 The Post. All rights reserved. 12 May 2021</footer>",
    ),
    title="Bridge shut",
    date=None,
    language="en",
    body=TEXTS["en"],
)
add(
    "image_day_only",
    make_page(
        "en",
        '<title>Bridge shut</title><meta property="og:image" content="https://x.example/2021/04/11/bridge-20210411.jpg">',
        f'<h1>Bridge shut</h1><img src="/2021/04/11/a.jpg">{texts_of("en")}',
    ),
    title="Bridge shut",
    date=None,
    language="en",
    body=TEXTS["en"],
)
add(
    "comments_dates_only",
    make_page(
        "de",
        "<title>Brücke gesperrt</title>",
        f'<h1>Brücke gesperrt</h1>{texts_of("de")}<div id="comments"><h3>2 Kommentare</h3><div class="comment"><span class="date">12. April 2021</span><p>Endlich passiert etwas, das war seit Jahren überfällig.</p></div></div>',
    ),
    title="Brücke gesperrt",
    date=None,
    language="de",
    body=TEXTS["de"],
    no=["Endlich"],
)
add(
    "von_april",
    make_page(
        "de",
        "<title>Brücke gesperrt</title>",
        f'<article><h1>Brücke gesperrt</h1><p class="author">VON APRIL VOGT am 21. April 2020</p>{texts_of("de")}</article>',
    ),
    title="Brücke gesperrt",
    date="2020-04-21",
    language="de",
    body=TEXTS["de"],
    no=["VON APRIL"],
)
add(
    "von_anna",
    make_page(
        "de",
        "<title>Brücke gesperrt</title>",
        f"<article><h1>Brücke gesperrt</h1><p>VON ANNA VOGT am 21. April 2020</p>{texts_of('de')}</article>",
    ),
    title="Brücke gesperrt",
    date="2020-04-21",
    byline="ANNA VOGT",
    language="de",
    body=TEXTS["de"],
    no=["VON ANNA"],
)
add(
    "admin_meta",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="author" content="admin"><meta property="article:published_time" content="2021-04-13T08:00:00+01:00">',
        f'<h1>Bridge shut</h1><div class="byline">By Mary Hale</div>{texts_of("en")}',
    ),
    title="Bridge shut",
    date="2021-04-13",
    byline="Mary Hale",
    language="en",
    body=TEXTS["en"],
)
add(
    "author_email",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="author" content="webmaster@post.example">',
        f'<h1>Bridge shut</h1><div class="byline">By Mary Hale | mary.hale@post.example</div><div class="date">April 14, 2021</div>{texts_of("en")}',
    ),
    title="Bridge shut",
    date="2021-04-14",
    byline="Mary Hale",
    language="en",
    body=TEXTS["en"],
)
add(
    "body_shapes",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="date" content="2021-04-15">',
        f'<article class="post"><h1>Bridge shut</h1><div class="entry-content"><p><strong>CLEAR VALLEY</strong> — {TEXTS["en"][0]}</p><p>{TEXTS["en"][1]}</p><p>Why?</p><blockquote><p>“It was built in a hurry.”</p></blockquote><ul><li>Two pillars cracked.</li><li>One more under water.</li></ul><table><tr><th>Pillar</th><th>Crack</th></tr><tr><td>First</td><td>2 mm</td></tr><tr><td>Second</td><td>5 mm</td></tr></table><h2>What next</h2><p>{TEXTS["en"][3]}</p><p>No date is set.</p></div></article>',
    ),
    title="Bridge shut",
    date="2021-04-15",
    language="en",
    body=[
        TEXTS["en"][0],
        TEXTS["en"][1],
        "Why?",
        "built in a hurry",
        "Two pillars cracked",
        "One more under water",
        "First",
        "5 mm",
        "What next",
        TEXTS["en"][3],
        "No date is set.",
    ],
)
add(
    "lead_outside",
    make_page(
        "nl",
        '<title>Brug dicht</title><meta name="date" content="2021-04-16">',
        f'<article><header><h1>Brug dicht</h1><p class="article__intro">{TEXTS["nl"][0]}</p></header><div class="article__body"><p>{TEXTS["nl"][1]}</p><p>{TEXTS["nl"][2]}</p><p>{TEXTS["nl"][3]}</p></div></article>',
    ),
    title="Brug dicht",
    date="2021-04-16",
    language="nl",
    body=TEXTS["nl"],
)
add(
    "div_paragraphs",
    make_page(
        "ru",
        '<title>Мост закрыт</title><meta name="date" content="2021-04-17">',
        f'<div class="news"><h1>Мост закрыт</h1><div class="text">{TEXTS["ru"][0]}<br><br>{TEXTS["ru"][1]}<br><br>{TEXTS["ru"][2]}<br><br>{TEXTS["ru"][3]}</div></div>',
    ),
    title="Мост закрыт",
    date="2021-04-17",
    language="ru",
    body=TEXTS["ru"],
)
add(
    "published_and_updated_line",
    make_page(
        "en",
        "<title>Bridge shut</title>",
        f'<h1>Bridge shut</h1><p class="meta">Last updated: 20 April 2021 | Published: 18 April 2021</p>{texts_of("en")}',
    ),
    title="Bridge shut",
    date="2021-04-18",
    updated="2021-04-20",
    language="en",
    body=TEXTS["en"],
)
add(
    "pubdate_before_date",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="date" content="2021-04-19"><meta name="pubdate" content="2020-01-02">',
        f"<h1>Bridge shut</h1>{texts_of('en')}",
    ),
    title="Bridge shut",
    date="2020-01-02",
    language="en",
    body=TEXTS["en"],
)
add(
    "section_breadcrumb",
    make_page(
        "es",
        '<title>Cierran el puente</title><meta name="date" content="2021-04-21"><script type="application/ld+json">{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Inicio","item":"/"},{"@type":"ListItem","position":2,"name":"Local","item":"/local"},{"@type":"ListItem","position":3,"name":"Cierran el puente"}]}</script>',
        f"<h1>Cierran el puente</h1>{texts_of('es')}",
    ),
    title="Cierran el puente",
    date="2021-04-21",
    section="Local",
    language="es",
    body=TEXTS["es"],
)
add(
    "xml_lang_og_locale",
    f'<!doctype html><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="pt-PT"><head><meta charset="utf-8"><title>Ponte fechada</title><meta name="date" content="2021-04-22"></head><body><h1>Ponte fechada</h1>{texts_of("pt")}</body></html>',
    title="Ponte fechada",
    date="2021-04-22",
    language="pt",
    body=TEXTS["pt"],
)
add(
    "wp_caption",
    make_page(
        "en",
        '<title>Bridge shut</title><meta name="date" content="2021-04-23">',
        f'<article class="post"><h1 class="entry-title">Bridge shut</h1><div class="entry-content"><div id="attachment_5" class="wp-caption alignnone"><img src="a.jpg"><p class="wp-caption-text">Divers at the bridge on Sunday. Photo: Lee Park</p></div>{texts_of("en")}</div></article>',
    ),
    title="Bridge shut",
    date="2021-04-23",
    language="en",
    body=TEXTS["en"],
    captions=1,
    no=["Divers at the bridge"],
)


DAYS: list[tuple[str, str, str | None]] = [
    (
        "ticker time before",
        make_page(
            "en",
            TITLE,
            f'<div class="ticker"><time datetime="2021-05-01">1 May 2021</time> <a href="/9">Storm warning for the coast</a></div><main>{HEADLINE}{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "time only in comments",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}{texts_of("en")}</main><section id="comments"><div class="comment"><time datetime="2021-05-02">2 May</time><p>About time that somebody looked at it.</p></div></section>',
        ),
        None,
    ),
    (
        "time in comments article",
        make_page(
            "en",
            TITLE,
            f'<article>{HEADLINE}{texts_of("en")}</article><ol class="discussion"><li><article><header><cite>Bob</cite> <time datetime="2021-05-02">2 May 2021</time></header><p>About time that somebody looked at it.</p></article></li></ol>',
        ),
        None,
    ),
    (
        "time in cards after",
        make_page(
            "en",
            TITLE,
            f'<article>{HEADLINE}{texts_of("en")}</article><section class="more"><article><h3><a href="/2">Ferry fares to rise</a></h3><time datetime="2021-05-02">2 May 2021</time></article></section>',
        ),
        None,
    ),
    (
        "time in li cards after",
        make_page(
            "en",
            TITLE,
            f'<article>{HEADLINE}{texts_of("en")}</article><ul class="list"><li><a href="/2">Ferry fares to rise in harbour</a> <time datetime="2021-05-02">2 May 2021</time></li></ul>',
        ),
        None,
    ),
    (
        "time in body paragraph",
        make_page(
            "en",
            TITLE,
            f'<article>{HEADLINE}<p>The bridge at Clear Valley will stay shut; the council meets on <time datetime="2021-06-12">12 June</time> to talk about it and the whole town is invited to come to the hall at eight in the evening.</p>{texts_of("en")}</article>',
        ),
        None,
    ),
    (
        "time with pubdate label in line",
        make_page(
            "en",
            TITLE,
            f'<article>{HEADLINE}<p>By Mary Hale, <time datetime="2021-06-12">12 June</time></p>{texts_of("en")}</article>',
        ),
        "2021-06-12",
    ),
    (
        "today in header labelled",
        make_page(
            "en",
            TITLE,
            f'<header><div class="header-date">Thursday, 26 November 2026</div>{NAVIGATION}</header><main>{HEADLINE}{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "today in header and article date",
        make_page(
            "en",
            TITLE,
            f'<header><div class="date">Thursday, 26 November 2026</div>{NAVIGATION}</header><main>{HEADLINE}<div class="info">Posted on 3 May 2021</div>{texts_of("en")}</main>',
        ),
        "2021-05-03",
    ),
    (
        "today in top bar time",
        make_page(
            "en",
            TITLE,
            f'<div class="topbar"><time datetime="2026-11-26">Thursday, 26 November 2026</time></div><main>{HEADLINE}<div class="info">Posted on 3 May 2021</div>{texts_of("en")}</main>',
        ),
        "2021-05-03",
    ),
    (
        "updated first spans",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}<div class="x"><span>Last updated</span><span>3 April 2022</span><span>Published</span><span>24 March 2021</span></div>{texts_of("en")}</main>',
        ),
        "2021-03-24",
    ),
    (
        "updated first dl",
        make_page(
            "en",
            TITLE,
            f"<main>{HEADLINE}<dl><dt>Last updated</dt><dd>3 April 2022</dd><dt>Published</dt><dd>24 March 2021</dd></dl>{texts_of('en')}</main>",
        ),
        "2021-03-24",
    ),
    (
        "updated first table",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}<table class="info"><tr><td>Updated:</td><td>3 April 2022</td></tr><tr><td>Published:</td><td>24 March 2021</td></tr></table>{texts_of("en")}</main>',
        ),
        "2021-03-24",
    ),
    (
        "updated span only",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}<div><b>Last updated:</b> <span class="date">3 April 2022</span></div>{texts_of("en")}</main>',
        ),
        "2022-04-03",
    ),
    (
        "printed on",
        make_page(
            "en",
            TITLE,
            f'<div class="print-date">Printed on 3 May 2023</div><main>{HEADLINE}{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "retrieved",
        make_page(
            "de",
            "<title>Brücke gesperrt</title>",
            f"<div>Ausgedruckt am 03.05.2023</div><h1>Brücke gesperrt</h1>{texts_of('de')}",
        ),
        None,
    ),
    (
        "event date box",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}<div class="event-date">When: 12 June 2021, 7 pm</div>{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "expires",
        make_page(
            "en",
            TITLE + '<meta name="expires" content="2021-01-01"><meta name="revised" content="2020-02-03">',
            f"<main>{HEADLINE}{texts_of('en')}</main>",
        ),
        None,
    ),
    (
        "first published",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}<p class="meta">First published on Mon 3 May 2021 09.00 BST. Last modified on Tue 4 May 2021</p>{texts_of("en")}</main>',
        ),
        "2021-05-03",
    ),
    (
        "json-ld video other date",
        make_page(
            "en",
            TITLE
            + '<script type="application/ld+json">[{"@type":"VideoObject","name":"Old clip","uploadDate":"2018-01-01"},{"@type":"NewsArticle","headline":"Bridge shut until September","datePublished":"2021-05-03"}]</script>',
            f"<main>{HEADLINE}{texts_of('en')}</main>",
        ),
        "2021-05-03",
    ),
    (
        "json-ld published after text print",
        make_page(
            "en",
            TITLE
            + '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge shut until September","datePublished":"2023-05-03"}</script>',
            f'<main>{HEADLINE}<div class="date">3 May 2011</div>{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "url and print contradict",
        make_page(
            "en",
            TITLE + '<link rel="canonical" href="https://p.example/2021/03/14/b.html">',
            f'<main>{HEADLINE}<div class="date">3 May 2011</div>{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "related before h1 list",
        make_page(
            "en",
            TITLE,
            f'<div id="latest"><ul><li><span class="date">1 May 2021</span> <a href="/1">Ferry fares to rise again in harbour</a></li></ul></div><main>{HEADLINE}{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "teaser list unlabelled before h1",
        make_page(
            "en",
            TITLE,
            f'<div class="col"><div><span class="date">1 May 2021</span><h3><a href="/1">Ferry fares to rise again</a></h3></div></div><main>{HEADLINE}{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "card after h1 spans",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}{texts_of("en")}</main><div class="grid"><div class="cell"><h3><a href="/1">Ferry fares to rise again</a></h3><span class="date">1 May 2021</span></div></div>',
        ),
        None,
    ),
    (
        "nach_datum_de",
        make_page(
            "de",
            "<title>Brücke gesperrt</title>",
            f"<h1>Brücke gesperrt</h1><p>Lichttal, 3. Mai 2021 – {TEXTS['de'][0]}</p>{texts_of('de')}",
        ),
        "2021-05-03",
    ),
    (
        "og article mod only",
        make_page(
            "en",
            TITLE + '<meta property="article:modified_time" content="2021-05-03T10:00:00Z">',
            f"<main>{HEADLINE}{texts_of('en')}</main>",
        ),
        "2021-05-03",
    ),
    (
        "fr_sub",
        make_page(
            "fr",
            "<title>Pont fermé</title>",
            f'<h1>Pont fermé</h1><div class="submitted">Soumis par Claire Petit le mar 09/03/2021 - 07:30</div>{texts_of("fr")}',
        ),
        "2021-03-09",
    ),
    (
        "fr_poste",
        make_page(
            "fr",
            "<title>Pont fermé</title>",
            f'<h1>Pont fermé</h1><div class="submitted">Posté par Claire Petit mercredi 17 mars 2021 à 08:00</div>{texts_of("fr")}',
        ),
        "2021-03-17",
    ),
    (
        "age of page",
        make_page("en", TITLE, f'<main>{HEADLINE}<div class="date">3 days ago</div>{texts_of("en")}</main>'),
        None,
    ),
    (
        "born",
        make_page(
            "en",
            TITLE,
            f'<main>{HEADLINE}<div class="infobox"><p>Born 12 May 1950</p></div>{texts_of("en")}</main>',
        ),
        None,
    ),
    (
        "edition",
        make_page(
            "it",
            "<title>Ponte chiuso</title>",
            f'<h1>Ponte chiuso</h1><div class="data">Edizione del 5 marzo 2021</div>{texts_of("it")}',
        ),
        "2021-03-05",
    ),
    (
        "zeit online",
        make_page(
            "de",
            "<title>Brücke gesperrt</title>",
            f'<h1>Brücke gesperrt</h1><div class="metadata"><time datetime="2021-03-05T10:00:00+01:00">5. März 2021, 10:00 Uhr</time><span>Aktualisiert am 7. März 2021, 9:00 Uhr</span></div>{texts_of("de")}',
        ),
        "2021-03-05",
    ),
]
