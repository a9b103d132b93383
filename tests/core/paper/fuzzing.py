"""Files spoilt on purpose: valid papers of every format with bytes, parts or words changed at random."""

import copy
import io
import random
import zipfile
from functools import lru_cache

from lxml import etree

from kheo.core.errors import KheoError
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.pdf import write_pdf
from kheo.core.paper.writing.xlsx import write_xlsx
from tests.core.paper.writing.paper_samples import notice

FORMS = ("docx", "pdf", "html", "xlsx", "txt", "md")
_ODD = (
    "\u202e",
    "\u0000",
    "￿",
    "𝕏",
    "\ud7ff",
    "|",
    "**",
    "<",
    "&#x110000;",
    "1" * 60,
    "(" * 60,
    "- " * 40,
    "\\r\\n",
    "̣",
)


@lru_cache(maxsize=1)
def seeds() -> dict[str, bytes]:
    """One valid file of each format, all of the same paper."""
    paper = notice()
    document = write_docx(paper)
    text = read_paper(document, "a.docx").source.text
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line and " | " not in line)
    rows = [line.split(" | ") for line in text.splitlines() if " | " in line]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return {
        "docx": document,
        "pdf": write_pdf(paper),
        "html": f"<!DOCTYPE html><html><body>{paragraphs}<table>{cells}</table></body></html>".encode(),
        "xlsx": write_xlsx(paper),
        "txt": text.encode(),
        "md": text.replace("THÔNG BÁO", "# THÔNG BÁO").encode(),
    }


def spoilt(form: str, seed: int) -> bytes:
    """The `seed`-th spoilt file of a format, the same on every machine."""
    chance = random.Random(f"{form}-{seed}")
    data = seeds()[form]
    if form in {"docx", "xlsx"} and chance.random() < 0.8:
        return _spoilt_archive(data, chance)
    if form in {"html", "txt", "md"} and chance.random() < 0.7:
        return _spoilt_text(data.decode(), chance).encode("utf-8", "surrogatepass")
    return _spoilt_bytes(data, chance)


def _spoilt_archive(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = set(chance.sample(names, min(len(names), chance.randint(1, 3))))
        hit |= {
            name for name in names if name.endswith(("document.xml", "sheet1.xml")) and chance.random() < 0.7
        }
        for name in names:
            part = old.read(name)
            if name in hit:
                if chance.random() < 0.08:
                    continue
                whole = name.endswith((".xml", ".rels")) and chance.random() < 0.8
                part = _spoilt_tree(part, chance) if whole else _spoilt_bytes(part, chance)
            new.writestr(name, part)
    return stream.getvalue()


def _spoilt_tree(part: bytes, chance: random.Random) -> bytes:
    """Markup that is still well formed, with elements, attributes and words where they do not belong."""
    root = etree.fromstring(part)
    for _ in range(chance.randint(1, 25)):
        elements = [item for item in root.iter() if isinstance(item.tag, str)]
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(6):
            case 0 if one is not root:
                one.getparent().remove(one)
            case 1 if len(elements) < 20_000:
                twin = copy.deepcopy(one)
                times = min(chance.randint(1, 40), 3000 // sum(1 for _ in twin.iter()))
                other.extend(copy.deepcopy(twin) for _ in range(times))
            case 2 if one.attrib:
                name = chance.choice(sorted(one.attrib))
                one.attrib[name] = chance.choice(
                    ("", "-1", "0", "99999999999", "x", "true", one.attrib[name] * 3)
                )
            case 3:
                one.text = chance.choice(
                    ("", "\n" * 50, "ạ" * 3000, "1.1.1.1. " * 40, "| " * 200, "Số: /" * 50)
                )
            case 4:
                one.tag = other.tag
            case _ if one is not root and other is not one and one not in other.iterancestors():
                other.append(one)
    return etree.tostring(root)


def _spoilt_text(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 6)):
        if not text:
            break
        start = chance.randrange(len(text))
        end = min(len(text), start + int(chance.expovariate(1 / 80)) + 1)
        piece = text[start:end]
        match chance.randrange(6):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + piece * chance.randint(1, 200) + text[end:]
            case 2:
                text = text[:start] + chance.choice(_ODD) * chance.randint(1, 30) + text[start:]
            case 3:
                other = chance.randrange(len(text))
                text = text[:other] + piece + text[other:]
            case 4:
                figures = "".join(chance.choice("0123456789-") for _ in range(chance.randint(1, 12)))
                text = text[:start] + "".join(figures if c.isdigit() else c for c in piece) + text[end:]
            case _:
                text = text[:start] + piece[::-1] + text[end:]
    return text[:400_000]


def _spoilt_bytes(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if not spoilt:
            break
        start = chance.randrange(len(spoilt))
        end = min(len(spoilt), start + chance.randint(1, 200))
        match chance.randrange(5):
            case 0:
                spoilt[start] = chance.randrange(256)
            case 1:
                del spoilt[start:end]
            case 2:
                spoilt[start:start] = chance.randbytes(end - start)
            case 3:
                spoilt[start:start] = spoilt[start:end] * chance.randint(1, 20)
            case _:
                del spoilt[start:]
    return bytes(spoilt)


def tried(form: str, seed: int) -> str:
    """How reading went: “read”, or the code and sentence of the refusal. Any other exception is the program's own fault."""
    try:
        read_paper(spoilt(form, seed), f"van-ban.{form}")
    except KheoError as refused:
        return f"{refused.code}: {refused}"
    return "read"
