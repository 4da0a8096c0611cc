"""What is no secret, though it stands where one should: too short, or a placeholder that nobody has filled in."""

import re

SHORTEST = 32
"""Bytes."""
_UNFILLED = re.compile(r"\{\{|\}\}|\$\{|\$\(|<[^<>]*>|%\(|^\$[A-Z_]+$")
"""`{{resolve:…}}` of CloudFormation, `${…}` of a shell or of Terraform, `<…>` of a manual: all of them known to everybody."""


def fault_of(name: str, secret: str) -> str:
    """Why it cannot be used, without repeating it (Chinese); empty where it can."""
    if len(secret.encode()) < SHORTEST:
        return f"{name} 太短，至少要 {SHORTEST} 个字节"
    if _UNFILLED.search(secret):
        return f"{name} 还是没有替换的占位文字（如 {{{{resolve:…}}}}、${{…}}），不是密钥，请换成真正的密钥"
    return ""
