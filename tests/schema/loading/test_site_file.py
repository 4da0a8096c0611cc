"""The settings of the site: all optional, all mistakes at once, and an edition may say them anew."""

from datetime import date
from pathlib import Path

import pytest

from schema.edition.site import NO_SITE, Site
from schema.edition.survey import Catalogue
from schema.errors import FileProblemsError
from schema.loading.catalogue import load_catalogue
from tests.support.builders import EDITION_FILES

EVERYTHING = """
bureau = "省局"
sponsor = "某省应急管理厅"
operator = "某省应急管理信息中心"
contact = "综合处 张三"
phone = "0571-87654321 转 8012"
icp = "浙ICP备12345678号-1"
police = "浙公网安备 33010002000001号"
code = "3300000001"
keep_until = 2022-12-31
"""


def shelf(folder: Path, site: str | None, own: str = "") -> Catalogue:
    """The catalogue of the 2021 edition, `own` written at its end, with these settings beside it."""
    for file in EDITION_FILES:
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text + (own if file is EDITION_FILES[0] else ""), encoding="utf-8")
    if site is not None:
        (folder / "site.toml").write_text(site, encoding="utf-8")
    return load_catalogue(folder)


def site_of(folder: Path, site: str | None, own: str = "") -> Site:
    return shelf(folder, site, own)["2021"].edition.site


def test_without_the_file_nothing_is_said_and_the_bureau_is_the_city_s(tmp_path: Path) -> None:
    assert site_of(tmp_path, None) == NO_SITE == Site(bureau="市局")


def test_all_of_it_is_read(tmp_path: Path) -> None:
    assert site_of(tmp_path, EVERYTHING) == Site(
        bureau="省局",
        sponsor="某省应急管理厅",
        operator="某省应急管理信息中心",
        contact="综合处 张三",
        phone="0571-87654321 转 8012",
        icp="浙ICP备12345678号-1",
        police="浙公网安备 33010002000001号",
        code="3300000001",
        keep_until=date(2022, 12, 31),
    )


def test_an_edition_says_anew_what_is_its_own_and_its_questions_stay_the_same(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    own = '\n[site]\nphone = "0574-12345678"\nkeep_until = 2021-12-31\n'

    plain = shelf(tmp_path, EVERYTHING)["2021"].edition
    edition = shelf(tmp_path / "own", EVERYTHING, own)["2021"].edition

    assert (edition.site.phone, edition.site.keep_until) == ("0574-12345678", date(2021, 12, 31))
    assert edition.site.sponsor == "某省应急管理厅"
    assert edition.digest == plain.digest


def test_every_mistake_is_told_with_those_of_the_editions(tmp_path: Path) -> None:
    wrong = """
phone = "张三"
icp = "12345678"
police = "公安备案"
code = "宁波"
keep_until = "明年"
tel = "0574"
sponsor = 5
"""
    with pytest.raises(FileProblemsError) as caught:
        shelf(tmp_path, wrong, "\nsite = 5\n")

    mistakes = caught.value.mistakes
    named = [mistake.rule.split(" ")[0] for mistake in mistakes if mistake.file == "site.toml"]
    assert named == ["不认识“tel”这一项", "sponsor", "phone", "icp", "police", "code", "keep_until"]
    assert mistakes[-1].file == "2021.toml"


def test_a_site_key_that_is_no_table_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    text = EDITION_FILES[0].read_text(encoding="utf-8")
    (tmp_path / "2021.toml").write_text(f"site = 5\n{text}", encoding="utf-8")
    (tmp_path / "2021.units.toml").write_text(EDITION_FILES[1].read_text(encoding="utf-8"), encoding="utf-8")

    with pytest.raises(FileProblemsError, match=r"要写成 \[site\]"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("site", "call"),
    [
        (NO_SITE, ""),
        (Site(phone="0574-1"), "（电话 0574-1）"),
        (Site(contact="林远龙"), "（林远龙）"),
        (Site(contact="林远龙", phone="0574-1"), "（林远龙，电话 0574-1）"),
    ],
)
def test_whom_to_call_stands_behind_the_bureau_s_name(site: Site, call: str) -> None:
    assert site.call == call
    assert site.said("请与{bureau}{call}联系。") == f"请与市局{call}联系。"
