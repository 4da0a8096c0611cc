"""What the blanks of a grid are called: by the tree of its rows and the tree of its columns, whatever is called alike."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from schema.edition.blocks import Lines
from schema.edition.grid import Cell, Grid
from schema.edition.kinds import Count, Kind, Phone, Text
from schema.edition.sentence import Blank, Sentence
from tests.support.builders import the_2021

NUMBERS = ("一二三四五六七八九十", "一二三四五六七八九十", "123456789", "123456789")
FORMS = ("{}、{}", "（{}）{}", "{}.{}", "（{}）{}")
WORDS = ["教师", "学生", "小学", "初中", "男", "女"]


@dataclass(frozen=True, kw_only=True)
class Node:
    name: str
    under: tuple["Node", ...] = ()


def trees(depth: int) -> st.SearchStrategy[tuple[Node, ...]]:
    under = trees(depth - 1) if depth > 1 else st.just(())
    nodes = st.builds(Node, name=st.sampled_from(WORDS), under=under)
    return st.lists(nodes, max_size=3, unique_by=lambda node: node.name).map(tuple)


def rows_of(nodes: tuple[Node, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is printed in each row, and the names of all that it is a part of with its own."""
    for number, node in enumerate(nodes):
        depth = len(above)
        path = (*above, node.name)
        yield FORMS[depth].format(NUMBERS[depth][number], node.name), path
        yield from rows_of(node.under, path)


def columns_of(nodes: tuple[Node, ...], depth: int, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names of each column from the top."""
    for node in nodes:
        path = (*above, node.name)
        if node.under:
            yield from columns_of(node.under, depth, path)
        else:
            yield path + (node.name,) * (depth - len(path))


def text(said: str) -> Cell:
    return Cell(sentence=Sentence(parts=(said,)))


def called(path: tuple[str, ...], times: Counter[str]) -> tuple[str, ...]:
    """As short as it can be said: led by what it is a part of, up to a row that is called like no other."""
    names = path[-1:]
    for name in reversed(path[:-1]):
        if times[names[0]] == 1:
            break
        names = (name, *names)
    return names


@given(trees(3).filter(bool), trees(3).filter(bool))
def test_rows_are_led_by_what_they_are_a_part_of_and_columns_by_all_above(
    rows: tuple[Node, ...], heads: tuple[Node, ...]
) -> None:
    printed, columns = list(rows_of(rows)), list(columns_of(heads, 3))
    times = Counter(path[-1] for _, path in printed)
    top = [(text(""), *(text(path[level]) for path in columns)) for level in range(3)]
    body = [
        (text(said), *(Cell(sentence=Sentence(parts=(Blank(id=f"c{r}_{c}", kind=Count(measure="人")),))) for c in range(len(columns))))
        for r, (said, _) in enumerate(printed)
    ]  # fmt: skip
    grid = Grid(caption="", head=3, stub=1, rows=(*top, *body))

    found = replace(the_2021(), blocks=(grid,)).labels

    for r, (_, path) in enumerate(printed):
        for c, column in enumerate(columns):
            names = (*called(path, times), *(column if len(columns) > 1 else ()))
            assert found[f"c{r}_{c}"] == f"{' · '.join(dict.fromkeys(names))}（人）"


def test_what_has_no_number_is_part_of_the_row_above_unless_it_closes_a_group() -> None:
    said = ["一、教师", "1.男", "其中：党员", "合计", "二、学生", "1.男", "其中：党员", "合计", "小学", "男生", "中学", "男生"]  # fmt: skip
    rows = [(text(each), Cell(sentence=Sentence(parts=(Blank(id=f"c{n}", kind=Text()),)))) for n, each in enumerate(said)]  # fmt: skip
    grid = Grid(caption="", head=0, stub=1, rows=tuple(rows))

    assert list(replace(the_2021(), blocks=(grid,)).labels.values())[4:] == [
        *("教师", "教师 · 男", "教师 · 男 · 其中：党员", "教师 · 合计"),
        *("学生", "学生 · 男", "学生 · 男 · 其中：党员", "学生 · 合计"),
        *("小学", "小学 · 男生", "中学", "中学 · 男生"),
    ]


grids = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True)


@given(st.lists(grids | st.just("联系电话"), min_size=1, max_size=4))
def test_what_is_added_further_down_leaves_what_stands_above_its_name(blocks: list[list[str] | str]) -> None:
    made: list[Grid | Lines] = []
    for b, block in enumerate(blocks):
        ids = (f"b{b}_{n}" for n in range(9))
        if isinstance(block, str):
            made.append(Lines(sentences=(Sentence(parts=(f"{block}：", Blank(id=next(ids), kind=Phone()))),)))
        else:
            rows = [
                (text(said), Cell(sentence=Sentence(parts=(Blank(id=next(ids), kind=Text()),))))
                for said in block
            ]
            made.append(Grid(caption="", head=0, stub=1, rows=tuple(rows)))
    whole = replace(the_2021(), blocks=tuple(made)).labels

    for upto in range(len(made)):
        part = replace(the_2021(), blocks=tuple(made[:upto])).labels
        assert part.items() <= whole.items()


def test_names_and_telephone_numbers_are_personal_wherever_they_stand() -> None:
    said = [
        "单位负责人：",
        "统计负责人（签字）：",
        "填 表 人：",
        "电话：",
        "隐患数：",
        "报送单位：",
        "主要做法",
    ]
    kinds: list[Kind] = [Text(), Text(), Text(), Phone(), Count(measure="处"), Text(), Text()]
    parts = [each for n, (words, kind) in enumerate(zip(said, kinds, strict=True)) for each in (words, Blank(id=f"p{n}", kind=kind))]  # fmt: skip
    edition = replace(the_2021(), blocks=(Lines(sentences=(Sentence(parts=tuple(parts)),)),))

    assert [blank.id for blank in edition.personal] == ["contact", "phone", "p0", "p1", "p2", "p3"]
