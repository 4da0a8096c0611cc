"""What is handed out after a deployment, as files that only their owner can read: the desk's link, the filing codes."""

from collections.abc import Iterator
from pathlib import Path

from handler.access.filing_codes import Codes, read_rounds
from handler.commands.code_sheet import make_code_rows
from handler.stores.folder.private_file import write_private
from schema.loading.catalogue import Catalogue
from webform.app import render_code_sheet

_DESK = """汇总台入口（拿到这个网址的人就能看全部报送，请当面或用内部邮件交给经办人，不要发到群里）：
{site}desk/#key={key}

汇总台密钥（网址打不开时，在 {site}desk/ 里输入）：
{key}
"""


def write_handouts(
    catalogue: Catalogue, site: str, *, bureau_key: str, code_secret: str, code_rounds: str, folder: Path
) -> Iterator[str]:
    """Write the desk's link, and for each edition a sheet of codes, yielding what was written.

    site: its address, ending in `/`. code_rounds: as deployed. Raises CodesError, OSError.
    """
    codes = Codes(secret=code_secret, rounds=read_rounds(code_rounds, catalogue))
    texts = {"汇总台入口.txt": _DESK.format(site=site, key=bureau_key)}
    for edition, survey in catalogue.items():
        texts[f"填报码-{edition}.html"] = render_code_sheet(survey, list(make_code_rows(survey, codes, site)))
    for name, text in texts.items():
        write_private(folder / name, text)
        yield f"已写 {folder / name}"
