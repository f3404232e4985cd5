"""What a page is: the notices that stand in the place of an article, in many languages, and the articles that resemble them."""

import json

import pytest

from reader.extract.html_page import extract_html
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.article import Article, ArticleKind
from reader.model.errors import ExtractError
from reader.model.page import Page, PageForm, PageOrigin

PROSE = (
    "The ferry left the quay at dawn with forty passengers and two dogs, and nobody on board had slept for more than an hour.",
    "On the far side the harbour master counted the boats twice, because the first number had seemed too good to be true.",
    "The baker, who opens for the crews whenever there has been a gale, had sold her last loaf before the church struck seven.",
    "By noon the wind had gone round to the south, and the children of the island were looking for timber along the strand.",
    "Nothing in the log of the lifeboat station suggests that anybody expected such a sea so early in the month of September.",
    "The council will meet on Thursday to hear what the repair of the outer wall would cost, and who might be asked to pay.",
)
ADDRESS = "https://tern.example/news/2026/the-gale"
SCRIPTS = '<script src="/app.js"></script><script>start()</script>'


def _page(body: str, *, title: str = "The Tern", head: str = "", url: str = ADDRESS) -> Page:
    text = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return Page(content=text.encode(), form=PageForm.HTML, origin=PageOrigin.URL, url=url)


def _read(body: str, *, title: str = "The Tern", head: str = "", url: str = ADDRESS) -> Article:
    return extract_html(_page(body, title=title, head=head, url=url))


def _story(more: str = "", paragraphs: int = 6, title: str = "The gale and the ferry") -> str:
    return f"<article><h1>{title}</h1>{''.join(f'<p>{text}</p>' for text in PROSE[:paragraphs])}</article>{more}"


@pytest.mark.parametrize(
    ("words", "button"),
    [
        ("We and our partners use cookies to store information on your device.", "Accept all"),
        ("Wir und unsere Partner speichern Daten. Lesen Sie werbefrei für 3 Euro.", "Zustimmen und weiter"),
        ("Nos partenaires et nous déposons des cookies.", "Accepter et continuer"),
        ("Nosotros y nuestros socios usamos cookies.", "Aceptar y continuar"),
        ("Noi e i nostri partner usiamo i cookie.", "Accetta tutto"),
        ("Wij en onze partners plaatsen cookies.", "Alle cookies accepteren"),
        ("My i nasi partnerzy zapisujemy pliki cookie.", "Akceptuję i przechodzę do serwisu"),
        ("Мы и наши партнёры сохраняем данные.", "Принять все"),
        ("当サイトではCookieを使用します。", "すべてのCookieを許可"),
        ("نستخدم نحن وشركاؤنا ملفات تعريف الارتباط.", "قبول الكل"),
    ],
    ids="en de fr es it nl pl ru ja ar".split(),
)
def test_a_consent_wall(words: str, button: str) -> None:
    article = _read(f"<div><h2>The Tern</h2><p>{words}</p><button>{button}</button></div>{SCRIPTS}")
    assert article.kind is ArticleKind.WALL


@pytest.mark.parametrize(
    ("title", "forgot"),
    [
        ("Log in", "Forgot your password?"),
        ("Anmelden", "Passwort vergessen?"),
        ("Connexion", "Mot de passe oublié ?"),
        ("Iniciar sesión", "¿Has olvidado tu contraseña?"),
        ("Accedi", "Password dimenticata?"),
        ("Logga in", "Glömt ditt lösenord?"),
        ("Вход", "Забыли пароль?"),
        ("ログイン", "パスワードをお忘れの方"),
        ("登录", "忘记密码？"),
        ("로그인", "비밀번호 찾기"),
        ("تسجيل الدخول", "نسيت كلمة المرور؟"),
        ("התחברות", "שכחתי סיסמה"),
    ],
    ids="en de fr es it sv ru ja zh ko ar he".split(),
)
def test_a_log_in_wall(title: str, forgot: str) -> None:
    form = '<form action="/in"><input type="email"><input type="password"><button>OK</button></form>'
    article = _read(
        f"<h1>{title}</h1><main><p>{title}</p>{form}<a href=/f>{forgot}</a></main>", title=f"{title} | The Tern"
    )
    assert article.kind is ArticleKind.LOGIN


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Just a moment...", "Checking your browser before you can go on. Ray ID: 81f"),
        ("Access denied", "You have been blocked."),
        ("The Tern", "Please complete the security check: verify that you are human."),
        ("Sicherheitsüberprüfung", "Sind Sie ein Mensch? Wir haben ungewöhnliche Aktivität bemerkt."),
        ("Vérification", "Confirmez que vous n'êtes pas un robot."),
        ("Comprobación", "Confirma que no eres un robot para continuar."),
        ("Проверка", "Подтвердите, что вы не робот."),
        ("アクセス確認", "私はロボットではありません"),
        ("安全验证", "请完成人机验证后继续访问"),
        ("확인", "로봇이 아닙니다"),
    ],
)
def test_a_proof_of_being_human(title: str, words: str) -> None:
    assert _read(f"<h1>The Tern</h1><p>{words}</p>{SCRIPTS}", title=title).kind is ArticleKind.CHECK


