"""What a person decides of a piece of work: which question a blank is, whether a doubt is settled, whether a rule holds.

Each is one change; all raise FileProblemsError where the loader would refuse it, or there is no such thing any more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from schema.authoring.draft import with_blanks
from schema.authoring.new_ids import fresh_ids
from schema.authoring.workbench.work import (
    NEW_IN_IT,
    ON_THE_PAPER,
    Rule,
    Work,
    asked_in,
    check_of,
    with_edition,
)
from schema.edition.model import Edition
from schema.edition.sentence import Blank
from schema.errors import FileProblem, FileProblemsError
from schema.loading.check_fill import why_not_filled

Earlier = Sequence[Edition]
"""Every other edition on the shelf: no id of theirs is given to another question."""
T = TypeVar("T")


def same(work: Work, about: str, old: str, earlier: Earlier) -> Work:
    """The blank is what `old` was, and counts what that did. Another that was taken for it gets an id of its own."""
    before = next((each for each in earlier if each.id == work.like), None)
    if about != old and old in asked_in(work).labels:
        work = new(work, old, earlier)
    return _called(work, about, old, "same", dict(before.meanings if before else ()).get(old, ""))


def new(work: Work, about: str, earlier: Earlier) -> Work:
    """The blank is none that any earlier edition had."""
    edition, known = asked_in(work), ids_of(earlier)
    return _called(work, about, fresh(edition, about, known) if about in known else about, "new")


def ids_of(earlier: Earlier) -> set[str]:
    return {blank.id for each in earlier for blank in each.blanks}


def fresh(edition: Edition, about: str, known: set[str]) -> str:
    ids = [blank.id for blank in edition.blanks]
    taken = known | set(ids)
    return fresh_ids(edition, taken, taken)[place_of(ids, about)]


def place_of(ids: list[str], about: str) -> int:
    if about not in ids:
        raise refused("这个空已经不在表上了", "看一下现在的表")
    return ids.index(about)


def _called(work: Work, about: str, name: str, how: str, meaning: str = "") -> Work:
    """The blank by another id, in questions and rules too; what was asked of it is settled.

    how: as `Question.settled`. meaning: what a question of that id counts; what another counts does not go with it.
    """
    edition = asked_in(work)
    place_of(list(edition.labels), about)
    meanings = {of: said for of, said in edition.meanings if about == name or of != about}
    if meaning:
        meanings.setdefault(name, meaning)
    questions = tuple(
        replace(each, about=name, settled=how) if each.about == about else each for each in work.questions
    )
    blanks = {blank.id: blank for blank in edition.blanks}
    rules: dict[tuple[str, ...], Rule] = {}
    # A total whose blanks are all last year's again is that of last year.
    for rule in work.rules:
        for each in (_renamed_rule(rule, about, name), *_total_still(rule, about, name, blanks, how)):
            rules.setdefault((each.level, each.rule, each.message), each)
    told = replace(work, questions=questions, rules=tuple(rules.values()))
    named = renamed(replace(edition, meanings=tuple(meanings.items())), about, name)
    return with_edition(told, named)


def renamed(edition: Edition, about: str, name: str) -> Edition:
    def named(blank: Blank) -> Blank:
        return replace(blank, id=name) if blank.id == about else blank

    meanings = tuple((name if of == about else of, said) for of, said in edition.meanings)
    return replace(with_blanks(edition, named), meanings=meanings)


def _renamed_rule(rule: Rule, about: str, name: str) -> Rule:
    """What the paper says follows its blank; any other rule is of the question, to be confirmed where it is another blank."""
    if about == name or not {about, name} & {*rule.rule.split(" ")}:
        return rule
    return _put(rule, about, name) if rule.why in (ON_THE_PAPER, NEW_IN_IT) else replace(rule, on=None)


def _put(rule: Rule, about: str, name: str) -> Rule:
    return replace(rule, rule=" ".join(name if word == about else word for word in rule.rule.split(" ")))


def _total_still(rule: Rule, about: str, name: str, blanks: Mapping[str, Blank], how: str) -> Iterator[Rule]:
    """A total of last year's stands on the paper yet when one of its blanks is new: to be confirmed of that."""
    ours = rule.fits and rule.on is not False and rule.why not in (ON_THE_PAPER, NEW_IN_IT)
    asked = how == "new" and about != name and about in rule.rule.split(" ")
    if ours and asked and not why_not_filled(check_of(rule, blanks), blanks):
        yield replace(_put(rule, about, name), why=NEW_IN_IT, on=None)


def settle(work: Work, number: int, how: str) -> Work:
    """A question is settled as things stand; '' opens it again."""
    return replace(work, questions=change_at(work.questions, number, lambda each: replace(each, settled=how)))


def rules(work: Work, numbers: Sequence[int], *, on: bool) -> Work:
    """Whether these rules shall hold."""
    return _each_rule(work, numbers, lambda rule: replace(rule, on=on))


def fills(work: Work, numbers: Sequence[int], *, on: bool) -> Work:
    """Whether the page shall fill the sums of these rules in; else they are typed, and checked."""
    return _each_rule(work, numbers, lambda rule: replace(rule, fill=on))


def _each_rule(work: Work, numbers: Sequence[int], change: Callable[[Rule], Rule]) -> Work:
    for number in numbers:
        work = replace(work, rules=change_at(work.rules, number, change))
    return work


def change_at(items: tuple[T, ...], number: int, change: Callable[[T], T]) -> tuple[T, ...]:
    """The items, that of this number (from 1) changed."""
    if not 0 < number <= len(items):
        raise refused("这一处已经不在了", "看一下现在的表")
    return (*items[: number - 1], change(items[number - 1]), *items[number:])


def refused(what: str, remedy: str) -> FileProblemsError:
    return FileProblemsError([FileProblem(file="", place="整张表", rule=what, remedy=remedy)])
