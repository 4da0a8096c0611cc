"""A form with a file, sent as a browser sends it."""

import urllib.error
import urllib.request
from collections.abc import Mapping

BOUNDARY = "----the-boundary-of-the-tests"


def encode_form(fields: Mapping[str, str], data: bytes, boundary: str = BOUNDARY) -> tuple[str, bytes]:
    """The content type and the body: the fields in their order, the file last, under `file`."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n'
    head += "Content-Type: application/octet-stream\r\n\r\n"
    body = b"".join([*parts, head.encode(), data, f"\r\n--{boundary}--\r\n".encode()])
    return f"multipart/form-data; boundary={boundary}", body


def send_form(url: str, fields: Mapping[str, str], data: bytes, boundary: str = BOUNDARY) -> int:
    """The HTTP status of the answer."""
    media, body = encode_form(fields, data, boundary)
    request = urllib.request.Request(url, body, {"Content-Type": media})
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
