"""The desk in a browser: the ways that people go, at the width of a phone and of a desk, and what does no harm."""

import re
import shutil

import pytest

from tests.serve.desk.browser import OVERRIDE, Served, chromium, hostile_story

SIZES = {"phone": (390, 844), "desk": (1440, 1000)}
PAGES = (
    "", "/updates", "/timeline", "/figure/killed", "/figure/held", "/documents", "/sources", "/entities", "/map",
    "/review", "/review?of=names", "/history", "/events", "/disputes", "/add", "/search?q=hostages", "/export",
    "/graph",
)  # fmt: skip
OPENED = {"": ".latest a.f", "/documents": ".list a", "/entities": ".names a"}
"""Pages that are reached from others: a claim, a report, a name; by the page on which they are found, and where."""
BOTH = pytest.mark.parametrize("page", SIZES, indirect=True)
"""Of what is done on a phone as well as at a desk."""
HOSTILE_PAGES = (
    "",
    "/updates?since=2031-03-01",
    "/timeline",
    "/map",
    "/documents",
    "/sources",
    "/disputes",
    "/review",
    "/figure/killed",
    "/search?q=miners",
)

pytestmark = pytest.mark.timeout(600)  # a browser on a machine that is busy with other things


@pytest.fixture(scope="module")
def served(read_demo, tmp_path_factory):
    """The address of a desk with the demonstration and the hostile reports on it."""
    chromium()
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(read_demo, folder / "demo")
    with Served(folder / "demo", hostile_story(folder)) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window."""
    path = chromium()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where there is none, tests are skipped

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture
def page(browser, request):
    """A page that fails its test when a script fails, when the policy stops something, or when a dialog opens."""
    width, height = SIZES[getattr(request, "param", "desk")]
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    trouble: list[str] = []
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on(
        "console", lambda m: trouble.append(m.text) if m.type == "error" and "status of 4" not in m.text else None
    )
    opened.on("dialog", lambda d: (trouble.append(f"dialog: {d.message}"), d.dismiss()))
    yield opened
    context.close()
    assert trouble == []


def _best(page, outcome="Killed"):
    return page.locator(".card", has=page.get_by_role("heading", name=outcome)).locator(".best").inner_text()


@BOTH
def test_time_is_scrubbed_and_a_figure_opens_its_words(page, served):
    """The slider moves the figures without a new page; a figure leads to its claim, that to the words in the report."""
    page.goto(f"{served}/s/demo")
    last = _best(page)
    with page.expect_response(re.compile(r"step=1\b")):
        page.locator("#step").evaluate("e => { e.value = 1; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    page.wait_for_url(re.compile(r"at=2013"))
    assert _best(page) != last
    page.reload()
    assert "latest" not in page.locator("#when").inner_text()
    page.get_by_role("link", name="Latest").click()
    page.wait_for_url(re.compile(r"/s/demo$"))
    assert _best(page) == last
    page.locator(".card").first.locator("h2 a").click()
    page.locator("table.rows a.f").first.click()
    marked = page.locator("blockquote mark.on").first.inner_text()
    page.locator(".words a[href*='document']").click()
    assert page.locator("mark.on").first.inner_text().startswith(marked[:1])
    assert page.locator("mark.on").first.is_visible()


@BOTH
def test_the_denial_is_found(page, served):
    """The page of what is in dispute says who denied what; it opens to its words."""
    page.goto(f"{served}/s/demo/disputes")
    page.locator(".dispute", has_text="denied").locator(".sides a.f").first.click()
    assert page.locator("blockquote mark.on").count() >= 1


def test_a_number_is_mended_by_keyboard_and_that_is_undone(page, served):
    """c, the digits, Enter: two keys beside the number. u takes it back."""
    page.goto(f"{served}/s/demo/review")
    words = page.locator("#item-h").inner_text()
    page.keyboard.press("c")
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    page.wait_for_function("w => document.querySelector('#item-h')?.innerText !== w", arg=words)
    page.goto(f"{served}/s/demo/history")
    assert "77" in page.locator(".decided li").first.inner_text()
    page.goto(f"{served}/s/demo/review")
    with page.expect_navigation():
        page.keyboard.press("u")
    page.goto(f"{served}/s/demo/history")
    assert "undo" in page.locator(".decided li").first.inner_text()
    assert page.locator(".decided li.undone").count() == 1


def test_two_spellings_are_merged_and_split_again(page, served):
    """On a name's page another is chosen: the list has one name less; a spelling is split off: it has one more."""

    def names():
        page.goto(f"{served}/s/demo/entities")
        return page.locator(".names li").count()

    before = names()
    page.locator(".names a").first.click()
    page.locator("#merge select").select_option(index=1)
    with page.expect_navigation():
        page.locator("#merge").get_by_role("button", name="Merge").click()
    merged = page.url
    assert names() == before - 1
    page.goto(merged)
    spelling = page.locator("#split input[type=checkbox]").last
    words = spelling.get_attribute("value")
    spelling.check()
    with page.expect_navigation():
        page.locator("#split").get_by_role("button", name="Split").click()
    assert words not in page.locator("table.rows").first.inner_text()
    assert names() == before


