"""How far two wordings ask the same: what has changed between them that may make another question of it.

Words that only frame (开展, 是否已 …) and years do not count; 参加 is 参与.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

from schema.edition.grid import NUMBER

SAME, ALIKE = 2 / 3, 0.4
"""From SAME on two wordings say the same, unless a word changed that turns it; below ALIKE they are two things."""
_LEAST, _SHORT_TEXT = 0.3, 12
LETTERS = 4
"""A text of less says so little that a word more makes another thing of it: 罚款, 罚没款."""
_SYNONYMS = (("参加", "参与"), ("举办", "开展"), ("组织", "开展"), ("召开", "开展"))
_FRAME = re.compile("是否已?|(?:19|20)\\d\\d年?|开展|活动|工作|落实|做好|情况|已|各类|等$")
_NEGATION = re.compile("未|不(?!适用|断|少于|超过)|非|没有|无(?!人机|障碍|偿)")
_AND = re.compile("和(?!谐)|(?<![普涉])及(?!时)")
_NAMED = re.compile("[“《「‘]([^”》」’]+)[”》」’]")
_VERBS = re.compile(
    "参与|接受|制定|报送|上报|接收|受理|核实|办理|办结|查处|整改|排查|检查|抽查|发现|曝光|征集|制作|展播|播放|发放|张贴|悬挂"
    "|新建|改扩建|改建|在建|拟建|计划|完成|举报|奖励|处罚|罚没|立案|结案|移送|责令|警告|吊销|撤销|注销|取缔|约谈|通报|培训|宣传|推广"
    "|新增|减少|增加"
)
_LIMITS = re.compile(
    r"[\d.]+\w{0,4}?以[上下内外]|重大|较大|特大|合格|达标|含|累计|规模?以?[上下]|线上|线下|城[镇市]|农村|乡[镇村]|本级|首次|新增"
    "|整改|办结|查处|立案|结案|移送|完成|男|女|国有|民营|国家级|[省市县]级|初(?![次步级中])|(?<!周)末(?!端)|[上下]半年"
)
_UNITS_OF = {
    "人": "人 人次 名 位",
    "户": "户 户次 家 家次",
    "钱": "元",
    "率": "% ％ ‰",
    "长": "米 千米 公里 里 km ㎞ 厘米 毫米",
    "面积": "平方米 平方公里 亩 公顷 m² m2 ㎡ km²",
    "体积": "立方米 m³ m3 升",
    "重": "吨 公斤 千克 克 kg ㎏ t",
    "电": "千瓦 千瓦时 兆瓦",
    "点": "百分点 个百分点",
    "煤": "吨标准煤",
    "时间": "天 小时 课时 学时 分钟",
}
_ONE_BY_ONE = ("", "人", "户", "件")
_DIMENSION = {unit: dimension for dimension, units in _UNITS_OF.items() for unit in units.split()}


def dimension(measure: str) -> str:
    """What a unit of measure counts: 万人次 and 人 count people, 场 and 次 things that happen or are there."""
    plain = measure if measure in _DIMENSION else re.sub("^[百千万亿]+", "", measure)
    return _DIMENSION.get(plain, "件" if measure else "")


def counts_alike(new: str, old: str) -> bool:
    """Whether figures in both can stand in one row: 场 and 次, 人 and 人次 are counted one by one.

    万元 are no 亿元, % no ‰, 元/人 no 元/户.
    """
    one, other = (unicodedata.normalize("NFKC", measure) for measure in (new, old))
    many = [re.sub("[^百千万亿].*", "", measure) for measure in (one, other)]
    one_by_one = dimension(one) in _ONE_BY_ONE and many[0] == many[1] and "/" not in one + other
    return dimension(one) == dimension(other) and (one == other or one_by_one)


@cache
def plain(text: str) -> str:
    """The words that count, in one form."""
    numbered = unicodedata.normalize("NFKC", text).strip()
    words = re.sub(r"[\s（）()【】〔〕\[\]：:]", "", NUMBER.sub("", numbered))
    for word, other in _SYNONYMS:
        words = words.replace(word, other)
    return _FRAME.sub("", words) or words


@cache
def alike(one: str, other: str) -> float:
    """0 to 1. A sentence that was cut down to one of its clauses is that clause."""
    first, second = plain(one), plain(other)
    if first == second:
        return 1.0
    whole = _ratio(first, second)
    if whole >= SAME:
        return whole
    parts = [(first, clause) for clause in second.split(",")] + [
        (clause, second) for clause in first.split(",")
    ]
    return max([whole, *(_ratio(a, b) for a, b in parts if min(len(a), len(b)) >= 6)])


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.ratio() if matcher.real_quick_ratio() >= _LEAST and matcher.quick_ratio() >= _LEAST else 0.0
    )


@cache
def turned(new: str, old: str) -> tuple[str, ...]:
    """What changed that turns the meaning, however alike the rest is (Chinese)."""
    found = []
    if len(_NEGATION.findall(plain(new))) != len(_NEGATION.findall(plain(old))):
        found.append("一个说“不”，一个不说")
    if named_otherwise(new, old):
        found.append("引号里的名称不同")
    if len(_AND.findall(new)) != len(_AND.findall(old)):
        found.append("并列的内容有增减")
    came, gone = (
        set(_VERBS.findall(plain(a))) - set(_VERBS.findall(plain(b))) for a, b in ((new, old), (old, new))
    )
    if came and gone:
        found.append(f"“{'、'.join(sorted(gone))}”改成“{'、'.join(sorted(came))}”")
    return tuple(found)


def limited(new: str, old: str, least: int = LETTERS) -> str:
    """What came or went that says which of them are counted (Chinese): 隐患 are more than 重大隐患."""
    if not (new and old):
        return ""
    one, other = plain(new), plain(old)
    limits = set(_LIMITS.findall(one)) ^ set(_LIMITS.findall(other))
    little = one != other and min(len(one), len(other)) < least
    return f"“{'、'.join(sorted(limits))}”有增减" if limits else f"“{old}”改成“{new}”" if little else ""


def is_another_thing(new: str, old: str) -> bool:
    """Whether a word of a short text gave way to another one: 示范场馆 → 示范场站. Words that only came or went do not."""
    one, other = plain(new), plain(old)
    if min(len(one), len(other)) > _SHORT_TEXT:
        return False
    codes = {code for code, *_ in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()}
    return "replace" in codes or {"delete", "insert"} <= codes


def of_another_thing(new: str, old: str) -> bool:
    """Whether what is done is done to something else: 对危化企业检查 → 对矿山企业检查."""
    return is_another_thing(*(_VERBS.sub("", plain(each)) for each in (new, old)))


def named_otherwise(new: str, old: str) -> bool:
    """Whether what stands in quotation marks is not the same."""
    return set(_NAMED.findall(new)) != set(_NAMED.findall(old))
