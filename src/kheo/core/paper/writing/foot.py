"""The bottom of a paper: recipients, signatures of office, signing columns of a form."""

from dataclasses import replace

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.model import Align, Paper, Run, Signature, SignBlock, SignOff
from kheo.core.paper.profiles import Face, Profile
from kheo.core.paper.writing.boxes import Grid, Line, Role
from kheo.core.paper.writing.looks import dress
from kheo.core.paper.writing.metrics import LINE_PITCH
from kheo.core.paper.writing.setting import runs_of

ROOM_TO_SIGN = 72.0  # points between position and name: signature and seal
RECIPIENTS_SHARE = 0.47
CONCURRENTLY = "kiêm"


def foot(paper: Paper, width: float) -> list[Grid]:
    """Recipients left, signature right, on the same height; with two signers the recipients follow.

    Whoever attests a paper of a body without a seal signs beside the recipients.
    """
    if paper.signature is None:
        return []
    profile = paper.profile
    left_width = width * RECIPIENTS_SHARE
    widths = (left_width, width - left_width)
    recipients = recipient_lines(paper.recipients, profile, drafter=paper.marks.drafter)
    attested = signature_lines(paper.attestation, profile) if paper.attestation else ()
    if paper.left_signature is None:
        grids = [Grid(widths, ((recipients, signature_lines(paper.signature, profile)),), before=12)]
        return [*grids, Grid(widths, (((), attested),), before=12)] if attested else grids
    signers = (paper.left_signature, paper.signature)
    height = max(len(_above_room(signer)) for signer in signers)
    cells = tuple(signature_lines(signer, profile, height=height) for signer in signers)
    pair = Grid((width / 2, width / 2), (cells,), before=12)
    return [pair, Grid(widths, ((recipients, attested),), before=12)]


def _above_room(signature: Signature) -> tuple[str, ...]:
    second = (CONCURRENTLY, signature.concurrent) if signature.concurrent else ()
    return (*(line.body for line in signature.authority), signature.position, *second)


def signature_lines(signature: Signature, profile: Profile, *, height: int = 0) -> tuple[Line, ...]:
    """On whose behalf, position, room to sign, name; as tall as `height` lines above the room."""
    lines = [
        dress(Role.AUTHORITY, f"{_prefix(line.prefix, profile)} {line.body}", profile)
        for line in signature.authority
    ]
    face = profile.position_under_prefix if signature.authority else profile.position
    lines.append(_position(signature.position, face, profile))
    if signature.concurrent:
        lines.append(_position(CONCURRENTLY, Face(face.size), profile))
        lines.append(_position(signature.concurrent, face, profile))
    short = max(height - len(lines), 0) * profile.position.size * LINE_PITCH
    lines.append(replace(dress(Role.SIGNER, signature.name, profile), before=ROOM_TO_SIGN + short))
    return tuple(lines)


def _position(words: str, face: Face, profile: Profile) -> Line:
    return replace(dress(Role.POSITION, words, profile), runs=runs_of(words, face), size=face.size)


def _prefix(prefix: str, profile: Profile) -> str:
    written = dict(profile.prefixes).get(prefix)
    if written is None:
        raise InvalidInput(
            N_("Thể thức văn bản này không có hình thức ký “%(prefix)s”: hãy chọn hình thức ký khác."),
            code="paper-signing-prefix",
            field="signature",
            prefix=prefix,
        )
    return written


def recipient_lines(recipients: tuple[str, ...], profile: Profile, *, drafter: str = "") -> tuple[Line, ...]:
    """“Nơi nhận:” and its items, the last ending with a full stop; then the drafter's code."""
    if not recipients:
        return ()
    lines = [dress(Role.RECIPIENTS_LABEL, "Nơi nhận:", profile)]
    for place, item in enumerate(recipients):
        end = "." if place == len(recipients) - 1 else profile.recipients_separator
        lines.append(dress(Role.RECIPIENTS, f"- {item}{end}", profile))
    if drafter:
        lines.append(dress(Role.DRAFTER, drafter, profile))
    return tuple(lines)


def sign_off(block: SignOff, size: float, width: float) -> Grid:
    """Signing columns of a form, of equal width."""
    share = width / len(block.blocks)
    dated = any(one is not None and one.dateline for one in block.blocks)
    cells = tuple(_sign_block(one, size, dated=dated) for one in block.blocks)
    return Grid((share,) * len(block.blocks), (cells,), before=10)


def _sign_block(block: SignBlock | None, size: float, *, dated: bool) -> tuple[Line, ...]:
    if block is None:
        return ()
    lines: list[Line] = []
    if dated:  # an empty line keeps titles of all columns on one height
        lines.append(_centred(block.dateline, Face(size, italic=True)))
    if block.title:
        lines.append(_centred(block.title, Face(size, bold=True)))
    if block.note:
        lines.append(_centred(block.note, Face(size, italic=True)))
    name = (Run(block.name, bold=True),)
    lines.append(Line(runs_of(name, Face(size)), size, Align.CENTER, before=ROOM_TO_SIGN - 8))
    return tuple(lines)


def _centred(text: str, face: Face) -> Line:
    return Line(runs_of(text, face), face.size, Align.CENTER)
