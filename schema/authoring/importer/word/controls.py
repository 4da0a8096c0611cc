"""Form fields, old and new, as the marks that stand for them on paper: a line to write on, boxes to tick.

    w:fldChar with w:ffData      FORMTEXT, FORMCHECKBOX, FORMDROPDOWN of protected forms
    w:sdt                        content controls: text, date, w14:checkbox, drop-down, combo box

Afterwards they are plain runs of text: ＿＿＿＿, □, □甲 □乙.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schema.authoring.importer.document import MARK
from schema.authoring.importer.word.package import W, is_on, text_of

if TYPE_CHECKING:
    from schema.authoring.importer.word.package import Element

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
ROOM = MARK * 4
_PROMPT = re.compile(
    r"(?:请?(?:单击|点击|轻触|在此)|Click|Tap|Choose|Enter|请?选择|请?输入).{0,40}", re.IGNORECASE | re.DOTALL
)


def settle_controls(body: "Element") -> Iterator[str]:
    """Put the marks in; yields what looked odd (Chinese)."""
    for control in list(body.iter(f"{W}sdt")):
        yield from _settle(control)
    yield from _settle_fields(body)


def _settle(control: "Element") -> Iterator[str]:
    about, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    if about is None or content is None:
        return
    shown = text_of(content).strip()
    box = about.find(f"{W14}checkbox")
    choices = [each for each in about if each.tag in (f"{W}dropDownList", f"{W}comboBox")]
    prompted = about.find(f"{W}showingPlcHdr") is not None or bool(_PROMPT.fullmatch(shown))
    typed = any(about.find(f"{W}{name}") is not None for name in ("text", "date"))
    if about.find(f"{W15}repeatingSection") is not None:
        yield f"可以重复添加的内容现在还不支持，按一份读取：{shown[:60]}"
    elif box is not None:
        _replace(content, _box(box.find(f"{W14}checked"), f"{W14}val"))
    elif choices:
        options = [each.get(f"{W}displayText") or each.get(f"{W}value") or "" for each in choices[0]]
        if shown in options and not prompted:
            yield f"下拉框里已选“{shown}”，像是已填的表，请核对"
        mark, remark = _drop_down([option for option in options if not _PROMPT.fullmatch(option)])
        _replace(content, mark)
        yield from [remark] if remark else []
    elif prompted or (typed and not shown):
        _replace(content, ROOM)
    elif typed:
        yield f"内容控件里有“{shown[:60]}”，照录为文字；如是要填的，请改成空"


def _drop_down(options: list[str]) -> tuple[str, str]:
    """The mark for these options, and what is odd about them."""
    plain = [option for option in options if re.fullmatch(r"[\w《》“”%％-]{1,20}", option)]
    if len(plain) < len(options) or len(set(plain)) < 2:
        return ROOM, f"下拉框的选项不能作为选项，当作文字：{'、'.join(options)[:60]}"
    return " ".join(f"□{option}" for option in dict.fromkeys(plain)), ""


def _replace(content: "Element", text: str) -> None:
    """One run with this text in place of all runs."""
    target = next(content.iter(f"{W}p"), content)
    for run in list(content.iter(f"{W}r")):
        run.getparent().remove(run)
    run = content.makeelement(f"{W}r")
    target.append(run)
    _write(run, len(run), text)


def _write(run: "Element", place: int, text: str) -> None:
    written = run.makeelement(f"{W}t")
    written.text = text
    run.insert(place, written)


def _box(checked: "Element | None", name: str = f"{W}val") -> str:
    return "☑" if is_on(checked, name=name) else "□"


def _settle_fields(body: "Element") -> Iterator[str]:
    """A field goes from a run with w:fldChar begin to one with end; between them stands what it showed last."""
    shown: list[str] | None = None
    for run in list(body.iter(f"{W}r")):
        for child in list(run):
            data = child.find(f"{W}ffData")
            if data is not None:
                shown = []
                yield from _field(run, child, data)
            elif shown is not None and child.tag == f"{W}t":
                shown.append(child.text or "")
                run.remove(child)
            elif shown is not None and child.get(f"{W}fldCharType") == "end":
                filled = "".join(shown).strip()
                shown = None
                if filled:
                    yield f"表单域里有“{filled[:60]}”，当作空；像是已填的表，请核对"


def _field(run: "Element", begin: "Element", data: "Element") -> Iterator[str]:
    place = run.index(begin)
    box, choices = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
    if box is not None:
        checked = box.find(f"{W}checked")
        _write(run, place, _box(box.find(f"{W}default") if checked is None else checked))
    elif choices is not None:
        mark, remark = _drop_down([each.get(f"{W}val", "") for each in choices.iter(f"{W}listEntry")])
        _write(run, place, mark)
        yield from [remark] if remark else []
    else:
        _write(run, place, ROOM)
