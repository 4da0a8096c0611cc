"""Who runs the site stands at the foot of every page; what the law asks is said before a name is taken."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from schema.authoring.lint import lint
from schema.edition.kinds import Count
from schema.edition.site import NO_SITE, Site
from schema.edition.survey import Survey
from tests.support.builders import edition_of, edition_toml, on_site, survey_2021
from tests.support.folders import files
from webform.app import create_app, render_shell
from webform.config import Place
from webform.freeze import freeze
from webform.layout import personal

FULL = Site(
    bureau="省局",
    sponsor="某省应急管理厅",
    operator="某省应急管理信息中心",
    contact="综合处 张三",
    phone="0571-87654321",
    icp="浙ICP备12345678号-1",
    police="浙公网安备33010002000001号",
    code="3300000001",
    keep_until=date(2022, 12, 31),
)
PAGES = ("/", "/guide/", "/privacy/", "/404.html", "/2021/", "/2021/print/", "/2021/received/")


def show(path: str, site: Site = FULL, base_path: str = "/") -> html.HtmlElement:
    page = create_app(on_site(site), Place(base_path=base_path)).test_client().get(path)
    assert page.status_code == 200
    return html.fromstring(page.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_at_its_foot_who_runs_the_site(path: str) -> None:
    [foot] = show(path).xpath("//footer")

    for said in (FULL.sponsor, FULL.operator, FULL.contact, FULL.phone, FULL.icp, FULL.police, FULL.code):
        assert foot.text_content().count(said) == 1
    assert foot.get("class") == "remark screen-only"


def test_the_functions_pages_have_the_same_foot() -> None:
    assert f"主办单位：{FULL.sponsor}" in render_shell(on_site(FULL), Place())


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/privacy/"])
def test_nothing_of_it_is_printed_where_nothing_is_said(path: str) -> None:
    page = show(path, NO_SITE)

    assert page.xpath("//footer") == []
    assert page.xpath("//*[@id='personal']") == []


def test_only_what_is_filled_is_printed() -> None:
    [foot] = show("/2021/", Site(phone="0571-87654321")).xpath("//footer")

    assert "".join(foot.text_content().split()) == "联系电话：0571-87654321使用说明"


def test_before_a_name_is_taken_the_clerk_is_told_who_keeps_it_what_for_and_until_when() -> None:
    page = show("/2021/", base_path="/forms/")
    [told] = page.xpath("//*[@id='personal']")

    assert told.text_content() == (
        "联系人、电话仅用于本表的核实和催报，由某省应急管理厅保存至2022年12月31日，不对外公开；"
        "查询、更正、删除请联系省局（综合处 张三，电话 0571-87654321）。个人信息处理说明"
    )
    assert told.xpath("a/@href") == ["/forms/privacy/"]
    before = page.xpath("//input[@name='contact']/preceding::*[@id='personal']")
    assert before == [told]


def test_a_table_that_asks_of_nobody_has_no_notice() -> None:
    edition = replace(edition_of(edition_toml(), "2021"), site=FULL)
    catalogue = {"2021": Survey(edition=edition, roster=survey_2021().roster)}
    client = create_app(catalogue, Place()).test_client()

    assert personal(edition) == []
    assert 'id="personal"' not in client.get("/2021/").text
    assert "由谁处理" not in client.get("/privacy/").text


def test_a_telephone_number_in_the_table_is_somebody_s() -> None:
    text = edition_toml(
        activity={"progress": '["负责人手机：{mobile:电话}，做法：{way:文字}，{drills:数}次"]'}
    )
    edition = edition_of(text, "2021")

    assert personal(edition) == [edition.labels["mobile"]]
    assert any(isinstance(blank.kind, Count) for blank in edition.blanks)


def test_the_page_on_personal_data_says_all_that_the_law_asks_for() -> None:
    said = "".join(show("/privacy/").text_content().split())

    for word in ("由谁处理某省应急管理厅", "联系方式综合处张三0571-87654321", "收集什么联系人、电话"):
        assert word in said
    for word in ("用在哪里", "怎样处理", "保存多久至2022年12月31日", "更正", "删除", "投诉、举报"):
        assert word in said


def test_the_page_on_personal_data_is_frozen_only_where_somebody_is_answerable(tmp_path: Path) -> None:
    list(freeze(on_site(FULL), Place(), tmp_path / "told"))
    list(freeze(on_site(NO_SITE), Place(), tmp_path / "untold"))

    assert "privacy/index.html" in files(tmp_path / "told")
    assert "privacy/index.html" not in files(tmp_path / "untold")
    assert create_app(on_site(NO_SITE), Place()).test_client().get("/privacy/").status_code == 404


def test_what_a_public_site_may_not_lack_is_remarked_on() -> None:
    intranet = replace(FULL, icp="", police="", code="")

    assert list(lint(on_site(FULL))) == []
    assert list(lint(on_site(intranet))) == [
        "在互联网上公开的网站应当写明的，site.toml 里没有写：ICP 备案号（icp）、公安备案号（police）、政府网站标识码（code）"
    ]
    assert [remark.count("（") for remark in lint(on_site(NO_SITE))] == [3, 3]


def test_a_site_of_several_forms_lists_the_editions_of_each_under_its_title() -> None:
    survey = survey_2021()
    ids = ("2021", "2022", "quality-2021")
    catalogue = {id_: replace(survey, edition=replace(survey.edition, id=id_)) for id_ in ids}

    page = html.fromstring(create_app(catalogue, Place()).test_client().get("/").text)

    titles = [" ".join(each.text_content().split()) for each in page.xpath("//main//h2")]
    assert titles == ["宁波市特种设备“安全生产月”、“特种设备安全月”和“安全生产万里行”活动情况统计表"] * 2
