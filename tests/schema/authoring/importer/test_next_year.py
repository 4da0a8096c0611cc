"""A 2022 document with changes of every sort: each is in the report, and nothing else is."""

from dataclasses import replace
from pathlib import Path

import pytest

from schema.authoring.assign_ids import Settlement
from schema.authoring.changes.change import Change, What, changes_document, to_text
from schema.authoring.changes.compare import compare
from schema.authoring.importer.command import Import, import_edition
from schema.edition.checks import rule_text
from schema.edition.kinds import Amount, Choice, Count, LongText
from schema.edition.survey import Catalogue
from schema.errors import UserError
from schema.loading.catalogue import load_catalogue
from tests.support.builders import EDITION_FILES, edition_of
from tests.support.documents.next_year import write_2022

CHECKS_OF_OTHER_WORDS = (
    "screenings = 0 implies screenings_attendance = 0",
    "screenings > 0 implies screenings_attendance > 0",
    "screenings > 0 implies screenings_attendance <= 5000 * screenings",
    "hazard_snapshots <= 1000000",
)
"""The rules of 2021 whose blanks are said otherwise on the new paper: a person has to confirm them."""
CHECKS_WITHOUT_BLANKS = (
    "tips_received = 0 implies tips_rewarded = 0",
    "tips_rewarded <= tips_received",
    "halls_built + halls_rebuilt + halls_planned + halls_other <= 100",
    *(
        f"{choice} is 是"
        for choice in ("ideology_guarded", "epidemic_controlled", "network_secured", "purchases_lawful")
    ),
)
"""Those whose blanks the new paper no longer has."""
CHECKS_GONE = (
    *CHECKS_OF_OTHER_WORDS[:3],
    *CHECKS_WITHOUT_BLANKS[:3],
    CHECKS_OF_OTHER_WORDS[3],
    *CHECKS_WITHOUT_BLANKS[3:],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    for file in EDITION_FILES:
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture(scope="module")
def said(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    order = Import(
        document=write_2022(tmp_path_factory.mktemp("word")),
        edition="2022",
        like=folder / "2021.toml",
        out=folder / "2022.toml",
        settlement=Settlement(same={"filled_by": "contact"}, new=()),
    )
    return list(import_edition(order))


@pytest.fixture(scope="module")
def catalogue(folder: Path, said: list[str]) -> Catalogue:
    assert said
    return load_catalogue(folder)


@pytest.fixture(scope="module")
def changes(catalogue: Catalogue) -> list[Change]:
    return compare(catalogue["2021"], catalogue["2022"])


LIFT = "安全生产月活动 › 电梯安全“回头看”"
GONE = "加强组织落实 › 有序开展注重安全"
MONTH = "安全生产月活动"
STUDY = f"{MONTH} › 深入学习贯彻习近平总书记关于安全生产重要论述 › 第3行"


def test_every_change_is_in_the_report_and_nothing_else(changes: list[Change], catalogue: Catalogue) -> None:
    before = catalogue["2021"].edition
    speaks_at = {rule_text(check): before.labels[check.at] for check in before.checks}
    assert [(change.what, change.place, change.id) for change in changes] == [
        (What.REWORDED, "标题", ""),
        (What.REWORDED, "表头", ""),
        (What.REWORDED, "表下说明", ""),
        (What.REWORDED, f"{MONTH} › 深入学习贯彻习近平总书记关于安全生产重要论述 › 内容要求", ""),
        (What.REWORDED, f"{MONTH} › 深入学习贯彻习近平总书记关于安全生产重要论述 › 第3行", ""),
        (What.REWORDED, f"{MONTH} › “除险保安”攻坚战专题宣传活动 › 活动", ""),
        (What.PRINTED, f"{MONTH} › “6·16”安全宣传咨询日活动 › 第1行", ""),
        (What.PRINTED, f"{MONTH} › “6·16”安全宣传咨询日活动 › 第3行", ""),
        (What.REWORDED, f"{MONTH} › 安全宣传“五进”活动 › 第4行", ""),
        (What.REWORDED, f"{MONTH} › 安全宣传“五进”活动 › 第7行", ""),
        (What.ADDED, LIFT, ""),
        (What.REWORDED, "活动项目", ""),
        (What.DROPPED, GONE, ""),
        (What.MEASURE, f"{MONTH} › “除险保安”攻坚战专题宣传活动 › 第3行", "hazard_snapshots"),
        (What.KIND, f"{MONTH} › 安全宣传“五进”活动 › 第1行", "platform_used"),
        (What.ADDED, f"{MONTH} › 安全宣传“五进”活动 › 第7行", "trzj_wy"),
        (What.ADDED, f"{LIFT} › 第1行", "jcljdt_t"),
        (What.ADDED, f"{LIFT} › 第1行", "zgl"),
        (What.ADDED, f"{LIFT} › 第2行", "sfjldttz"),
        (What.ADDED, f"{LIFT} › 第3行", "zyzfsm"),
        (What.ADDED, "“安全生产万里行”活动 › 第3项 › 第1行", "jl_wy"),
        (What.DROPPED, f"{MONTH} › 安全宣传“五进”活动 › 第4行", "halls_other"),
        (What.DROPPED, "“安全生产万里行”活动 › 第3项 › 第1行", "tips_rewarded"),
        *(
            (What.DROPPED, f"{GONE} › 第{line}行", name)
            for line, name in enumerate(
                ("ideology_guarded", "epidemic_controlled", "network_secured", "purchases_lawful"), 1
            )
        ),
        (What.CARRIED, "表头", "contact"),
        (What.CARRIED, STUDY, "screenings"),
        (What.CARRIED, STUDY, "screenings_attendance"),
        *((What.CHECK, speaks_at[rule], rule) for rule in CHECKS_GONE),
        (What.DATES, "截止", ""),
    ]


def test_the_new_blanks_have_the_kinds_of_the_paper(catalogue: Catalogue) -> None:
    kinds = {blank.id: blank.kind for blank in catalogue["2022"].edition.blanks}

    assert [kinds[name] for name in ("jcljdt_t", "zgl", "sfjldttz", "zyzfsm", "trzj_wy")] == [
        Count(measure="台"),
        Amount(measure="%"),
        Choice(options=("有", "无")),
        LongText(),
        Amount(measure="万元"),
    ]


def test_what_is_to_be_sent_along_is_carried_over(catalogue: Catalogue) -> None:
    assert catalogue["2022"].edition.attachments == catalogue["2021"].edition.attachments != ""


def test_the_officer_is_told_what_is_new_gone_and_carried_over(said: list[str], folder: Path) -> None:
    assert said[:2] == [
        "读到 3 个活动项目、11 行、69 个空；截止 2022-07-04T12:00:00+08:00",
        "与 2021 年相同的编号 63 个，新编号 6 个，取消 6 个",
    ]
    assert [line.split("：")[1] for line in said if line.startswith("编号不变，请核对")] == [
        "contact",
        "screenings",
        "screenings_attendance",
        "hazard_snapshots",
    ]
    assert "核对：“安全生产万里行”活动 › 第2项：进展情况是空的，没有当作要填的" in said
    assert "存疑 1 处，都在文件里用“# 存疑：”标出" in said
    checks = said.index("沿用审核关系 38 条")
    proposed, gone = said[checks + 1 : checks + 5], said[checks + 5 : -2]
    assert [line.rpartition("（")[2][:-1] for line in (*proposed, *gone)] == [
        *CHECKS_OF_OTHER_WORDS,
        *CHECKS_WITHOUT_BLANKS,
    ]
    assert said[-2:] == [
        f"已写 {folder / '2022.toml'}",
        f"已写 {folder / '2022.units.toml'}：报送单位名单沿用 2021 年的，请核对有无增减",
    ]


def test_a_check_whose_blanks_are_said_otherwise_is_a_comment_until_somebody_confirms_it(
    catalogue: Catalogue, folder: Path
) -> None:
    text = (folder / "2022.toml").read_text(encoding="utf-8")

    assert len(catalogue["2022"].edition.checks) == 38
    assert f'# rule = "{CHECKS_OF_OTHER_WORDS[0]}"' in text
    confirmed = text.replace("\n# [[check]]\n# level", "\n[[check]]\nlevel").replace("\n# rule", "\nrule")
    assert len(edition_of(confirmed.replace("\n# message", "\nmessage"), "2022").checks) == 42


def test_the_text_shows_each_difference_word_by_word(catalogue: Catalogue, changes: list[Change]) -> None:
    text = list(to_text(catalogue["2021"], catalogue["2022"], changes))

    assert text[0] == "2021 → 2022：42 处变化"
    assert "  表头：填报单位（盖章）：□  [-联系-][+填表+]人：□  电话：□  填报日期：□" in text
    assert f"  {MONTH} › “除险保安”攻坚战专题宣传活动 › 第3行 {{hazard_snapshots}}：[-个-][+条+]" in text
    assert "  截止：[-2021-07-01 12:00-][+2022-07-04 12:00+]" in text


def test_the_document_holds_the_same(catalogue: Catalogue, changes: list[Change]) -> None:
    document = changes_document(catalogue["2021"], catalogue["2022"], changes)

    assert (document["from"], document["to"]) == ("2021", "2022")
    assert document["changes"][-1] == {  # type: ignore[index]  # a list, as the function says
        "what": "dates",
        "place": "截止",
        "id": "",
        "before": "2021-07-01 12:00",
        "after": "2022-07-04 12:00",
        "difference": [["gone", "2021-07-01 12:00"], ["came", "2022-07-04 12:00"]],
    }


def test_an_import_is_never_written_over_unasked(folder: Path, said: list[str]) -> None:
    assert said
    order = Import(
        document=folder / "x.docx",
        edition="2022",
        like=None,
        out=folder / "2022.toml",
        settlement=Settlement(same={}, new=()),
    )
    with pytest.raises(UserError, match="已经有了"):
        list(import_edition(order))


def test_an_import_that_was_changed_by_hand_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    document, out = write_2022(tmp_path), tmp_path / "2022.toml"
    order = Import(
        document=document,
        edition="2022",
        like=None,
        out=out,
        settlement=Settlement(same={}, new=()),
        replace=True,
    )
    list(import_edition(order))
    written = out.read_text(encoding="utf-8")
    list(import_edition(order))
    assert out.read_text(encoding="utf-8") == written
    out.write_text(written.replace("统计表", "汇总表"), encoding="utf-8")

    with pytest.raises(UserError, match="手工改过"):
        list(import_edition(order))
    said = list(import_edition(replace(order, edited=True)))

    assert said[0] == f"手工改过的那一份另存为 {out}.bak"
    assert out.read_text(encoding="utf-8") == written
    assert "汇总表" in (tmp_path / "2022.toml.bak").read_text(encoding="utf-8")
