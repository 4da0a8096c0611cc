"""Records that are **plainly right**: written exactly as this edition's are, and every answer in its plainest form. Most are.

One regular expression, made of the edition, sees it. What is not plain is not wrong: it is for `handler.collect.verify`,
which alone says why a record does not count. A test proves that it finds in a plain one the very same.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import sha256

from handler.collect.verify import Verified
from handler.records.fetch import Stored
from handler.records.keys import object_key
from handler.records.parse import are_files, files_of
from handler.records.record import FORMAT, FiledUnit, Record, reference
from handler.records.seal import Sealed, Sealer
from schema.edition.kinds import LARGEST_COUNT, LONGEST_PROSE, LONGEST_TEXT, Amount, Kind
from schema.edition.model import Edition
from schema.validation.checksum import checksum_of_texts
from schema.validation.letters import PATTERNS

_NUMBER = f"(?:0|[1-9][0-9]{{0,{len(str(LARGEST_COUNT)) - 1}}}+)"
_LETTER = r"(?:[0-9A-Za-z]|\xe4[\xb8-\xbf][\x80-\xbf]|[\xe5-\xe9][\x80-\xbf]{2}|，|。|、|；|：|（|）)"
"""Nothing that is stripped, escaped or refused anywhere; of Chinese characters U+4E00 to U+9FFF, in UTF-8."""
_DAY = "20[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
_TEXT = r'"[^"\\\x00-\x1f]*"'
_WORD = r'"([^"\\\x00-\x1f]*)"'
# Each text ends at the first quote: nothing is nested and nothing is looked for twice, whatever somebody has put into the store.
_REASONS = rf"\{{(?:{_TEXT}: {_TEXT}(?:, {_TEXT}: {_TEXT})*)?\}}"
_FILE = rf'\{{"name": {_TEXT}, "size": [1-9][0-9]{{0,8}}, "type": {_TEXT}, "sha256": {_TEXT}\}}'
_RECORD = (
    rf'\{{"format": {FORMAT}, "edition": "%s", "edition_digest": "%s", "id": {_WORD}, "unit": \{{"code": {_WORD}, "name": {_WORD}\}},'
    rf' "answers": \{{%s\}}, "explanations": ({_REASONS}),(?: "attachments": (\[{_FILE}(?:, {_FILE})*\]),)? "received_at": "({_DAY}T{_TIME})",'
    rf' "late": (true|false), "checksum": {_WORD}, "reference": {_WORD}(?:, "seal": "([0-9A-Z]{{8}}\.[0-9a-f]{{64}})")?\}}\n'
)
Plain = Callable[[Stored], Verified | None]


def make_plain(edition: Edition, sealer: Sealer | None) -> Plain:
    """The reader of one edition's plain records; None for any other."""
    ids = tuple(blank.id for blank in edition.blanks)
    pattern, decode = _pattern(edition), json.JSONDecoder().raw_decode
    make = partial(Record, edition=edition.id, edition_digest=edition.digest, nil=False)

    def read(stored: Stored) -> Verified | None:
        if not (found := pattern.fullmatch(stored.data)):
            return None
        written = found.groups(b"")
        if not (words := _decoded(written)):
            return None
        texts, sent = written[3:-7], written[-6]
        document, id_, code, name, received_at, late, checksum, referred, seal = words
        if stored.key != object_key(edition.id, code, id_) or referred != reference(edition.id, code, id_):
            return None
        (answers, explanations, files), _ = decode(document)
        if checksum != checksum_of_texts(ids, texts) or (sent and not are_files(files)):
            return None
        record = make(
            id=id_,
            unit=FiledUnit(code=code, name=name),
            answers=dict(zip(ids, answers, strict=True)),
            explanations=explanations,
            received_at=datetime.fromisoformat(received_at),
            late=late == "true",
            checksum=checksum,
            attachments=files_of(files) if sent else (),
            seal=seal,
        )
        digest, sealed = sha256(stored.data).hexdigest(), sealer.look(record, stored.data) if sealer else None
        verified = Verified(key=stored.key, record=record, sealed=sealed, digest=digest)
        return None if sealed is Sealed.BROKEN else verified

    return read


def _decoded(written: tuple[bytes, ...]) -> list[str]:
    """Answers, reasons and files as one document of JSON, then the other texts; none of them where one is no UTF-8."""
    document = b"[[%b],%b,%b]" % (b",".join(written[3:-7]), written[-7], written[-6] or b"[]")
    try:
        return [text.decode() for text in (document, *written[:3], *written[-5:])]
    except UnicodeDecodeError:
        return []


def _pattern(edition: Edition) -> re.Pattern[bytes]:
    answered = ", ".join(f'"{blank.id}": ({_plain(blank.kind)})' for blank in edition.blanks)
    return re.compile((_RECORD % (re.escape(edition.id), edition.digest, answered)).encode())


def _plain(kind: Kind) -> str:
    """What the plainest answers look like in JSON; nothing that is no answer, or that would be written otherwise."""
    fraction = f"[.][0-9]{{{kind.places}}}" if isinstance(kind, Amount) and kind.places else ""
    looks = {
        "count": _NUMBER,
        "amount": f'"{_NUMBER}{fraction}"',
        "yes_no": "true|false",
        "choice": f'"(?:{"|".join(map(re.escape, kind.words))})"',
        "several": f'"(?:{"|".join(map(re.escape, kind.words))})"',
        "text": f'"{_LETTER}{{1,{LONGEST_TEXT}}}"',
        "prose": f'"{_LETTER}{{1,{LONGEST_PROSE}}}"',
        "date": f'"{_DAY}"',
        "phone": f'"{PATTERNS["phone"]}"',
    }
    return looks.get(kind.name, "(?!)")  # of a kind that does not stand here nothing is plain
