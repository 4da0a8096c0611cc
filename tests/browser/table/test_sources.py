"""Last year's way of working: the filled official table, pasted or dropped, fills every blank by its own sentence."""

import base64
import csv
import io
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from playwright.sync_api import Page, expect

from schema.edition.kinds import Count, Date, Phone, Text, UnitName, YesNo
from schema.edition.model import Edition
from tests.support.browser.reading import axe_finds
from tests.support.browser.typing import as_typed, put_table, typed_table
from tests.support.builders import the_2021, valid_answers
from tests.support.documents.filled import Hand, fill_docx, in_html, in_plain_text, lines_of
from webform.pages.template_book import HEAD, template_book

EDITION = the_2021()
EXAMPLE = Path(__file__).parents[2] / "examples/form-2021.docx"
HANDS = 8
PASTES = 48


def some_answers(seed: int, edition: Edition = EDITION) -> dict[str, object]:
    """Each count another figure, so that none can pass for another's; some blanks left empty."""
    chance = random.Random(seed)  # noqa: S311  # the same answers on every run
    figures = iter(chance.sample(range(1_000_000), len(edition.blanks)))
    answers: dict[str, object] = {}
    for blank in edition.blanks:
        match blank.kind:
            case Count():
                answers[blank.id] = next(figures) if chance.random() < 0.9 else 0
            case YesNo():
                answers[blank.id] = chance.random() < 0.5
            case UnitName():
                answers[blank.id] = "宁波市鄞州区市场监督管理局"
            case Text():
                answers[blank.id] = chance.choice(("张三", "欧阳小明、王小红", "O'Neill"))
            case Phone():
                answers[blank.id] = "0574-87654321"
            case Date():
                answers[blank.id] = "2021-06-30"
    for id_ in chance.sample(sorted(answers), chance.choice((0, 0, 7))):
        del answers[id_]
    return answers


def typed(answers: Mapping[str, object]) -> dict[str, str]:
    return {id_: as_typed(answer) for id_, answer in answers.items()}


def filled(page: Page) -> dict[str, str]:
    """What stands in the table, a count without its separators."""
    table = typed_table(page, EDITION)
    return {id_: plain(text) for id_, text in table.items() if text}


def plain(text: str) -> str:
    """A figure as it is judged."""
    narrow = text.translate({0xFEE0 + code: code for code in range(0x21, 0x7F)})
    return narrow.replace(",", "") if narrow.replace(",", "").isdigit() else text


def drop(page: Page, file: Path) -> None:
    """On the middle of the page, from the desktop."""
    data = base64.b64encode(file.read_bytes()).decode()
    page.evaluate(
        """([name, data]) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name));
      const init = {dataTransfer, bubbles: true, cancelable: true};
      const over = new DragEvent("dragover", init);
      document.querySelector(".official").dispatchEvent(over);
      if (over.defaultPrevented) document.querySelector(".official").dispatchEvent(new DragEvent("drop", init));
    }""",
        [file.name, data],
    )