def test_a_figure_is_copied_as_a_sentence(page, served):
    """The button puts the sentence with figure, source and time on the clipboard, and says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    page.goto(f"{served}/s/demo/figure/killed")
    page.locator("[data-copy=sentence]").click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#sentence").inner_text()
    assert page.locator(".card .best").inner_text() in copied
    assert re.search(r"2013", copied)


def test_what_others_write_is_shown_at_once(page, served):
    """A page of the latest moment shows a figure that someone else pins; one of an earlier moment says so and stays."""
    page.goto(f"{served}/s/demo")
    last = int(_best(page))
    earlier, other = page.context.new_page(), page.context.new_page()
    earlier.goto(f"{served}/s/demo?step=1")
    then = _best(earlier)
    other.goto(f"{served}/s/demo/figure/killed")
    other.locator(".pin summary").click()
    for end in ("low", "best", "high"):
        other.locator(f".pin input[name={end}]").fill(str(last + 300))
    other.locator(".pin input[name=reason]").fill("a test of the desk")
    other.get_by_role("button", name="Pin it").click()
    page.wait_for_function("n => document.querySelector('.card .best').innerText === n", arg=str(last + 300))
    page.get_by_text("Brought up to date").wait_for(state="attached")  # it goes after some seconds
    earlier.get_by_text("Something new was written").wait_for()
    assert _best(earlier) == then
    other.goto(f"{served}/s/demo/history")
    other.get_by_role("button", name="Undo").first.click()
    page.wait_for_function("n => document.querySelector('.card .best').innerText === n", arg=str(last))


def test_an_upload_moves_the_figure(page, served, tmp_path):
    """A file is sent with its time, zone and outlet; its reading is shown; the story's figure is another."""
    page.goto(f"{served}/s/demo")
    before = int(_best(page))
    report = tmp_path / "toll.txt"
    report.write_text(
        f"The Algerian prime minister said on Wednesday that {before + 4} people were killed at the gas plant in "
        "In Amenas, Algeria.\n", "utf-8",
    )  # fmt: skip
    page.goto(f"{served}/s/demo/add")
    page.set_input_files("input[type=file]", str(report))
    page.get_by_label("Outlet").fill("Norvik Courier")
    page.get_by_label("Published").fill("2013-01-23T09:00")
    page.get_by_role("button", name="Read them").click()
    page.get_by_text(re.compile(r"1 new report")).wait_for(timeout=110_000)
    page.get_by_role("link", name="Show the story").click()
    assert "23 Jan 2013" in page.locator("#when").inner_text()
    assert _best(page) != str(before)


@BOTH
def test_search_and_export(page, served):
    """Words are found in claims and reports; a table is taken away."""
    page.goto(f"{served}/s/demo")
    page.get_by_role("searchbox").fill("hostages")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("search"))
    assert page.locator(".list a.f").count() > 3
    page.goto(f"{served}/s/demo/export")
    with page.expect_download() as taken:
        page.get_by_role("link", name="UCDP GED").click()
    assert taken.value.suggested_filename == "demo-ged.csv"


WIDER = """[...document.querySelectorAll("body *")].map(e => [e, Math.round(e.getBoundingClientRect().right)])
    .filter(([e, right]) => right > innerWidth && !e.closest(".tabs")).slice(0, 12)
    .map(([e, right]) => `${e.tagName}.${e.className} ${right}`).join("; ")"""


@pytest.mark.parametrize("size", SIZES)
def test_pages_fit_and_are_accessible(browser, served, size):
    """No page is wider than its screen; axe-core finds nothing serious (WCAG 2.2 A and AA), light and dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    width, height = SIZES[size]
    scheme = "dark" if size == "phone" else "light"
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    found = []
    beyond = []
    for path, where in OPENED.items():
        page.goto(f"{served}/s/demo{path}")
        beyond.append(page.locator(where).first.get_attribute("href").removeprefix("/s/demo"))
    for path in (*PAGES, *beyond):
        page.goto(f"{served}/s/demo{path}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{path} is wider than {width}: {page.evaluate(WIDER)}")
        tags = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
        for violation in axe.run(page, options=tags).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                where = [n["html"][:120] for n in violation["nodes"][:3]]
                found.append(f"{path}: {violation['id']}: {violation['help']}: {where}")
    context.close()
    assert found == []


OVER = """() => {
    const cols = [...document.querySelectorAll(".board > section")].map(e => [e.id, e.getBoundingClientRect()]);
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return cols.flatMap(([a, x], n) => cols.slice(n + 1).filter(([, y]) => over(x, y)).map(([b]) => `${a} ${b}`));
}"""


@pytest.mark.parametrize("width", [390, 700, 1000, 1440])
def test_what_is_known_lies_beside_what_is_claimed(page, served, width):
    """At no width do the parts of a story's page lie on top of each other."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{served}/s/demo")
    assert page.locator(".board > section").count() == 5
    assert page.evaluate(OVER) == []


def test_pages_work_without_javascript(browser, served):
    """The slider is a form, the figure a link."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/s/demo")
    last = _best(page)
    page.locator("#step").fill("1")
    page.get_by_role("button", name="Show").first.click()
    assert "step=1" in page.url
    assert _best(page) != last
    context.close()


def test_hostile_reports_do_no_harm(page, served):
    """Scripts in names stay words, text cannot turn a page round, no link runs a script, no title fills the page."""
    for path in HOSTILE_PAGES:
        page.goto(f"{served}/s/hostile{path}")
        assert page.title() != "taken"
        content = page.content()
        assert OVERRIDE not in content
        assert len(content) < 400_000
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator("img, [onerror], [onload]").count() == 0
    page.goto(f"{served}/s/hostile/documents")
    for n in range(page.locator(".list a").count()):
        page.goto(f"{served}/s/hostile/documents")
        page.locator(".list a").nth(n).click()
        assert page.title() != "taken"
        assert page.locator("a[href^='javascript']").count() == 0
