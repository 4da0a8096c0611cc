"""One word for one thing, wherever people read: pages, scripts, rules, messages of the functions and of the commands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import build
from webform.assets import STATIC, TEMPLATES, VENDORED

ROOT = Path(build.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")
UNUSED = {
    "理由": "说明: what is asked for an odd figure, on page, paper and in files alike",
    "名册": "报送单位名单, 名单 for short: who must report",
    "本机(?!关)": "本设备: the page is read on telephones too",
    "这台电脑|那台电脑": "本设备, 其他设备",
    "(?<!、)空格|下一个空": "a key; what is to be filled is 一处 or 一项",
    "核对规则|核对关系": "审核关系: the machine and the bureau 审核, the unit 核实, paper and data are 核对 against each other",
    "存成文件|从文件打开|[^择]选文件": "导出文件, 导入文件, 选择附件",
    "再报|报完|重报": "报送 is the act, 重新报送 doing it again, 补报 doing it late",
    "收到时间": "接收时间",
    "已收到(?!的)": "报送成功, what the unit has done",
    "多打了|漏填了|是不是填": "位数可能有误: no word that blames",
    "[，；].{0,12}却": "blames: the fact alone is said",
    "没有连上|没连上|连不上市": "网络连接失败",
    "没有传成|传不了|传不成": "未上传成功",
    "抄下": "记录, 记下",
    "照旧": "按原渠道",
    "正忙": "繁忙",
    "告诉": "告知",
    "没有办成|没办成": "未能办理",
    "出了错|程序出错": "发生错误",
    "改动过|被改过": "可能损坏或被修改: a bad disk is the likelier cause",
    "收下": "接收",
    "这次没有|这次没": "本次未",
    "不会存成两份": "不会重复入库",
    "找程序员": "无需技术人员",
    "对不上(?!的|本表)": "不一致",
    "市局": "the site's setting: a bureau may be a province's or a county's",
}
"""What is not said, as a pattern, and what is said instead or why."""
KEPT = {
    "schema/edition/site.py": ["市局"],
    "site/webform/templates/guide.html": ["不写的为“市局”", "对不上的逐一列出"],
    "schema/authoring/new_ids.py": ["市局"],
}
"""The setting itself; the lists of words that stand on others' papers."""
OF_PAPERS = (
    "schema/authoring/importer/heading.py",
    "schema/authoring/importer/dates.py",
    "schema/authoring/matching/",
)


def said() -> Iterator[tuple[str, str]]:
    """Each file's name and what people read of it."""
    for file in sorted([*STATIC.rglob("*.js"), *TEMPLATES.rglob("*.html")]):
        if VENDORED not in file.as_posix():
            text = re.sub(r"\{#.*?#\}|/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
            yield named(file), re.sub(r"(^|\s)//.*", "", text)
    for folder in ("schema", "handler", "site", "infra"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if not named(file).startswith(OF_PAPERS):
                yield named(file), "\n".join(sentences(file))
    for file in sorted((ROOT / "schema/editions").glob("*.toml")):
        yield (
            named(file),
            "\n".join(re.findall(r"^message = .*", file.read_text(encoding="utf-8"), re.MULTILINE)),
        )


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def sentences(file: Path) -> Iterator[str]:
    """Its texts with Chinese in them; what stands alone as a statement is for who reads the code."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in alone else ""
        if isinstance(text, str) and HAN.search(text):
            yield text


def test_no_word_is_used_that_another_stands_for() -> None:
    found, any_of_them = [], re.compile("|".join(UNUSED))
    for name, text in said():
        for kept in KEPT.get(name, ()):
            text = text.replace(kept, "")
        if not any_of_them.search(text):
            continue
        for word, instead in UNUSED.items():
            found += [
                f"{name}: {line.strip()[:90]} → {instead}"
                for line in text.splitlines()
                if re.search(word, line)
            ]

    assert not found, "\n".join(found)