def accept(page: Page) -> list[str]:
    """What was asked, and 填入."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    lines = dialog.locator("li, p").all_text_contents()
    dialog.get_by_role("button", name="填入").click()
    expect(dialog).to_have_count(0)
    return lines


def empty(page: Page) -> None:
    """For the next source."""
    page.evaluate("document.getElementById('form').reset()")


def test_a_filled_official_document_fills_every_blank(page: Page, tmp_path: Path) -> None:
    """As python-docx writes it, and with runs cut anywhere and ticks as symbols, as WPS does."""
    for seed in range(HANDS):
        answers, hand = some_answers(seed), Hand(seed)
        file = fill_docx(EXAMPLE, tmp_path / "去年的表.docx", EDITION, answers, hand)

        page.set_input_files("#open-file", file)

        asked = accept(page)
        assert filled(page) == typed(answers), (seed, hand.ticks, asked)
        assert [line for line in asked if "没有" in line] == [], seed
        empty(page)


def test_what_comes_back_from_an_old_word_document_fills_every_blank(page: Page) -> None:
    """Written as .docx, saved as .doc and as .docx again by LibreOffice, which has runs and fonts of its own."""
    drop(page, EXAMPLE.with_name("form-2021-filled.docx"))

    assert [line for line in accept(page) if "没有" in line] == []
    assert filled(page) == typed(some_answers(3))


PASTE = """async (pastes) => {
  const form = document.getElementById("form"), notice = document.getElementById("notice");
  const tick = () => new Promise((resolve) => setTimeout(resolve, 0));
  const outcomes = [];
  document.documentElement.style.display = "none"; // to draw it takes four times as long as to ask and to fill
  for (const { text, html, into } of pastes) {
    form.reset();
    notice.hidden = true;
    const data = new DataTransfer();
    data.setData("text", text);
    if (html) data.setData("text/html", html);
    const target = into ? document.getElementById(into) : document.body;
    target.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    while (notice.hidden && !document.getElementById("paste")) await tick();
    const dialog = document.getElementById("paste");
    const asked = dialog ? Array.from(dialog.querySelectorAll("li, p"), (line) => line.textContent) : [notice.textContent];
    if (dialog) dialog.querySelectorAll("button")[0].click();
    const table = Object.fromEntries(new FormData(form));
    delete table._website;
    outcomes.push({ asked, table });
  }
  document.documentElement.style.display = "";
  return outcomes;
}"""


def paste_all(page: Page, pastes: list[dict[str, str]]) -> list[tuple[list[str], dict[str, str]]]:
    """What was asked and what stands in the table after each, agreed to, into an empty table."""
    outcomes = page.evaluate(PASTE, pastes)
    return [
        (each["asked"], {id_: plain(text) for id_, text in each["table"].items() if text})
        for each in outcomes
    ]


def test_pasted_sentences_give_the_answers_they_were_made_of(page: Page) -> None:
    """Generated answers, in every hand → Word's HTML and plain text → the same answers."""
    tables = [some_answers(seed) for seed in range(PASTES)]
    pastes = []
    for seed, answers in enumerate(tables):
        hand = Hand(seed)
        lines = lines_of(EDITION, answers, hand)
        html = in_html(lines, hand) if seed % 2 else ""
        pastes.append(
            {"text": in_plain_text(lines), "html": html, "into": ["", "study_sessions", "unit"][seed % 3]}
        )

    outcomes = paste_all(page, pastes)

    for seed, (answers, (asked, table)) in enumerate(zip(tables, outcomes, strict=True)):
        assert table == typed(answers), (seed, asked)
        assert [line for line in asked if line.startswith("没有")] == []


