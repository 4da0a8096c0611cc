"""Reading and judging a POST of a review: all that is wrong with it at once, or the act as it will be stored."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from handler.http.body import JSON, read_json, read_text, without_repetition
from handler.http.message import Request
from handler.http.refusals import INVALID_REVIEW, NO_REVIEW, NO_REVIEWS, refused
from handler.records.record import find_unit
from handler.records.review import BESIDES, About, Act, How, about_of
from schema.edition.roster import CODE, Roster
from schema.edition.survey import Survey
from schema.validation.letters import UNPRINTABLE, bare
from schema.validation.normalise import normaliser
from schema.validation.reasons import LONGEST_REASON, validate_reason
from schema.validation.rules import SHORTEST_REASON, Rule
from schema.validation.validate import Problem

LONGEST_NAME = 40
"""Of who reviews."""
LONGEST_TYPED = 200
"""Of a unit's name as somebody typed it."""
MOST = 100
"""Reviews of one request."""
Members = Mapping[str, object]
_NAMES = {
    "unit": "单位",
    "by": "审核人",
    "note": "说明",
    "about": "所审核的报送",
    "blank": "数据项",
    "value": "核实的数",
    "how": "核实方式",
    "name": "填报的名称",
    "code": "名单里的单位",
}
_ALWAYS = {"kind", "unit", "note", "by"}
_ID, _DIGEST = re.compile("[0-9A-Z]{26}"), re.compile("[0-9a-f]{64}")
_NOBODY = Roster(units=())
_WORDS = f"请写明情况（不少于 {SHORTEST_REASON} 个字，不超过 {LONGEST_REASON} 个字），不能只写“核实无误”等。"


def read_posted(request: Request) -> object:
    """What is posted: one review, or {"reviews": several}. Raises RefusedError (400, 413, 415)."""
    _, text = read_text(request, JSON)
    return read_json(text, without_repetition)


def several_of(document: object) -> list[object] | None:
    """The reviews of such a list; None where one is posted alone. Raises RefusedError (400)."""
    if not isinstance(document, dict) or document.keys() != {"reviews"}:
        return None
    reviews = document["reviews"]
    if not isinstance(reviews, list) or not 0 < len(reviews) <= MOST:
        raise refused(NO_REVIEWS, most=str(MOST))
    return reviews


def validate_review(document: object, survey: Survey) -> Members:
    """Its members as they may be stored. Raises RefusedError (400, 422)."""
    act = next((act for act in Act if isinstance(document, dict) and document.get("kind") == act.value), None)
    if act is None or not isinstance(document, dict):
        raise refused(NO_REVIEW, kinds="、".join(each.value for each in Act))
    given = {name: value for name, value in document.items() if value is not None}
    problems = list(_problems(act, given, survey))
    if problems:
        raise refused(INVALID_REVIEW, *problems, number=str(len(problems)))
    return given | {"by": bare(str(given["by"])), "note": bare(str(given.get("note", "")))}


def _problems(act: Act, given: Members, survey: Survey) -> Iterator[Problem]:
    members = set(chain(*BESIDES[act]))
    for name in sorted(given.keys() - _ALWAYS - members):
        yield _problem(name, "unknown_field", f"这种审核没有“{_NAMES.get(name, name[:40])}”这一项。")
    if not _is_unit(given.get("unit"), act, survey):
        yield _problem("unit", "unit", "没有这个单位，请刷新后再试。")
    if not _is_line(given.get("by"), LONGEST_NAME):
        yield _problem("by", "by", f"请写上审核人（不超过 {LONGEST_NAME} 个字）。")
    yield from _note(act, given.get("note"))
    if "about" in members and not _is_filing(about_of(given.get("about"))):
        yield _problem("about", "about", "没有写明审核的是哪一次报送，请刷新后再试。")
    yield from _figure(act, given, survey)
    if act is Act.ALIAS:
        yield from _alias(given, survey.roster)


def _is_unit(unit: object, act: Act, survey: Survey) -> bool:
    """Of the roster, or a stranger; a name is given to strangers alone."""
    if not isinstance(unit, str):
        return False
    stranger = unit.startswith("unknown-") and re.fullmatch(CODE, unit) is not None
    return stranger or (act is not Act.ALIAS and survey.roster.by_code(unit) is not None)


def _note(act: Act, note: object) -> Iterator[Problem]:
    if act in (Act.RETURNED, Act.VERIFIED):
        if isinstance(validate_reason(note), Rule):
            yield _problem("note", "note", _WORDS)
    elif note not in (None, "") and not _is_line(note, LONGEST_REASON):
        yield _problem("note", "note", f"说明写成一段文字，不超过 {LONGEST_REASON} 个字。")


def _figure(act: Act, given: Members, survey: Survey) -> Iterator[Problem]:
    blanks = {blank.id: blank for blank in survey.edition.blanks}
    named = given.get("blank")
    blank = blanks.get(named) if isinstance(named, str) else None
    if act in (Act.RETURNED, Act.VERIFIED) and blank is None and (act is Act.VERIFIED or named is not None):
        yield _problem("blank", "blank", "表里没有这一项。")
    if act is Act.VERIFIED:
        value = given.get("value")
        answer = normaliser(blank.kind)(value) if blank else value
        if (type(answer), answer) != (type(value), value):
            yield _problem("value", "value", "核实的数要照单位所报的写。")
        if given.get("how") not in [how.value for how in How]:
            yield _problem("how", "how", "请选是怎样核实的：打过电话、看过佐证材料或已有说明。")


def _alias(given: Members, roster: Roster) -> Iterator[Problem]:
    name, code = given.get("name"), given.get("code")
    if not isinstance(name, str) or not _is_line(name, LONGEST_TYPED):
        yield _problem("name", "name", "没有写明是哪个名称。")
    elif roster.by_name(name):
        yield _problem("name", "name", "名单里已经有这个名称。")
    elif find_unit(_NOBODY, name).code != given.get("unit"):
        yield _problem("name", "name", "这个名称不是所选的名单外单位填的。")
    if code != "" and not (isinstance(code, str) and roster.by_code(code)):
        yield _problem("code", "code", "名单里没有这个代码。")


def _is_line(text: object, longest: int) -> bool:
    """Whether it is one line that says something."""
    if not isinstance(text, str) or len(text) > longest:
        return False
    return bare(text) != "" and not UNPRINTABLE.search(bare(text))


def _is_filing(about: About | None) -> bool:
    return bool(about and _ID.fullmatch(about.id) and _DIGEST.fullmatch(about.checksum))


def _problem(name: str, rule: str, message: str) -> Problem:
    return Problem(
        blank=name[:40], place="审核", label=_NAMES.get(name, name[:40]), rule=rule, message=message
    )
