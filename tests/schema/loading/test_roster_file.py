import re
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handler.records.record import find_unit
from schema.edition.roster import Roster, Unit, fold
from schema.errors import FileProblemsError
from schema.loading.roster_file import load_roster
from schema.validation.checksum import base32
from schema.validation.variants import PAIRS
from tests.support.builders import survey_2021, unit_toml
from webform.assets import STATIC

YINZHOU = Unit(code="330212", name="宁波市鄞州区市场监督管理局", aliases=("鄞州", "鄞州区"))
CIXI = Unit(code="330282", name="慈溪市市场监督管理局")
ROSTER = Roster(units=(YINZHOU, CIXI), dropped=("宁波市", "市场监督管理局", "市场监管局", "局"))


def load(folder: Path, text: str) -> Roster:
    file = folder / "2021.units.toml"
    file.write_text(text, encoding="utf-8")
    return load_roster(file)


def mistakes(folder: Path, text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(FileProblemsError) as caught:
        load(folder, text)
    assert {mistake.file for mistake in caught.value.mistakes} == {"2021.units.toml"}
    return [(mistake.place, mistake.rule, mistake.remedy) for mistake in caught.value.mistakes]


def test_a_unit_is_found_by_its_code() -> None:
    assert (ROSTER.by_code("330282"), ROSTER.by_code("330299")) == (CIXI, None)


@pytest.mark.parametrize(
    "name",
    [
        "宁波市鄞州区市场监督管理局",
        "鄞州",
        "鄞州区",
        "鄞州区市场监督管理局",
        "鄞州区市场监管局",
        "鄞州市场监管局",
        "宁波市鄞州区",
        "鄞州局",
        " 鄞州区 ",
        "鄞 州　区",
        "鄞州区\t市场监管局\n",
        "宁波市鄞州区市场监督管理局（盖章）",
        "鄞州区市场监管局(盖章)",
        "鄞州区\u200b",
        "\ufeff鄞\u200d州区\u200e市场监管局\u00ad",
    ],
)
def test_a_unit_is_found_by_any_of_its_names(name: str) -> None:
    assert ROSTER.by_name(name) is YINZHOU


@pytest.mark.parametrize(
    "name",
    [
        "",
        "　",
        "（盖章）",
        "局",
        "宁波市",
        "市场监督管理局",
        "宁波市市场监督管理局",
        "鄞",
        "鄞州区慈溪",
        "海曙区",
    ],
)
def test_a_name_of_no_unit_finds_none(name: str) -> None:
    assert ROSTER.by_name(name) is None


def test_a_name_made_of_dropped_words_alone_keeps_one() -> None:
    """The city's own bureau does not answer to an empty name."""
    city = Unit(code="330200", name="宁波市市场监督管理局")
    roster = Roster(units=(city,), dropped=("宁波市", "市场监督管理局"))

    assert (roster.by_name("市场监督管理局"), roster.by_name("")) == (city, None)


def test_a_name_that_is_known_as_it_stands_is_not_shortened() -> None:
    unit = Unit(code="1", name="乙甲丙")
    roster = Roster(units=(unit,), dropped=("甲", "乙"))

    assert (roster.by_name("甲丙"), roster.by_name("丙")) == (unit, None)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("ＡＢＣ１２", "abc12"),
        ("甲（乙）", "甲(乙)"),
        ("甲　乙\u00a0丙\x85丁\ufeff戊\u200b己", "甲乙丙丁戊己"),
        ("甲局（盖章）", "甲局"),
        ("（盖章）甲局（盖 章\u200b）", "甲局"),
        ("Straße ΑΣ ας", "strasseασασ"),
    ],
)
def test_folding_sets_aside_what_two_people_write_differently(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_a_roster_is_loaded_in_the_order_of_the_bureau(tmp_path: Path) -> None:
    roster = load(
        tmp_path,
        'dropped = ["Ｘ局"]\n'
        + unit_toml(code='"2"', name='"乙"', aliases='["丙"]')
        + unit_toml(code='"1"', name='"甲"'),
    )

    assert roster == Roster(
        units=(Unit(code="2", name="乙", aliases=("丙",)), Unit(code="1", name="甲")), dropped=("x局",)
    )


@pytest.mark.parametrize(
    ("text", "place", "rule", "remedy"),
    [
        ("", "文件开头", "报送单位名单是空的", "每个填报单位写一个 [[unit]]"),
        ("note = 1\n" + unit_toml(), "文件开头", "不认识“note”这一项", "这里只能有 dropped、unit"),
        (
            'dropped = "局"\n' + unit_toml(),
            "文件开头",
            "dropped 不合规则",
            '要写成一列文字，如 ["……", "……"]',
        ),
        (
            unit_toml(tel='"1"'),
            "第1个unit",
            "不认识“tel”这一项",
            "这里只能有 code、name、aliases、group、contact、phone",
        ),
        (unit_toml(code=None), "第1个unit", "code 缺少", '要写成一段文字，如 "……"'),
        (unit_toml(code="330212"), "第1个unit", "code 不合规则", '要写成一段文字，如 "……"'),
        (unit_toml(name=None), "第1个unit", "name 缺少", '要写成一段文字，如 "……"'),
        (unit_toml(name='"（盖章）"'), "第1个unit", "name “（盖章）”里没有名称", "写上单位的名称"),
        (unit_toml(name='"\u200b"'), "第1个unit", "name “\u200b”里没有名称", "写上单位的名称"),
        (unit_toml(aliases='"鄞州"'), "第1个unit", "aliases 不合规则", '要写成一列文字，如 ["……", "……"]'),
        *(
            (
                unit_toml(code=f'"{code}"'),
                "第1个unit",
                f"单位代码“{code}”不合规则",
                "代码只含数字、英文字母和短横线，不超过 32 个字符",
            )
            for code in ("../x", "-1", "鄞州", "33 02", "１", "1" * 33)
        ),
        (
            unit_toml(code='"unknown-1"'),
            "第1个unit",
            "单位代码不能以 unknown 开头",
            "换一个代码：unknown 留给名单外的单位",
        ),
        (
            unit_toml(aliases='["鄞州", "（盖章）"]'),
            "第1个unit",
            "有空的别名",
            "删去空的别名",
        ),
        (
            unit_toml() + unit_toml(name='"慈溪"'),
            "代码 330212",
            "代码用了 2 次",
            "每个单位的代码只能用一次，大小写不同也算同一个",
        ),
        (
            unit_toml() + unit_toml(code='"2"', name='"慈溪"', aliases='["鄞州区 市场监管局"]'),
            "慈溪",
            "名称“鄞州区市场监管局”也指 鄞州区市场监管局",
            "改掉其中一个名称或别名，使每个名称只指一个单位",
        ),
    ],
)
def test_a_roster_that_breaks_a_rule_is_reported(
    tmp_path: Path, text: str, place: str, rule: str, remedy: str
) -> None:
    assert mistakes(tmp_path, text) == [(place, rule, remedy)]


def test_names_that_are_one_without_their_dropped_words_are_a_mistake(tmp_path: Path) -> None:
    text = 'dropped = ["市场监管局"]\n' + unit_toml() + unit_toml(code='"2"', name='"鄞州区"')

    assert [(place, rule) for place, rule, _ in mistakes(tmp_path, text)] == [
        ("鄞州区", "名称“鄞州区”也指 鄞州区市场监管局")
    ]


def test_every_mistake_of_a_roster_is_reported_at_once(tmp_path: Path) -> None:
    text = unit_toml(code='"a b"') + unit_toml(name=None) + unit_toml(name=None)

    assert [(place, rule) for place, rule, _ in mistakes(tmp_path, text)] == [
        ("第1个unit", "单位代码“a b”不合规则"),
        ("第2个unit", "name 缺少"),
        ("第3个unit", "name 缺少"),
        ("代码 330212", "代码用了 2 次"),
    ]


def test_a_units_further_short_forms_are_listed() -> None:
    unit = Unit(code="1", name="宁波市海曙区市监局", aliases=("海曙", "海曙区", "城西", "曙"))

    assert Roster(units=(unit,), dropped=("宁波市", "市监局")).also(unit) == ["城西", "曙", "海曙"]


@given(
    st.text(st.sampled_from("鄞州区\u200b\u200d\ufeff\u00ad\u200e\u202e\ufe0f \u3000\t\x85\x1cß"), max_size=9)
)
def test_a_name_is_folded_to_what_can_be_seen(name: str) -> None:
    assert fold(name) == "".join(char for char in name if char in "鄞州区ß").replace("ß", "ss")


@given(st.text(st.characters()))
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assume(unicodedata.is_normalized("NFKC", name))
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    "name",
    ["寧波市鄞州區市場監督管理局", "鄞州區", "鄞\u200b州\u2060区", "鄞州区\U000e0100", "鄞州區（蓋章）"],
)
def test_a_unit_is_found_by_look_alikes_of_its_name(name: str) -> None:
    unit = survey_2021().roster.by_name(name)

    assert unit
    assert unit.code == "330212"


def test_radicals_are_the_characters_they_show() -> None:
    units = (Unit(code="1", name="龙门口乡青风局"),)

    assert Roster(units=units).by_name("⻰⻔⼝鄉⻘⻛局") == units[0]


def test_two_units_whose_names_look_alike_are_refused(tmp_path: Path) -> None:
    text = "\n".join(
        f'[[unit]]\ncode = "{code}"\nname = "{name}"' for code, name in (("1", "东區"), ("2", "東区"))
    )

    assert [rule for _, rule, _ in mistakes(tmp_path, text)] == ["名称“东区”也指 东區"]


def test_the_browser_has_the_same_letters() -> None:
    script = (STATIC / "validation/variants.js").read_text(encoding="utf-8")

    assert "".join(re.findall('"([^"]{2,})"', script.partition("const PAIRS")[2].partition(";")[0])) == PAIRS
    assert len(PAIRS) % 2 == 0
    assert not set(PAIRS[::2]) & set(PAIRS[1::2])


def test_the_code_of_an_unknown_unit_stays_what_it_was() -> None:
    """Records lie under it."""
    assert find_unit(Roster(units=()), "鄞州區").code == "unknown-" + base32(
        sha256("鄞州區".encode()).hexdigest(), 10
    )