def spoiled(chance: random.Random, lines: list[str]) -> list[str]:
    """The filled table with something wrong in it: words changed, lines lost, doubled, run together, torn, moved."""
    for _ in range(chance.choice((1, 2, 6))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randrange(len(line) + 1)
        instead = chance.choice(
            (
                [line[:cut]],
                [line[cut:]],
                [],
                [line, line],
                [line[:cut], line[cut:]],
                [line + lines[other]],
                [line.replace("人次", chance.choice(("人", "场", "次"))).replace("次", "场", 1)],
                [line.replace("参与", "参加", 1)],
                [line.replace("）", "", 1).replace("（", "", 1)],
                [line.replace("；", "，").replace("（", "").replace("）", "")],
            )
        )
        lines[at : at + 1] = instead or ["空"]
        if chance.random() < 0.1:
            chance.shuffle(lines)
    return lines


def test_no_odd_paste_puts_a_figure_into_a_blank_it_was_not_shown_for(page: Page) -> None:
    """Each figure stands once in the source: a blank holds its own, or nothing."""
    chance = random.Random(11)  # noqa: S311  # the same pastes on every run
    tables, pastes = [], []
    for seed in range(PASTES * 2):
        figures = iter(chance.sample(range(10_000, 1_000_000), len(EDITION.blanks)))
        answers = {blank.id: next(figures) for blank in EDITION.blanks if isinstance(blank.kind, Count)}
        hand = Hand(seed)
        hand.wide = False
        lines = [in_plain_text([line]) for line in lines_of(EDITION, answers, hand)]
        end = chance.choice(("\n", "\r\n", "\n", ""))
        text = end.join(spoiled(chance, lines)) + "\n\n"
        tables.append(answers)
        pastes.append({"text": text, "html": "", "into": ""})

    outcomes = paste_all(page, pastes)

    read = 0
    for answers, paste, (asked, table) in zip(tables, pastes, outcomes, strict=True):
        for id_, figure in table.items():
            own = str(answers.get(id_, "nothing"))
            assert figure == own, (EDITION.labels[id_], figure, own, asked, paste["text"])
        read += len(table)
    assert read > PASTES * 2 * 20


def test_every_blank_is_filled_or_named(page: Page) -> None:
    """A sentence that is not there, a figure that is none, one that is there twice, and one of another table."""
    answers = valid_answers(EDITION)
    hand = Hand(0)
    hand.ticks, hand.wide, hand.air = "before", False, ""
    lines = [
        in_plain_text([line]).replace("(", "（").replace(")", "）")
        for line in lines_of(EDITION, answers, hand)
    ]
    first = next(n for n, line in enumerate(lines) if line.startswith("理论学习"))
    posters = next(n for n, line in enumerate(lines) if line.startswith("在公共场所"))
    lines[first] = lines[first].replace("（50）次", "（约五十多次）次")
    lines[posters] = lines[posters].replace("挂图等", "挂图共计")
    twice = next(line for line in lines if line.startswith("征集隐患"))
    lines += [twice.replace("个", "个").replace("（", "（9"), "开展网络直播（77）场。"]

    [(asked, table)] = paste_all(page, [{"text": "\n".join(lines), "html": "", "into": ""}])

    said = "\n".join(asked)
    missing = {blank.id for blank in EDITION.blanks} - set(table)
    assert missing == {"study_sessions", "study_attendance", "posters", "public_videos", "hazard_snapshots"}
    assert "理论学习中心组学习（次）：不填" in said
    for id_ in missing:
        assert EDITION.labels[id_] in said
    assert "没有对上本表的句子" in said
    assert "“开展网络直播（77）场。”" in said


def test_what_is_shown_is_old_and_new_and_one_press_takes_it_back(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    put_table(page, {"study_sessions": 7, "film_studied": False})
    text = "理论学习中心组学习（12）次，参与（300）人次；\n专题学习《生命重于泰山——学习习近平总书记关于安全生产重要论述》电视专题片 ☑是 □否；\n组织集中学习观看（约3）场，参与（9）人次；"
    page.evaluate("text => navigator.clipboard.writeText(text)", text)

    page.focus("#study_sessions")
    page.keyboard.press("Control+v")

    dialog = page.get_by_role("dialog")
    expect(dialog.locator("h2")).to_have_text(
        "把读到的 4 项填入下面各处？其中 2 处原来填的会被改掉。另有 1 项不填。"
    )
    expect(dialog.locator("li").first).to_have_text("理论学习中心组学习（次）：7 → 12")
    assert axe_finds(page) == []
    page.keyboard.press("Enter")
    assert filled(page)["film_studied"] == "是"
    expect(page.locator("#notice")).to_contain_text("已填入 4 处，读到的另有 1 项未填入，请核对。")
    expect(page.locator("#study_sessions")).to_be_focused()  # to be looked over from its beginning
    page.get_by_role("button", name="撤销", exact=True).first.click()
    assert filled(page) == {"study_sessions": "7", "film_studied": "否"}


LINE = "理论学习中心组学习（{}）次，参与（300）人次；"
HTML = (
    ("27<sup>2</sup>", "27^2"),
    ("27<span style='vertical-align:super'>注2</span>", "27^注2"),
    ("27<span style='display:none;mso-hide:all'>9</span>", "27"),
    ("5<s>0</s>", "5"),
)


def test_a_digit_that_is_raised_or_not_seen_is_none_of_the_figure(page: Page) -> None:
    """The mark of a footnote behind 27 does not make it 272."""
    outcomes = paste_all(
        page,
        [{"text": LINE + "\n", "html": f"<p>{LINE.format(figure)}</p>", "into": ""} for figure, _ in HTML],
    )

    for (figure, read), (asked, table) in zip(HTML, outcomes, strict=True):
        if "^" in read:
            assert f"理论学习中心组学习（次）：不填，读到的是“{read}”" in asked, figure
        sessions = {} if "^" in read else {"study_sessions": read}
        assert table == sessions | {"study_attendance": "300"}, figure


def test_cells_are_taken_as_the_table_that_came_with_them_marks_them(page: Page) -> None:
    """In plain text what is struck out or raised is a digit as any other."""
    cells = ("<s>5</s>12", "30<sup>2</sup>", "<span style='display:none'>1,200</span>", "", "7 ")
    html = f"<table>{''.join(f'<tr><td>{cell}</td></tr>' for cell in cells)}</table>"

    [(asked, table)] = paste_all(
        page, [{"text": "512\r\n302\r\n1,200\r\n\r\n7\r\n", "html": html, "into": "study_sessions"}]
    )

    assert "理论学习中心组学习：参与（人次）：不填，粘贴的是“30^2”" in asked
    assert table == {"study_sessions": "12", "screenings": "1200", "lectures": "7"}


def test_one_raised_digit_alone_is_none_of_the_figure_either(page: Page) -> None:
    single = [
        ("272\r\n", "<table><tr><td>27<sup>2</sup></td></tr></table>"),
        ("272", "27<span style='vertical-align:super'>2</span>"),
        ("30²", ""),
        ("3₀", "<p>3₀</p>"),
    ]

    outcomes = paste_all(
        page, [{"text": text, "html": html, "into": "study_sessions"} for text, html in single]
    )

    said = ["粘贴的数带有上标或下标，看不出是多少，因此未填入。请直接输入这个数。"]
    assert outcomes == [(said, {})] * len(single)


def test_an_empty_table_that_came_with_nothing_is_no_fault(page: Page) -> None:
    [date] = [blank.id for blank in EDITION.blanks if isinstance(blank.kind, Date)][:1]

    [(asked, _)] = paste_all(page, [{"text": "", "html": "<table></table>", "into": date}])

    assert "看不出年、月、日" in asked[0]


def test_what_merged_cells_cover_is_no_cell_and_shifts_nothing(page: Page) -> None:
    """A column of figures, each merged over three columns, the second over two rows as well; below it an empty one."""
    cells = ("<td colspan=3>12", "<td colspan=3 rowspan=2>30", "", "<td colspan=3>", "<td colspan=3>7")
    html = f"<table>{''.join(f'<tr>{cell}</tr>' for cell in cells)}</table>"
    text = "12\t\t\r\n30\t\t\r\n\t\t\r\n\t\t\r\n7\t\t\r\n"

    [(_, table)] = paste_all(page, [{"text": text, "html": html, "into": "study_sessions"}])

    assert table == {"study_sessions": "12", "study_attendance": "30", "screenings_attendance": "7"}


def test_what_excel_marks_as_out_of_its_narrow_cell_is_read(page: Page) -> None:
    html = f"<table><tr><td>{LINE.format('27')[:-8]}<span style='display:none'>{LINE[-8:]}</span></td></tr></table>"

    [(_, table)] = paste_all(page, [{"text": LINE + "\n", "html": html, "into": ""}])

    assert table == {"study_sessions": "27", "study_attendance": "300"}


def test_a_raised_digit_in_a_document_is_none_of_the_figure(page: Page, tmp_path: Path) -> None:
    document = Document()
    before, after = LINE.split("{}")
    line = document.add_paragraph(f"{before}27")
    line.add_run("2").font.superscript = True
    line.add_run(after)
    document.save(str(tmp_path / "表.docx"))

    drop(page, tmp_path / "表.docx")

    assert "理论学习中心组学习（次）：不填，读到的是“27^2”" in accept(page)
    assert filled(page) == {"study_attendance": "300"}


def test_what_a_document_s_field_says_while_it_is_empty_is_no_answer(page: Page, tmp_path: Path) -> None:
    document = Document()
    line = document.add_paragraph("填报单位（盖章）：鄞州  联系人：")
    empty = "<w:showingPlcHdr/>"
    for properties, said in ((empty, "单击或点击此处输入文字。"), ("", "0574-87654321")):
        content = f"<w:sdtContent><w:r><w:t>{said}</w:t></w:r></w:sdtContent>"
        field = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>")
        line._p.append(field)  # noqa: SLF001  # python-docx writes no such field
        line.add_run("  电话：" if properties else "  填报日期：2021-06-30")
    document.save(str(tmp_path / "表.docx"))

    drop(page, tmp_path / "表.docx")

    accept(page)
    assert filled(page) == {"unit": "鄞州", "phone": "0574-87654321", "filed_on": "2021-06-30"}


def test_in_a_cell_of_a_workbook_what_is_struck_out_or_raised_is_none_of_the_figure(
    page: Page, tmp_path: Path
) -> None:
    struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    book = load_workbook(io.BytesIO(template_book(EDITION)))
    cells = {str(row[4].value): row[3] for row in book["填报"].iter_rows(min_row=2)}
    cells["study_sessions"].value = CellRichText(TextBlock(struck, "5"), "50")
    cells["study_attendance"].value = CellRichText("27", TextBlock(raised, "2"))
    book.save(tmp_path / "表.xlsx")

    drop(page, tmp_path / "表.xlsx")

    assert "理论学习中心组学习：参与（人次）：不填，读到的是“27^2”" in accept(page)
    assert filled(page) == {"study_sessions": "50"}


UNREADABLE = (
    *((f"去年.{kind}", b"\xd0\xcf\x11\xe0", "请先另存为新格式") for kind in ("doc", "wps", "xls", "et")),
    *(
        (f"表.{kind}", b"%PDF-1.7\n{}", "其他格式可打开后复制文字")
        for kind in ("pdf", "ofd", "rtf", "html", "jpg")
    ),
    ("扫描.pdf", b"%PDF" + b"0" * 3_000_000, "其他格式可打开后复制文字"),
    ("别的.txt", "一 二".encode("gbk"), "里没有找到本表填好的内容"),
    ("表.docx", b"PK\x03\x04broken", "无法读取内容"),
    ("别的.csv", "一,二\n3,4".encode("gbk"), "里没有找到本表填好的内容"),
)


def test_a_file_that_cannot_be_read_is_refused_with_the_way_out(page: Page) -> None:
    for name, content, said in UNREADABLE:
        page.set_input_files("#open-file", {"name": name, "mimeType": "", "buffer": content})

        expect(page.locator("#notice")).to_contain_text(f"“{name}”")
        expect(page.locator("#notice"), name).to_contain_text(said)
        assert filled(page) == {}, name


def test_a_document_is_known_by_its_content(page: Page) -> None:
    content = EXAMPLE.with_name("form-2021-filled.docx").read_bytes()
    for name in ("表.docm", "表", "表.docx(1)"):
        page.set_input_files("#open-file", {"name": name, "mimeType": "", "buffer": content})
        accept(page)

        assert filled(page) == typed(some_answers(3)), name
        empty(page)


def test_a_table_of_another_year_is_called_so_before_it_is_filled_in(page: Page) -> None:
    for year, encoding in (("2020", "gbk"), ("2021", "utf-8"), ("2020", "utf-16")):
        title = EDITION.title.replace("2021", year)

        text = f"{title}\n开展各类应急综合演练（5）次；\n".encode(encoding)
        page.set_input_files("#open-file", {"name": "表.txt", "mimeType": "", "buffer": text})

        said = [line for line in accept(page) if "请核对是否为往年的表" in line]
        assert len(said) == (year != "2021"), (year, encoding)
        assert filled(page) == {"drills": "5"}, (year, encoding)
        empty(page)


def test_a_workbook_of_another_year_is_called_so(page: Page, tmp_path: Path) -> None:
    """Its ids are the same."""
    for year in ("2020", "2021"):
        other = replace(EDITION, title=EDITION.title.replace("2021", year))
        book = load_workbook(io.BytesIO(template_book(other)))
        next(row for row in book["填报"].iter_rows() if row[4].value == "drills")[3].value = 5
        book.save(tmp_path / "表.xlsx")

        drop(page, tmp_path / "表.xlsx")

        said = [line for line in accept(page) if "请核对是否为往年的表" in line]
        assert len(said) == (year != "2021"), year
        assert filled(page) == {"drills": "5"}, year
        empty(page)


def fill_template(file: Path, answers: Mapping[str, object], ticked: str) -> Path:
    """The edition's own workbook, filled beside the ids and saved anew; counts as numbers; ticked: whose cell holds a truth."""
    book = load_workbook(io.BytesIO(template_book(EDITION)))
    for row in book["填报"].iter_rows(min_row=2):
        answer = answers.get(str(row[4].value))
        row[3].value = answer if type(answer) is int else None if answer is None else as_typed(answer)
        if row[4].value == ticked:
            row[3].value = True
    book.save(file)
    return file


def test_the_edition_s_own_workbook_fills_every_blank(page: Page, tmp_path: Path) -> None:
    answers = some_answers(2)
    lacking = next(
        each.id for each in EDITION.blanks if isinstance(each.kind, Count) and each.id not in answers
    )

    drop(page, fill_template(tmp_path / "表.xlsx", answers, lacking))

    expect(page.locator("dialog li", has_text="读到的是“TRUE”")).to_have_count(1)
    accept(page)
    assert filled(page) == typed(answers)


def test_the_workbook_saved_as_csv_fills_every_blank(page: Page, tmp_path: Path) -> None:
    answers = some_answers(4)
    rows = [
        (place, EDITION.labels[id_], "", as_typed(answers.get(id_, "")), id_)
        for id_, place in EDITION.places.items()
    ]
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    file = tmp_path / "表.csv"
    for encoding in ("utf-8-sig", "gb18030"):
        file.write_bytes(text.getvalue().encode(encoding))

        page.set_input_files("#open-file", file)

        accept(page)
        assert filled(page) == typed(answers), encoding
        empty(page)


def test_rows_moved_in_the_workbook_keep_their_blanks_and_what_stands_twice_is_named(page: Page) -> None:
    ids = [blank.id for blank in EDITION.blanks if isinstance(blank.kind, Count)][:4]
    cells = [
        ("x", "y", "次", "4", ids[3]),
        ("x", "y", "次", "1", ids[0]),
        ("", "", "", "9", ids[1]),
        ("", "", "", "8", ids[1]),
    ]
    text = "\r\n".join("\t".join(row) for row in cells)

    [(asked, table)] = paste_all(page, [{"text": text, "html": "", "into": ids[2]}])

    assert table == {ids[3]: "4", ids[0]: "1"}
    assert f"出现了不止一次、填的又不一样，不填：{EDITION.labels[ids[1]]}。" in asked
