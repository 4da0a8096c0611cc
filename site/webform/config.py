"""What the frozen pages must know of where they will stand, and the arguments that say it."""

import argparse
import os
import re
from dataclasses import dataclass

from schema.errors import UserError


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the site will stand: its base path (`/` or `/forms/`) and the origin of the functions if elsewhere.

    upload_origin: where the page sends attachments, if that is elsewhere: the data bucket's address.
    codes: whether the page asks for a filing code.
    at: the moment at which the clock is pinned for a trial; empty for the real one.
    workbench: whether the desk can make an edition: where the program itself serves.
    preview: whether it is a form that is not published, which every page then says.
    """

    base_path: str = "/"
    api_origin: str = ""
    upload_origin: str = ""
    codes: bool = False
    at: str = ""
    workbench: bool = False
    preview: bool = False

    @property
    def api(self) -> str:
        """The address that `/<edition>/submissions` is added to."""
        return f"{self.api_origin or self.base_path.rstrip('/')}/api"

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of every page: own files and own functions, nothing inline."""
        reached = f"'self' {self.api_origin}".strip()
        asked = f"{reached} {self.upload_origin}".strip()
        return (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"connect-src {asked}; form-action {reached}; base-uri 'none'"
        )


def add_place(command: argparse.ArgumentParser) -> None:
    """Where the site will stand."""
    command.add_argument("--base-path", default="/", help="网站在服务器上的路径，以 / 开头和结尾")
    command.add_argument(
        "--upload-origin", default="", help="附件直接传到存储桶时写它的网址 https://…；默认与网站同一网址"
    )
    command.add_argument(
        "--api-origin", default="", help="云函数在别的网址时写 https://…；默认与网站同一网址"
    )


def add_access(command: argparse.ArgumentParser) -> None:
    """Whether filing needs a code."""
    given = "codes" if os.environ.get("CODE_SECRET") else "open"
    command.add_argument(
        "--access",
        choices=("open", "codes"),
        default=given,
        help="codes 凭填报码填报，open 不用码；默认有 CODE_SECRET 时用码",
    )


def read_place(options: argparse.Namespace) -> Place:
    """The place that the arguments name. Raises UserError."""
    path = options.base_path
    if not re.fullmatch(r"/(?:[0-9A-Za-z_.~-]+/)*", path):
        raise UserError(f"--base-path “{path}”应以 / 开头和结尾，只含英文字母、数字和 _ . ~ -，如 /forms/")
    codes = getattr(options, "access", "open") == "codes"
    return Place(
        base_path=path,
        api_origin=_origin("--api-origin", options.api_origin),
        upload_origin=_origin("--upload-origin", options.upload_origin),
        codes=codes,
    )


def _origin(argument: str, said: str) -> str:
    """As pages and their policy need it: taken as a path it would be a site that looks well and files nothing."""
    origin = said.rstrip("/")
    if origin and not re.fullmatch(
        r"https?://[0-9A-Za-z.-]+(?::[0-9]+)?|https?://\[[0-9A-Fa-f:]+\](?::[0-9]+)?", origin
    ):
        raise UserError(f"{argument} “{said}”应写成 https://域名，后面不带路径，如 https://api.example.cn")
    return origin
