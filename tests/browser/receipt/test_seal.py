"""The code beside the seal: what the page's own encoder makes is what a decoder reads, on screen and on paper."""

import io
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
import segno
import zxingcpp
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from segno.encoder import evaluate_mask

from tests.support.browser.showing import Drawn
from tests.support.browser.typing import put_table, ready
from tests.support.builders import the_2021, valid_answers
from tests.support.http.origin import Origin

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VERSION_3_M = {
    "version": 3,
    "error": "m",
    "mode": "alphanumeric",
    "boost_error": False,
    "micro": False,
}
MAKE = """async ([script, text, mask]) => (await import(script)).makeCode(text, mask === null ? undefined : mask)"""


@pytest.fixture(scope="module")
def encoder(
    browser: Browser, served: Origin, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., object]]:
    """The page's own encoder: text and mask in, modules out."""
    served.open_on(tmp_path_factory.mktemp("store"))
    page = browser.new_page()
    page.goto(f"{served.address}/2021/received/")
    script = str(page.locator("script[type=module]").get_attribute("src")).replace(
        "received.js", "lib/qr/draw.js"
    )
    yield lambda text, mask=None: page.evaluate(MAKE, [script, text, mask])
    page.close()


def modules_of(text: str, mask: int) -> list[list[int]]:
    return [list(row) for row in segno.make(text, mask=mask, **VERSION_3_M).matrix]  # type: ignore[arg-type]


def ends_on_a_byte(text: str) -> bool:
    """Where the bits end on a byte, segno adds a byte of zeros that the standard does not have."""
    bits = 4 + 9 + 11 * (len(text) // 2) + 6 * (len(text) % 2)
    return min(bits + 4, 44 * 8) % 8 == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(ALPHABET, min_size=1, max_size=61), mask=st.integers(0, 7))
def test_every_module_is_as_another_encoder_has_it(
    encoder: Callable[..., object], text: str, mask: int
) -> None:
    assume(not ends_on_a_byte(text))

    assert encoder(text, mask) == modules_of(text, mask)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(ALPHABET, min_size=1, max_size=61))
def test_the_mask_is_the_one_the_standard_chooses(encoder: Callable[..., object], text: str) -> None:
    assume(not ends_on_a_byte(text))

    masked = [modules_of(text, mask) for mask in range(8)]
    penalties = [evaluate_mask([bytearray(row) for row in modules], 29, 29) for modules in masked]  # type: ignore[no-untyped-call]  # it has no types
    assert encoder(text) == masked[penalties.index(min(penalties))]


def test_a_decoder_reads_a_text_of_any_length(encoder: Callable[..., object]) -> None:
    texts = [(ALPHABET * 3)[length : 2 * length] for length in range(1, 62)]
    addresses = ["a" * length for length in range(1, 43)] + ["https://tj.nbscjg.gov.cn/forms/2022-q3/"]

    for text in (*texts, *addresses):
        assert read_codes(picture_of(encoder(text))) == [text]


def test_what_does_not_fit_has_no_code(encoder: Callable[..., object]) -> None:
    texts = ["A" * 62, "a" * 43, "ä"]

    assert [encoder(text) for text in texts] == [None] * 3


def written(page: Page) -> str:
    """What the code of a receipt should say."""
    expect(page.locator("#qr svg")).to_be_visible()
    reference, checksum, digest = (
        str(page.locator(id_).text_content()) for id_ in ("#reference", "#checksum", "#digest")
    )
    assert digest == page.locator("#paper-digest").text_content()
    return f"{reference} {checksum} {digest.replace('-', '')}".upper()


def picture_of(modules: object) -> Image.Image:
    """Eight pixels a module, with the quiet zone."""
    assert isinstance(modules, list)
    light = [255] * 4
    rows = [[*light, *(0 if dark else 255 for dark in row), *light] for row in modules]
    wide = [[255] * len(rows[0])] * 4
    picture = Image.new("L", (len(rows[0]), len(rows) + 8))
    picture.putdata([pixel for row in [*wide, *rows, *wide] for pixel in row])
    return picture.resize((picture.width * 8, picture.height * 8), Image.Resampling.NEAREST)


def read_codes(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


def assert_read(page: Page, expected: str) -> None:
    assert read_codes(Image.open(io.BytesIO(page.screenshot(full_page=True)))) == [expected]
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = [sheet.render(scale=200 / 72).to_pil() for sheet in printed]
    assert [read_codes(sheet) for sheet in sheets] == [[expected], []]


def test_a_decoder_reads_reference_and_checksum_from_the_screen_and_from_the_paper(
    drawn: Drawn, page: Page, origin: Origin
) -> None:
    """Of a unit of the roster, and of one that is not."""
    assert_read(drawn.page, written(drawn.page))

    ready(page, origin.form)
    put_table(page, valid_answers(the_2021(), unit="某某区没有登记的单位"))
    page.click("button[type=submit]")
    assert_read(page, written(page))


@pytest.fixture
def paper(drawn: Drawn) -> Iterator[Page]:
    """A receipt as it is printed, as wide as A4 between its margins."""
    page = drawn.page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 1000})
    yield page
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_code_is_18_mm_across_and_keeps_its_quiet_zone(paper: Page) -> None:
    expect(paper.locator("#qr svg")).to_be_visible()  # it is drawn again once the receipt is whole
    width = paper.evaluate("document.querySelector('#qr svg').getBoundingClientRect().width")
    millimetres = width / 96 * 25.4
    assert millimetres * 29 / 37 == pytest.approx(18, abs=0.3)
    assert paper.locator("#qr svg").get_attribute("viewBox") == "0 0 37 37"
    assert str(paper.locator("#qr path").get_attribute("d")).startswith("M4 4h7v1h-7z")


def test_there_is_room_for_a_round_seal_beside_the_unit(paper: Page) -> None:
    room = paper.locator(".seal-room").bounding_box()

    assert room is not None
    assert min(room["width"], room["height"]) / 96 * 25.4 >= 42
