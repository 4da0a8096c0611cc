"""What proves that a filing was neither changed nor lost."""

from handler.collect.merge import merge
from handler.commands.evidence import seals
from handler.records.seal import Sealer
from tests.support.filings import SURVEY, make_record, store_record

SEALER = Sealer(secret="a-secret-of-the-tests-with-more-than-32-bytes")
OTHER = Sealer(secret="another-secret-of-the-tests-with-more-than-32")


def test_the_officer_is_told_whose_filing_nobody_vouches_for() -> None:
    objects = [store_record(make_record())]
    others = [store_record(OTHER.seal(make_record()))]

    assert list(seals(merge(SURVEY, objects, sealer=SEALER))) == [
        "未盖印（1 家，已计入；不是以前版本存的，请向单位核对）：宁波市鄞州区市场监督管理局"
    ]
    assert list(seals(merge(SURVEY, others, sealer=SEALER))) == [
        "印记是另一把密钥的（1 家，已计入；不是以前版本存的，请向单位核对）：宁波市鄞州区市场监督管理局"
    ]
    assert list(seals(merge(SURVEY, objects))) == []