def test_a_challenge_is_known_by_its_markup_too() -> None:
    assert (
        _read(f'<div class="h-captcha" data-sitekey="1"></div><p>One step more.</p>{SCRIPTS}').kind is ArticleKind.CHECK
    )


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404: Not found",
        "Page not found",
        "Sorry, we can't find that page",
        "Seite nicht gefunden",
        "Diese Seite existiert nicht",
        "Page introuvable",
        "Página no encontrada",
        "Página não encontrada",
        "Pagina non trovata",
        "Pagina niet gevonden",
        "Sidan hittades inte",
        "Nie znaleziono strony",
        "Stránka nenalezena",
        "Страница не найдена",
        "Сторінку не знайдено",
        "Sayfa bulunamadı",
        "Η σελίδα δεν βρέθηκε",
        "お探しのページは見つかりません",
        "页面不存在",
        "페이지를 찾을 수 없습니다",
        "الصفحة غير موجودة",
        "הדף לא נמצא",
        "Không tìm thấy trang",
    ],
)
def test_an_address_with_nothing_behind_it(title: str) -> None:
    links = "".join(
        f'<li><a href="/{number}">Another story of the day, number {number}</a></li>' for number in range(9)
    )
    article = _read(
        f"<h1>{title}</h1><p>Perhaps one of these will do.</p><ul>{links}</ul>", title=f"{title} | The Tern"
    )
    assert article.kind is ArticleKind.ERROR


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Search results for gale", "https://tern.example/search?q=gale"),
        ("Suchergebnisse", "https://tern.example/suche/?query=sturm"),
        ("Résultats de recherche", "https://tern.example/recherche?q=vent"),
        ("Resultados de la búsqueda", "https://tern.example/buscar?q=viento"),
        ("Risultati per vento", "https://tern.example/?s=vento"),
        ("Результаты поиска", "https://tern.example/?q=veter"),
        ("検索結果", "https://tern.example/search?q=%E9%A2%A8"),
        ("نتائج البحث", "https://tern.example/search?q=x"),
    ],
    ids="en de fr es it ru ja ar".split(),
)
def test_search_results(title: str, url: str) -> None:
    hits = "".join(
        f'<div><h3><a href="/{number}">Story {number} of the gale</a></h3><p>{text[:90]} …</p></div>'
        for number, text in enumerate(PROSE)
    )
    assert _read(f"<main><h1>{title}</h1>{hits}</main>", title=title, url=url).kind is ArticleKind.SEARCH


def test_a_list_of_articles() -> None:
    teasers = "".join(
        f'<div class="card"><h3><a href="/{number}">Story {number}: what the gale did to the harbour wall</a></h3>'
        f'<a href="/{number}">{text[:70]}</a></div>'
        for number, text in enumerate(PROSE * 3)
    )
    assert (
        _read(f"<main><h1>Weather</h1>{teasers}</main>", url="https://tern.example/weather/").kind is ArticleKind.INDEX
    )


@pytest.mark.parametrize("path", ["/", "", "/en/", "/index.html"])
def test_a_front_page(path: str) -> None:
    teasers = "".join(
        f'<section><h2><a href="/{number}">Story {number}: what the gale did</a></h2><p>{text[:100]}</p></section>'
        for number, text in enumerate(PROSE * 2)
    )
    assert _read(f"<main>{teasers}</main>", url=f"https://tern.example{path}").kind is ArticleKind.INDEX


@pytest.mark.parametrize(
    "words",
    [
        "You need to enable JavaScript to run this app.",
        "Bitte aktivieren Sie JavaScript.",
        "Veuillez activer JavaScript.",
        "Loading…",
        "Загрузка",
        "読み込み中",
        "加载中",
        "جارٍ التحميل",
    ],
)
def test_a_frame_that_a_script_would_fill(words: str) -> None:
    assert _read(f"<div id=root></div><p>{words}</p>{SCRIPTS}").kind is ArticleKind.SHELL
    assert _read(f"<div id=app></div><noscript>{words}</noscript>{SCRIPTS}").kind is ArticleKind.SHELL


@pytest.mark.parametrize(
    "note",
    [
        "<h1>Note</h1><p>The office is closed on Thursday. Leave parcels with the baker, please.</p>",
        "<h1>Hinweis</h1><p>Das Amt bleibt am Donnerstag geschlossen, Pakete nimmt die Bäckerin an.</p>",
        "<h1>お知らせ</h1><p>木曜日は休業いたします。荷物はパン屋にお預けください。ご迷惑をおかけします。</p>",
    ],
)
def test_a_small_note_beside_scripts_is_an_article(note: str) -> None:
    assert _read(f"{note}{SCRIPTS}").kind is ArticleKind.ARTICLE


