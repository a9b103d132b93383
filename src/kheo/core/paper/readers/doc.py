"""Old Word files (.doc) through a converter that the machine has: LibreOffice, else antiword.

LibreOffice runs with a profile of its own that is thrown away, macros off and nothing fetched from outside.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from kheo.core.paper.refusals import refusal

_SECONDS = 40
_MOST_BYTES = 64 * 1024 * 1024
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def converted_doc(data: bytes) -> bytes:
    """The same paper as .docx, or as plain text in UTF-8 where only antiword is there.

    Raises UnreadableFile: file-macro, file-legacy-doc where there is no converter, file-corrupted.
    """
    if _MACROS in data:
        raise refusal("file-macro")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    plain = shutil.which("antiword")
    if office is None and plain is None:
        raise refusal("file-legacy-doc")
    with TemporaryDirectory(prefix="kheo-doc-") as folder:
        room = Path(folder)
        (room / "van-ban.doc").write_bytes(data)
        made = _by_office(office, room) if office else b""
        made = made or (_by_antiword(plain, room) if plain else b"")
    if not made or len(made) > _MOST_BYTES:
        raise refusal("file-corrupted")
    return made


def _by_office(office: str, room: Path) -> bytes:
    profile = room / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    words = ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", str(room)]
    _run([office, f"-env:UserInstallation={profile.as_uri()}", *words, str(room / "van-ban.doc")], room)
    made = room / "van-ban.docx"
    return made.read_bytes() if made.is_file() and made.stat().st_size <= _MOST_BYTES else b""


def _by_antiword(antiword: str, room: Path) -> bytes:
    return _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(room / "van-ban.doc")], room)


def _run(words: list[str], room: Path) -> bytes:
    """What the program printed; b"" where it failed or took too long. It and its children end with the time."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(room),
        "TMPDIR": str(room),
        "LANG": "C.UTF-8",
    }
    environment |= dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    with (room / "out").open("w+b") as out:
        process = subprocess.Popen(  # noqa: S603 -- a program of this machine, no shell
            words,
            cwd=room,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            status = process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            status = -1
        finally:
            _end(process)
        out.seek(0)
        return out.read(_MOST_BYTES + 1) if status == 0 else b""


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
