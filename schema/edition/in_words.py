"""Kinds and answers as people read them: an answer as it is printed, what may be filled in, what is ticked."""

from schema.edition.kinds import JOINT, Amount, Kind, Several, YesNo


def kind_in_words(kind: Kind) -> str:
    """数（次）, 两位小数（万元）, □有 □无 …"""
    return f"{kind.shape}（{kind.measure}）" if kind.measure else kind.shape


def chosen(kind: Kind, answer: object) -> tuple[str, ...]:
    """The words that an answer chooses: those of several, else the one."""
    return tuple(str(answer).split(JOINT)) if isinstance(kind, Several) else (as_typed(answer),)


def as_typed(answer: object) -> str:
    """An answer as it is typed and printed: a yes as 是, a no as 否."""
    yes, no = YesNo.words
    return (yes if answer else no) if isinstance(answer, bool) else str(answer)


def asked_for(kind: Amount) -> str:
    """What is to be typed, in the words of a problem."""
    what = f"最多{'零一两三四'[kind.places]}位小数的数" if kind.places else "整数"
    like = f"{'-' if kind.signed else ''}12{'.5' if kind.places else ''}"
    return f"{what}{'（可为负）' if kind.signed else ''}，只填数字，如 {like}"
