"""What is allowed in an edition but rarely meant: remarks that `build.py check` makes."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from schema.edition.dates import names_remark, weekend_remark
from schema.edition.model import Edition
from schema.edition.period import edition_in_words, period_of
from schema.edition.site import Site
from schema.edition.survey import Catalogue, Survey, earlier_periods

ALMOST = 0.85
"""How alike two ids are that differ by a slip of the hand."""
_TOLD = {"sponsor": "主办单位", "phone": "联系电话", "keep_until": "联系人、电话保存到哪一天"}
"""What whoever gives a name and a number must be told before (个人信息保护法 art. 17)."""
_SHOWN = {"icp": "ICP 备案号", "police": "公安备案号", "code": "政府网站标识码"}
"""What stands at the foot of a government's site on the Internet."""


def lint(catalogue: Catalogue) -> Iterator[str]:
    """One line (Chinese) per remark, with the edition and the place."""
    for id_, survey in catalogue.items():
        before = [catalogue[each] for each in earlier_periods(id_, catalogue)[:1]]
        yield from (f"{id_}：{remark}" for remark in _remarks(survey.edition, before))

    yield from _lacking(next(iter(catalogue.values())).edition.site)


def _remarks(edition: Edition, before: Iterable[Survey]) -> Iterator[str]:
    for (one, label), (other, same) in pairwise(edition.labels.items()):
        if label == same:
            yield f"{edition.places[other]}：{{{one}}} 和 {{{other}}} 紧挨着，名称都是“{label}”，填报人分不清"
    yield from _far(edition)
    yield from weekend_remark(edition.due)
    yield from names_remark(edition)
    for each in before:
        yield from _slips(edition, each.edition)


def _far(edition: Edition) -> Iterator[str]:
    """A year's table is asked for within it; that of a shorter period until the end of the next."""
    period = period_of(edition.id)
    if not period:
        return
    after = edition.due.year * 12 + edition.due.month - 1 - period.first
    if not 0 <= after < (12 if period.months == 12 else 2 * period.months):
        yield f"截止日 {edition.due:%Y-%m-%d} 不在 {period.words}{'' if period.months == 12 else '，也不在下一期'}，请核对 due"


def _lacking(site: Site) -> Iterator[str]:
    for named, where in ((_TOLD, "收集联系人、电话前应当告知的"), (_SHOWN, "在互联网上公开的网站应当写明的")):
        missing = "、".join(f"{name}（{key}）" for key, name in named.items() if not getattr(site, key))
        if missing:
            yield f"{where}，site.toml 里没有写：{missing}"


def _slips(edition: Edition, before: Edition) -> Iterator[str]:
    this_year, last_year = ({blank.id for blank in each.blanks} for each in (edition, before))
    for name in sorted(this_year - last_year):
        for old in sorted(last_year - this_year):
            if _slip(name, old):
                yield f"{{{name}}} 与 {edition_in_words(before.id)}的 {{{old}}} 只差拼写；如是同一项，改成 {{{old}}} 才能逐年比较"


def _slip(one: str, other: str) -> bool:
    if one.replace("_", "").rstrip("s") == other.replace("_", "").rstrip("s"):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALMOST
