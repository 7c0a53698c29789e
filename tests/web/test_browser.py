"""Drives the real server in Debian's Chromium, as people use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

from tests.support.browser import CHROMIUM, FLAGS, Visit, free_port, serving
from tests.support.hostile import HOSTILE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium fonts-noto-cjk)"),
]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
QUESTION = "深圳重点任务第58项由哪个局牵头？"
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(built_index, tmp_path_factory.mktemp("data"), 0) as (url, _):
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(locale="zh-CN", **{"viewport": DESK, **getattr(request, "param", {})})
    tab = Visit(page=context.new_page(), address=address)
    yield tab
    tab.finish()
    context.close()


def test_a_question_is_answered_beside_its_source(visit: Visit) -> None:
    page = visit.open()
    expect(page).to_have_title("清洁生产政策问答")
    page.evaluate("""() => { window.said = []; const live = document.querySelector('#announcement');
      new MutationObserver(() => window.said.push(live.textContent.trim())).observe(live,
        { childList: true, subtree: true, characterData: true }); }""")
    turn = visit.ask(QUESTION)
    expect(turn).to_contain_text("市住房建设局")
    expect(turn).to_contain_text("按文件条目逐条核对")
    card = page.locator("#sources .source")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("深圳 · 重点任务第58项")
    expect(card.locator("mark")).to_contain_text("58 大力推进可再生能源建筑应用")
    expect(card.locator("blockquote")).to_contain_text("59 积极推行新建住宅全装修交付使用")
    said = page.evaluate("window.said")
    assert [words for words in said if "市住房建设局" in words] == [
        "已查到：深圳重点任务第58项的牵头单位是市住房建设局。"
    ]
    expect(page.locator("#question textarea")).to_have_value("")
    assert page.locator("footer").count() == 0 or not page.locator("footer").is_visible()
    with page.expect_popup() as popup:
        card.locator("a").click()
    expect(popup.value.locator("#task-58")).to_contain_text("大力推进可再生能源建筑应用")


def test_a_conversation_with_follow_up_marks_examples_and_a_new_start(visit: Visit) -> None:
    page = visit.open()
    page.click("#examples .example >> nth=4")
    first = page.locator("#conversation .turn").first
    expect(first).to_contain_text("共扫描165项，命中4项，列出4项", timeout=30_000)
    first.locator(".cite").nth(2).click()
    expect(page.locator("#sources .is-active")).to_contain_text("重点任务第66项")
    visit.ask(QUESTION)
    expect(visit.ask("那59项呢？")).to_contain_text("沿用上文")
    expect(page.locator("#sources")).to_contain_text("重点任务第59项")
    first.locator(".cite").first.click()
    expect(page.locator("#sources .is-active")).to_contain_text("重点任务第43项")
    expect(page.locator("#sources .panel-turn")).to_have_text("第1问的出处")
    page.click("#restart")
    expect(page.locator("#conversation .turn")).to_have_count(0)
    expect(page.locator("#conversation")).to_contain_text("想查哪一条")
    expect(page.locator("#question textarea")).to_be_focused()


def test_a_question_with_many_readings_is_settled_by_a_click(visit: Visit) -> None:
    page = visit.open()
    asked_back = visit.ask("第1项是什么？")
    expect(asked_back).to_contain_text("请再选一下")
    asked_back.locator(".choice").filter(has_text="深圳重点任务第1项").click()
    settled = page.locator("#conversation .turn").nth(1)
    expect(settled).to_contain_text("在支持高质量建设制造强省", timeout=30_000)
    expect(page.locator("#sources .source")).to_contain_text("深圳 · 重点任务第1项")


def test_the_language_switch_changes_the_interface_and_is_remembered(visit: Visit) -> None:
    page = visit.open()
    visit.ask(QUESTION)
    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Cleaner Production Policy Q&A")
    expect(page).to_have_title("Cleaner Production Policy Q&A")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#conversation .turn")).to_contain_text("Looked up entry by entry")
    visit.reload()
    expect(page.locator("h1")).to_have_text("Cleaner Production Policy Q&A")
    expect(page.locator("#conversation .turn")).to_contain_text(QUESTION)
    expect(visit.ask("Which bureau leads key task 59 in Shenzhen?")).to_contain_text("Shenzhen key task 59")


def test_what_is_typed_is_never_lost(visit: Visit) -> None:
    page = visit.open()
    box = page.locator("#question textarea")
    page.click("#send")
    expect(page.locator("#hint")).to_contain_text("请先输入问题")
    box.fill("长" * 2345)
    expect(page.locator("#ask-count")).to_have_text("2345 / 2000")
    page.click("#send")
    expect(page.locator("#hint")).to_contain_text("共2345字，最多2000字")
    assert len(box.input_value()) == 2345
    box.fill("写到一半")
    visit.reload()
    expect(box).to_have_value("写到一半")


@pytest.mark.parametrize("visit", [{"viewport": DESK}], indirect=True)
def test_hostile_words_never_run(visit: Visit) -> None:
    page = visit.open()
    turn = visit.ask(" ".join(HOSTILE)[:1900])
    expect(turn.locator(".question")).to_contain_text("<script>window.ran = 1</script>")
    visit.ask("深圳重点任务第58项 " + HOSTILE[1] + HOSTILE[15])
    page.get_by_text("English", exact=True).click()
    expect(page.locator("#conversation .turn").first).to_contain_text("Question")
    assert page.evaluate("window.ran") is None
    assert (
        page.locator(
            ":is(#conversation, #live, #sources, #announcement) :is(script, img, iframe, svg, style, form)"
        ).count()
        == 0
    )


@pytest.mark.parametrize("visit", [{"viewport": PHONE, "has_touch": True}], indirect=True)
def test_on_a_phone_the_sources_slide_over_the_conversation(visit: Visit) -> None:
    page = visit.open()
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA", "no keyboard springs up by itself"
    turn = visit.ask(QUESTION)
    panel = page.locator("#sources-column")
    expect(panel).to_be_hidden()
    turn.locator(".cite").first.click()
    expect(panel).to_be_visible()
    expect(page.locator("#sources-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(turn.locator(".cite").first).to_be_focused()
    turn.locator(".open-sources").click()
    page.click('#sources [data-panel="close"]')
    expect(panel).to_be_hidden()


def test_the_keyboard_alone_suffices(visit: Visit) -> None:
    page = visit.open()
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .turn")).to_have_count(1, timeout=30_000)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.className + ' ' + document.activeElement.id"))
        outlined = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); const near = document.activeElement.closest("
            "'label'); return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || !!near && "
            "getComputedStyle(near).outlineStyle !== 'none' || document.activeElement === document.body; })()"
        )
        assert outlined, page.evaluate("document.activeElement.outerHTML")
    for name in ("cite", "open-sources", "send", "restart"):
        assert any(name in one for one in reached), name
    page.locator("#conversation .cite").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sources .is-active")).to_have_count(1)


def test_an_answer_can_be_copied(visit: Visit) -> None:
    page = visit.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(QUESTION).get_by_text("复制回答").click()
    expect(page.locator("#conversation .turn").get_by_text("已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"问：{QUESTION}") and "[1] “58 大力推进" in copied


@pytest.mark.parametrize(
    "visit",
    [
        {"viewport": DESK, "color_scheme": "light"},
        {"viewport": DESK, "color_scheme": "dark"},
        {"viewport": {"width": 1024, "height": 768}, "color_scheme": "light"},
        {"viewport": PHONE, "color_scheme": "light"},
        {"viewport": PHONE, "color_scheme": "dark"},
        {"viewport": {"width": 720, "height": 450}, "color_scheme": "light"},
    ],
    indirect=True,
)
def test_every_size_and_mode_is_readable_and_nothing_sticks_out(visit: Visit, tmp_path: Path) -> None:
    page = visit.open()

    def look() -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"
                             ".filter((id, i, all) => all.indexOf(id) !== i)") == []  # fmt: skip

    look()
    visit.ask("第12项由谁负责？")
    visit.ask("市水务局牵头哪些任务？")
    visit.ask("广东实施方案第12项由哪个部门牵头？")
    look()


def test_a_lost_server_is_told_and_nothing_is_lost(browser: Browser, built_index: Path, tmp_path: Path) -> None:
    port = free_port()
    context = browser.new_context(locale="zh-CN", viewport=DESK)
    box = context.new_page().locator("#question textarea")
    with serving(built_index, tmp_path, port) as (url, kill):
        tab = Visit(page=box.page, address=url)
        page = tab.open()
        tab.ask(QUESTION)
        kill()
        box.fill("那59项呢？")
        box.press("Enter")
        expect(page.locator("#trouble")).to_have_text(
            "与服务器的连接断了，正在重新连接；您输入的内容会保留。", timeout=20_000
        )
        expect(box).to_have_value("那59项呢？")
    with serving(built_index, tmp_path, port):
        expect(page.locator("#conversation .turn")).to_have_count(1, timeout=60_000)
        expect(page.locator("#trouble")).to_have_text("", timeout=60_000)
        expect(box).to_have_value("那59项呢？", timeout=60_000)
        box.press("Enter")
        expect(page.locator("#conversation .turn")).to_have_count(2, timeout=30_000)
        expect(page.locator("#conversation .turn").last).to_contain_text("第59项")
    assert tab.outside == []
    context.close()
