"""One laptop: what `make run` uses. No configuration needed."""

from kheo.kernel.secrets import secret_key_beside

from .base import *

SECRET_KEY = SECRET_KEY or secret_key_beside(KHEO_VAR)
