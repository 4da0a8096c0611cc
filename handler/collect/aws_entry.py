"""Where AWS Lambda starts the collect function: `handler.collect.aws_entry.handle`.

The one place that touches the environment and makes the client. `BUREAU_KEY` shorter than
32 bytes stops it from starting.
"""

import os

from handler.collect.function import Settings, make_responder
from handler.http.access_log import watch
from handler.platforms import make_handle
from handler.records.seal import read_sealer
from handler.stores import open_store
from schema.edition.survey import unpack

settings = Settings(
    catalogue=unpack(),
    key=os.environ["BUREAU_KEY"],
    sealer=read_sealer(os.environ),
    largest=4_000_000,  # a function's answer may have 6 MB, in base64
    origins=frozenset(os.environ.get("ALLOWED_ORIGINS", "").split()),
)
handle = make_handle(watch(make_responder(settings, open_store(os.environ["STORE"])), print))
