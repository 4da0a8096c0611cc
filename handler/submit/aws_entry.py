"""Where AWS Lambda starts the submit function: `handler.submit.aws_entry.handle`.

The one place that touches the environment and makes the client; it does so when Lambda
imports it, before the first request, where the processor is not throttled.
"""

import os

from handler.http.access_log import watch
from handler.platforms import make_handle
from handler.stores import open_store
from handler.submit.function import make_responder
from handler.submit.settings import read_settings
from schema.edition.survey import unpack

settings = read_settings(os.environ, unpack())
respond = make_responder(settings, open_store(os.environ["STORE"]))
handle = make_handle(watch(respond, print, os.environ.get("METRICS", ""), shell=settings.shell))
