"""One line of the report: what was measured, beside what, and whether it holds."""


def ratio(what: str, ours: float, theirs: float, limit: float | None = None, *, unit: str = "s") -> None:
    """Ours as a multiple of theirs, at most `limit` of it; None where it is told alone."""
    bar(f"{what} {ours:,.2f} / {theirs:,.2f} {unit}", ours / theirs, limit, unit="×")


def bar(what: str, value: float, limit: float | None = None, *, unit: str, least: bool = False) -> None:
    """least: whether the limit is a least one."""
    said = ""
    if limit is not None:
        holds = value >= limit if least else value <= limit
        said = f"   {'≥' if least else '≤'} {limit:g}   {'holds' if holds else 'DOES NOT HOLD'}"
    print(f"{what:<100} {value:>8.2f} {unit}{said}", flush=True)
