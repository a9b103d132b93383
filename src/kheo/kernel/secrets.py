"""The secret key of a laptop installation: made once, kept beside the database."""

import os
import secrets
from pathlib import Path


def secret_key_beside(var: Path) -> str:
    """Read `var/secret-key`, making it (owner-readable only) the first time.

    A folder that cannot be written to yields a key for this process alone, so that commands
    that touch no database still work there; starting the server refuses such a folder anyway.
    """
    path = var / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        key = secrets.token_urlsafe(50)
    try:
        var.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return key
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key