def test_a_page_for_a_video() -> None:
    data = json.dumps(
        {"@context": "https://schema.org", "@type": "VideoObject", "name": "The gale", "duration": "PT2M"}
    )
    article = _read(
        f'<h1>The gale from the air</h1><video src="/gale.mp4"></video><p>{PROSE[0]}</p>',
        title="The gale from the air",
        head=f'<script type="application/ld+json">{data}</script>',
    )
    assert article.kind is ArticleKind.VIDEO


def test_pictures_with_hardly_any_text_are_a_gallery() -> None:
    pictures = "".join(
        f'<figure><img src="/{number}.jpg" width=800 height=600><figcaption>{text}</figcaption></figure>'
        for number, text in enumerate(PROSE)
    )
    assert _read(f"<article><h1>The gale</h1><p>{PROSE[0]}</p>{pictures}</article>").kind is ArticleKind.GALLERY


@pytest.mark.parametrize(
    ("url", "title", "more"),
    [
        (ADDRESS, "The gale", "<div>We value your privacy <button>Accept all</button></div>"),
        (
            ADDRESS,
            "The gale",
            '<form><input type="password"><button>Log in</button></form><p>Forgot your password?</p>',
        ),
        (ADDRESS, "The gale", '<div class="g-recaptcha" data-sitekey="1"></div><p>Are you a robot?</p>'),
        (ADDRESS, "404 days at sea", ""),
        (ADDRESS, "Search for the lost boat goes on", ""),
        (ADDRESS, "Not found: the letters of a lighthouse keeper", ""),
        (ADDRESS, "Access denied to the island's only road", ""),
        (ADDRESS, "The gale", f"<noscript>Please enable JavaScript to comment.</noscript>{SCRIPTS}<div id=root></div>"),
        ("https://tern.example/search/the-gale", "Search for the lost boat", ""),
        ("https://tern.example/", "The gale", ""),
    ],
    ids="consent login challenge number search missing denied scripts path front".split(),
)
def test_an_article_stays_one_whatever_else_the_page_says(url: str, title: str, more: str) -> None:
    assert _read(_story(more, title=title), title=title, url=url).kind is ArticleKind.ARTICLE


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe to continue reading",
        "Jetzt weiterlesen mit dem Digital-Abo",
        "Il vous reste 62% de cet article à lire. La suite est réservée aux abonnés.",
        "Contenido exclusivo para suscriptores",
        "Riservato agli abbonati",
        "Conteúdo exclusivo para assinantes",
        "Alleen voor abonnees",
        "Endast för prenumeranter",
        "Kun for abonnenter",
        "Vain tilaajille",
        "Tylko dla subskrybentów",
        "Доступно только подписчикам",
        "残り1234文字",
        "订阅后继续阅读",
        "구독자 전용 기사입니다",
        "هذا المحتوى للمشتركين",
        "למנויים בלבד",
    ],
)
def test_a_text_that_is_cut_for_those_who_have_not_paid_is_partial(offer: str) -> None:
    article = _read(f"<article><h1>The gale</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p><div><p>{offer}</p></div></article>")
    assert article.is_partial


def test_an_offer_somewhere_else_makes_no_teaser() -> None:
    others = "".join(f"<li><a href=/{n}>Story {n} of the day</a> <span>Subscribers only</span></li>" for n in range(12))
    article = _read(_story(f"<section><h2>More</h2><ul>{others}</ul></section>", paragraphs=4))
    assert not article.is_partial
    assert not _read(f"<ul>{others}</ul>{_story(paragraphs=4)}").is_partial


def test_less_text_than_the_page_s_data_hold_is_partial() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "The gale", "articleBody": "\n".join(PROSE)})
    head = f'<script type="application/ld+json">{data}</script>'
    assert _read(_story(paragraphs=1, title="The gale"), head=head).is_partial
    assert not _read(_story(title="The gale"), head=head).is_partial


@pytest.mark.parametrize(
    ("body", "title", "url", "words"),
    [
        ("<h1>Page not found</h1>", "Page not found", ADDRESS, "nothing at this address"),
        ("<p>We use cookies.</p><button>Accept all cookies</button>", "The Tern", ADDRESS, "consent"),
        ("<p>Please verify you are human.</p>", "The Tern", ADDRESS, "human"),
        ("<ul><li><a href=/a>Hit one</a></ul>", "Search results", "https://tern.example/search?q=a", "search"),
        (f"<div id=root></div>{SCRIPTS}", "The Tern", ADDRESS, "script"),
    ],
)
def test_what_is_no_article_is_refused_with_one_line_that_says_what_it_is(
    body: str, title: str, url: str, words: str
) -> None:
    page = _page(body, title=title, url=url)
    with pytest.raises(ExtractError) as caught:
        extract(page)
    assert caught.value.exit_code == 5
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    assert extract(page, options=ExtractOptions(is_lenient=True)).kind is not ArticleKind.ARTICLE
