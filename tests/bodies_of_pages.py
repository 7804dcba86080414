"""Pages whose text stands in markup of many kinds, with the texts that must be in the body; all invented."""

from __future__ import annotations

from kinds_of_pages import NAVIGATION, TEXTS, make_page, texts_of

STATED_DAY = '<meta name="date" content="2021-05-03">'
FOOT = "<footer><p>© The Post. All rights reserved.</p></footer>"
LONGER = [
    "The council spent most of the evening on the question of who should pay for the repairs, which are put at two million.",
    "A first estimate of the engineers had been half of that, but the cracks under water were found only last week.",
    "Shops on the northern bank fear for their trade; the owner of the bakery by the bridge said she sold a third less already.",
    "A temporary footbridge could be put up within four weeks if the county agrees, the mayor said at the end of the meeting.",
]
LONGER_PARAGRAPHS = "".join(f"<p>{t}</p>" for t in LONGER)
ALL_TEXTS = TEXTS["en"] + LONGER
HEADLINE = "<h1>Bridge shut</h1>"
HEAD = "<title>Bridge shut - The Post</title>" + STATED_DAY

BODIES: list[tuple[str, str, list[str]]] = [
    (
        "gov list",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<main>{HEADLINE}<div class="govspeak">{texts_of("en")}<ul><li>buses every twenty minutes</li><li>a ferry for bicycles</li></ul>{LONGER_PARAGRAPHS}</div></main>{FOOT}',
        ),
        [*ALL_TEXTS, "buses every twenty minutes", "a ferry for bicycles"],
    ),
    (
        "list at end",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<article>{HEADLINE}<div class="entry-content">{texts_of("en")}{LONGER_PARAGRAPHS}<p>The town offers:</p><ul><li>buses every twenty minutes</li><li>a ferry for bicycles</li></ul></div></article>{FOOT}',
        ),
        [*ALL_TEXTS, "buses every twenty minutes", "a ferry for bicycles"],
    ),
    (
        "ordered list",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<article>{HEADLINE}<div class="entry-content">{texts_of("en")}<ol><li>First pillar</li><li>Second pillar</li></ol>{LONGER_PARAGRAPHS}</div></article>',
        ),
        [*ALL_TEXTS, "First pillar", "Second pillar"],
    ),
    (
        "lead div",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<article>{HEADLINE}<div class="lead">{TEXTS["en"][0]}</div><div class="article-body">{"".join("<p>" + x + "</p>" for x in TEXTS["en"][1:])}{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "lead h2",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<article>{HEADLINE}<h2 class="standfirst">{TEXTS["en"][0]}</h2><div class="article-body">{"".join("<p>" + x + "</p>" for x in TEXTS["en"][1:])}{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS[1:],
    ),
    (
        "lead outside body p",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<div class="header">{HEADLINE}<p class="intro">{TEXTS["en"][0]}</p></div><div class="article-content">{"".join("<p>" + x + "</p>" for x in TEXTS["en"][1:])}{LONGER_PARAGRAPHS}</div>',
        ),
        ALL_TEXTS,
    ),
    (
        "lead cz",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<div class="opener">{HEADLINE}</div><div class="art-full"><div class="opener-text">{TEXTS["en"][0]}</div><div id="art-text" class="bbtext">{"".join("<p>" + x + "</p>" for x in TEXTS["en"][1:])}{LONGER_PARAGRAPHS}</div></div>',
        ),
        ALL_TEXTS,
    ),
    (
        "lead strong",
        make_page(
            "en",
            HEAD,
            f'{NAVIGATION}<article>{HEADLINE}<div class="content"><strong>{TEXTS["en"][0]}</strong>{"".join("<p>" + x + "</p>" for x in TEXTS["en"][1:])}{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "elementor",
        make_page(
            "en",
            HEAD,
            f'<div data-elementor-type="wp-post" class="elementor elementor-5"><section class="elementor-section"><div class="elementor-container"><div class="elementor-widget elementor-widget-heading"><h1 class="elementor-heading-title">Bridge shut</h1></div><div class="elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{texts_of("en")}</div></div><div class="elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{LONGER_PARAGRAPHS}</div></div></div></section></div>{FOOT}',
        ),
        ALL_TEXTS,
    ),
    (
        "divi",
        make_page(
            "en",
            HEAD,
            f'<div id="main-content"><article class="post"><h1 class="entry-title">Bridge shut</h1><div class="entry-content"><div class="et_pb_section"><div class="et_pb_row"><div class="et_pb_module et_pb_text"><div class="et_pb_text_inner">{texts_of("en")}</div></div><div class="et_pb_module et_pb_text"><div class="et_pb_text_inner">{LONGER_PARAGRAPHS}</div></div></div></div></div></article></div>',
        ),
        ALL_TEXTS,
    ),
    (
        "gutenberg",
        make_page(
            "en",
            HEAD,
            f'<article class="post"><h1 class="wp-block-post-title">Bridge shut</h1><div class="entry-content wp-block-post-content">{texts_of("en")}<blockquote class="wp-block-quote"><p>We take no risks with a bridge of that age.</p><cite>John Wolfe</cite></blockquote><figure class="wp-block-table"><table><tbody><tr><td>Pillar one</td><td>2 mm</td></tr><tr><td>Pillar two</td><td>5 mm</td></tr></tbody></table></figure><figure class="wp-block-pullquote"><blockquote><p>A pulled quote of the mayor here.</p></blockquote></figure>{LONGER_PARAGRAPHS}</div></article>',
        ),
        [*ALL_TEXTS, "with a bridge of that age", "Pillar one", "5 mm"],
    ),
    (
        "squarespace",
        make_page(
            "en",
            HEAD,
            f'<article class="hentry"><h1 class="entry-title">Bridge shut</h1><div class="sqs-layout"><div class="row sqs-row"><div class="col sqs-col-12"><div class="sqs-block html-block sqs-block-html"><div class="sqs-block-content"><div class="sqs-html-content">{texts_of("en")}</div></div></div><div class="sqs-block html-block"><div class="sqs-block-content">{LONGER_PARAGRAPHS}</div></div></div></div></div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "br br",
        make_page(
            "en",
            HEAD,
            f'<div id="wrap">{HEADLINE}<div id="storytext">' + "<br><br>".join(ALL_TEXTS) + "</div></div>",
        ),
        ALL_TEXTS,
    ),
    (
        "nbsp br",
        make_page(
            "en",
            HEAD,
            f'<div id="wrap">{HEADLINE}<div id="storytext">'
            + "<br>\n&nbsp;&nbsp;&nbsp;".join(ALL_TEXTS)
            + "</div></div>",
        ),
        ALL_TEXTS,
    ),
    (
        "div paras",
        make_page(
            "en",
            HEAD,
            f'<div id="wrap">{HEADLINE}<div class="story-text">'
            + "".join(f"<div>{x}</div>" for x in ALL_TEXTS)
            + "</div></div>",
        ),
        ALL_TEXTS,
    ),
    (
        "span paras",
        make_page(
            "en",
            HEAD,
            f'<div id="wrap">{HEADLINE}<div class="story-text">'
            + "".join(f'<div class="line"><span data-text="true">{x}</span></div>' for x in ALL_TEXTS)
            + "</div></div>",
        ),
        ALL_TEXTS,
    ),
    (
        "word html",
        make_page(
            "en",
            HEAD,
            f"<div class=WordSection1>{HEADLINE}"
            + "".join(
                f'<p class=MsoNormal><span lang=EN-GB style="font-size:12.0pt">{x}<o:p></o:p></span></p>'
                for x in ALL_TEXTS
            )
            + "</div>",
        ),
        ALL_TEXTS,
    ),
    (
        "interleaved ads",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="body">'
            + "".join(f'<p>{x}</p><div class="ad-slot"><span>Advertisement</span></div>' for x in ALL_TEXTS)
            + "</div></article>",
        ),
        ALL_TEXTS,
    ),
    (
        "inline related",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}<div class="related-inline"><h4>Related</h4><ul><li><a href="/x">Ferry fares to rise again in April</a></li></ul></div>{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "subheads",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}<h2>Who pays?</h2>{LONGER_PARAGRAPHS}<h3>What next</h3><p>No date is set.</p></div></article>',
        ),
        [*ALL_TEXTS, "Who pays?", "What next", "No date is set."],
    ),
    (
        "short dialog",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}<p><b>Q: Why now?</b></p><p>A: Because.</p><p><b>Q: Who pays?</b></p><p>A: The county.</p>{LONGER_PARAGRAPHS}</div></article>',
        ),
        [*ALL_TEXTS, "Q: Why now?", "A: Because.", "A: The county."],
    ),
    (
        "dl",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}<dl><dt>Length</dt><dd>two hundred metres</dd></dl>{LONGER_PARAGRAPHS}</div></article>',
        ),
        [*ALL_TEXTS, "two hundred metres"],
    ),
    (
        "table",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}<table><thead><tr><th>Pillar</th><th>Crack</th></tr></thead><tbody><tr><td>North</td><td>2 mm</td></tr></tbody></table>{LONGER_PARAGRAPHS}</div></article>',
        ),
        [*ALL_TEXTS, "North", "2 mm"],
    ),
    (
        "factbox aside",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}<aside class="factbox"><h3>The bridge</h3><p>Built in 1931, two hundred metres long.</p></aside>{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "zh portal",
        make_page(
            "zh",
            "<title>大桥关闭_明谷网</title>" + STATED_DAY,
            '<div class="main"><h1 id="artibodyTitle">大桥关闭</h1><div class="artInfo"><span id="pub_date">2021年05月03日 08:00</span> <span id="media_name">明谷日报</span></div><div id="artibody"><p>　　周一，明谷大桥因两根桥墩出现裂缝而关闭，市长在市议会上宣布这一消息，预计九月才能重新开放。</p><p>　　工程师希望在冬天之前对整个结构进行检查。</p><p>　　“我们不冒险。”他说。</p></div></div>',
        ),
        ["周一，明谷大桥", "工程师希望", "我们不冒险"],
    ),
    (
        "ja",
        make_page(
            "ja",
            "<title>橋が閉鎖：谷新聞</title>" + STATED_DAY,
            '<div id="MainInner"><h1>橋が閉鎖、九月まで</h1><p class="LastUpdated">2021年5月3日 8時00分</p><div class="ArticleText"><p>　明るい谷の橋は九月まで閉鎖される。市長が月曜日、市議会で明らかにした。</p><p>　潜水士が二本の橋脚にひびを見つけた。技術者は冬までに全体を調べたいとしている。</p><p>　「危険は冒せない」と市長は話した。</p></div></div>',
        ),
        ["明るい谷の橋", "潜水士", "危険は冒せない"],
    ),
    (
        "ar",
        make_page(
            "ar",
            "<title>إغلاق الجسر</title>" + STATED_DAY,
            '<article><h1>إغلاق الجسر حتى سبتمبر</h1><div class="article-body"><p>أعلن رئيس البلدية يوم الاثنين أمام المجلس أن جسر الوادي سيبقى مغلقا حتى شهر سبتمبر المقبل.</p><p>وجد الغواصون شقوقا في اثنتين من الدعامات ويريد المهندسون فحص البناء كله قبل الشتاء.</p><p>وقال: لن نخاطر.</p></div></article>',
            ' dir="rtl"',
        ),
        ["أعلن رئيس", "وجد الغواصون", "لن نخاطر"],
    ),
    (
        "first para in figure",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<figure><img src=a><figcaption>The bridge on Sunday.</figcaption></figure><div class="article-body">{texts_of("en")}{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "dropcap",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body"><p><span class="dropcap">T</span>{TEXTS["en"][0][1:]}</p>{"".join("<p>" + x + "</p>" for x in TEXTS["en"][1:])}{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "summary bullets",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<ul class="key-points"><li>Bridge shut until September</li><li>Two pillars cracked</li></ul><div class="article-body">{texts_of("en")}{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "two columns",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body"><div class="col-left">{texts_of("en")}</div><div class="col-right">{LONGER_PARAGRAPHS}</div></div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "paged blocks",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}</div><div class="article-body">{LONGER_PARAGRAPHS}</div></article>',
        ),
        ALL_TEXTS,
    ),
    (
        "correction",
        make_page(
            "en",
            HEAD,
            f'<article>{HEADLINE}<div class="article-body">{texts_of("en")}{LONGER_PARAGRAPHS}<p class="correction"><i>Correction: an earlier version gave another name.</i></p></div></article>',
        ),
        [*ALL_TEXTS, "Correction: an earlier"],
    ),
]
