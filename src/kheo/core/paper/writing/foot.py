"""The bottom of a paper: recipients, signatures of office, signing columns of a form."""

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.model import Align, Paper, Run, Signature, SignBlock, SignOff
from kheo.core.paper.profiles import Face, Profile
from kheo.core.paper.writing.boxes import Grid, Line
from kheo.core.paper.writing.metrics import LINE_PITCH
from kheo.core.paper.writing.setting import centred, runs_of

ROOM_TO_SIGN = 72.0  # points between position and name: signature and seal
RECIPIENTS_SHARE = 0.47


def foot(paper: Paper, width: float) -> list[Grid]:
    """Recipients left, signature right, on the same height; with two signers the recipients follow."""
    if paper.signature is None:
        return []
    profile = paper.profile
    right = signature_lines(paper.signature, profile)
    left_width = width * RECIPIENTS_SHARE
    widths = (left_width, width - left_width)
    recipients = recipient_lines(paper.recipients, profile)
    if paper.left_signature is None:
        return [Grid(widths, ((recipients, right),), before=12)]
    signers = (paper.left_signature, paper.signature)
    height = max(len(signer.authority) + 1 for signer in signers)
    cells = tuple(signature_lines(signer, profile, height=height) for signer in signers)
    pair = Grid((width / 2, width / 2), (cells,), before=12)
    return [pair, Grid(widths, ((recipients, ()),), before=12)]


def signature_lines(signature: Signature, profile: Profile, *, height: int = 0) -> tuple[Line, ...]:
    """On whose behalf, position, room to sign, name; as tall as `height` lines above the room."""
    lines = [
        centred(f"{_prefix(line.prefix, profile)} {line.body}", profile.authority)
        for line in signature.authority
    ]
    position = profile.position_under_prefix if signature.authority else profile.position
    lines.append(centred(signature.position, position))
    short = max(height - len(lines), 0) * profile.position.size * LINE_PITCH
    lines.append(centred(signature.name, profile.name, before=ROOM_TO_SIGN + short))
    return tuple(lines)


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


def recipient_lines(recipients: tuple[str, ...], profile: Profile) -> tuple[Line, ...]:
    """“Nơi nhận:” and its items, the last ending with a full stop."""
    if not recipients:
        return ()
    lines = [Line(runs_of("Nơi nhận:", profile.recipients_label), profile.recipients_label.size)]
    for place, item in enumerate(recipients):
        end = "." if place == len(recipients) - 1 else profile.recipients_separator
        lines.append(Line(runs_of(f"- {item}{end}", profile.recipients), profile.recipients.size))
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
        lines.append(centred(block.dateline, Face(size, italic=True)))
    if block.title:
        lines.append(centred(block.title, Face(size, bold=True)))
    if block.note:
        lines.append(centred(block.note, Face(size, italic=True)))
    name = (Run(block.name, bold=True),)
    lines.append(Line(runs_of(name, Face(size)), size, Align.CENTER, before=ROOM_TO_SIGN - 8))
    return tuple(lines)
