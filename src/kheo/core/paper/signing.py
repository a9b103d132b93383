"""Digital signatures of .pdf files (PAdES): put on, and checked. Nothing here ever reaches the network.

Certificates are not asked about online (no OCSP, no CRL): whether one was withdrawn meanwhile is not known, and
`SignatureFound.trust` says so.
"""

import io
import logging
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.refusals import refusal
from kheo.core.paper.writing.characters import printable

# The library logs the names of signers whose certificate it cannot follow; a log holds no names.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

Trust = Literal["trusted", "no-roots", "unknown-issuer", "expired", "revoked", "unusable"]

VIETNAM = timezone(timedelta(hours=7))
_MM = 72 / 25.4
_MOST_SIGNATURES = 20


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """What is seen of a signature, millimetres from the upper left corner of a page.

    `image` is a .png with the signature or seal (blue or red, as scanned); `lines` are set in size 10.
    """

    lines: tuple[str, ...] = ()
    image: bytes = b""
    page: int = 1
    left: float = 120
    top: float = 10
    width: float = 75
    height: float = 18


def organisation_block(at: datetime, *, organisation: str = "", number: str = "") -> VisibleBlock:
    """The organisation's signature as text at the top right of page 1, size 10, with the moment of signing in
    ISO 8601 (Nghị định 30/2020/NĐ-CP, Phụ lục I); `number` of a file that goes beside its paper.
    """
    when = at.astimezone(VIETNAM).replace(microsecond=0).isoformat()
    return VisibleBlock(tuple(line for line in (organisation, number, f"Thời gian ký: {when}") if line))


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature as checked. `covers_file`: nothing was added behind it; `intact`: what it signs is unchanged."""

    who: str
    at: datetime | None
    intact: bool
    covers_file: bool
    trust: Trust
    issuer: str = ""

    @property
    def trusted(self) -> bool:
        """Whether the certificate leads to a root that this machine trusts."""
        return self.trust == "trusted"


def pkcs12_signer(data: bytes, password: str) -> Any:
    """A signer out of a PKCS#12 file (.p12, .pfx). Raises InvalidInput for another file or a wrong password."""
    from pyhanko.sign import signers  # noqa: PLC0415 -- slow import

    made = None
    with suppress(ValueError, TypeError, OSError):
        made = signers.SimpleSigner.load_pkcs12_data(data, other_certs=(), passphrase=password.encode())
    if made is None:
        raise InvalidInput(
            N_("Không mở được chứng thư số: sai mật khẩu hoặc không phải tệp .p12, .pfx. Hãy kiểm tra lại."),
            code="certificate-unreadable",
            field="password",
        )
    return made


def pkcs11_signer(library: str, token: str, pin: str, certificate: str) -> Any:
    """A signer on a token (USB, HSM) through its PKCS#11 library. Not tried with a real token.

    Raises InvalidInput where python-pkcs11 is not installed, or the token does not answer.
    """
    try:
        from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415 -- needs a package of its own
        from pyhanko.sign import pkcs11  # noqa: PLC0415 -- needs a package of its own

        wanted = TokenCriteria(label=token) if token else None
        session = pkcs11.open_pkcs11_session(library, token_criteria=wanted, user_pin=pin)
        return pkcs11.PKCS11Signer(session, cert_label=certificate or None)
    except ImportError as error:
        raise InvalidInput(
            N_(
                "Chưa ký được bằng token: máy này chưa cài gói python-pkcs11. Hãy nhờ người quản trị cài rồi thử lại."
            ),
            code="token-not-installed",
        ) from error
    except Exception as error:
        # Drivers of tokens raise what they like; the person needs to know what to look at.
        raise InvalidInput(
            N_("Token không trả lời: hãy kiểm tra thư viện, nhãn token, mã PIN và xem token đã cắm chưa."),
            code="token-silent",
        ) from error


def sign_pdf(data: bytes, signer: Any, *, reason: str = "", visible: VisibleBlock | None = None) -> bytes:
    """The file with one more PAdES signature (B-B) behind what it holds; earlier signatures stay good.

    `signer` is that of `pkcs12_signer`, or any signer of pyHanko (a token through PKCS#11). Raises
    UnreadableFile for what is no .pdf that can be added to.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 -- slow import
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 -- slow import
    from pyhanko.sign import fields, signers  # noqa: PLC0415 -- slow import

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
        count = len(list(writer.prev.embedded_signatures))
    except (PdfError, ValueError, KeyError, OSError) as error:
        raise refusal("file-corrupted") from error
    name = f"Signature{count + 1}"
    meta = signers.PdfSignatureMetadata(
        field_name=name,
        reason=printable(reason) or None,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    field = fields.SigFieldSpec(sig_field_name=name, **_place(visible, data))
    with tempfile.TemporaryDirectory() as folder:
        style = _style(visible, Path(folder)) if visible else None
        worker = signers.PdfSigner(meta, signer=signer, stamp_style=style, new_field_spec=field)
        out: io.BytesIO = worker.sign_pdf(writer, in_place=False)
    return out.getvalue()


def _place(visible: VisibleBlock | None, data: bytes) -> dict[str, Any]:
    if visible is None:
        return {}
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 -- slow import

    try:
        width, height = PdfDocument(data)[visible.page - 1].get_size()
    except (PdfiumError, IndexError) as error:
        raise refusal("file-corrupted") from error
    left, right = visible.left * _MM, min((visible.left + visible.width) * _MM, width)
    upper, lower = height - visible.top * _MM, height - (visible.top + visible.height) * _MM
    return {"on_page": visible.page - 1, "box": (round(left), round(lower), round(right), round(upper))}


def _style(visible: VisibleBlock, folder: Path) -> Any:
    """The block set by Typst: pyHanko's own letters stand apart in Vietnamese."""
    import typst  # noqa: PLC0415 -- slow import
    from pyhanko.pdf_utils.content import ImportedPdfPage  # noqa: PLC0415 -- slow import
    from pyhanko.pdf_utils.layout import (  # noqa: PLC0415 -- slow import
        AxisAlignment,
        InnerScaling,
        Margins,
        SimpleBoxLayoutRule,
    )
    from pyhanko.stamp import StaticStampStyle  # noqa: PLC0415 -- slow import

    from kheo.core.paper.writing.pdf import FONTS  # noqa: PLC0415 -- slow import

    parts = []
    if visible.image:
        (folder / "image.png").write_bytes(visible.image)
        parts.append(f'align(center, image("image.png", height: {visible.height}mm - 2mm))')
    parts += [f"text({_quoted(line)})" for line in visible.lines]
    (folder / "block.typ").write_text(
        f"#set page(width: {visible.width}mm, height: {visible.height}mm, margin: 1mm, fill: none)\n"
        '#set text(font: "Tinos", size: 10pt, lang: "vi")\n'
        "#set par(leading: 0.4em)\n"
        f"#stack(spacing: 0.45em, {', '.join(parts)})\n",
        encoding="utf-8",
    )
    made = folder / "block.pdf"
    made.write_bytes(
        typst.compile(str(folder / "block.typ"), root=str(folder), font_paths=[str(FONTS)], format="pdf")
    )
    as_set = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MIN,
        y_align=AxisAlignment.ALIGN_MAX,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.NO_SCALING,
    )
    page = ImportedPdfPage(str(made))  # type: ignore[no-untyped-call]
    return StaticStampStyle(border_width=0, background=page, background_layout=as_set)


def _quoted(line: str) -> str:
    said = printable(line).replace("\n", " ").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{said}"'


def verify_pdf(data: bytes, roots: Sequence[bytes] = (), *, at: datetime) -> list[SignatureFound]:
    """Every signature of the file in the order it was put on. `roots` are trusted certificates (.pem or .cer).

    A file that is no readable .pdf has none; damaged signatures are found as not intact.
    """
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 -- slow import
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 -- slow import

    if b"/ByteRange" not in data:
        return []
    try:
        embedded = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
        found = list(embedded)[:_MOST_SIGNATURES]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        return []
    anchors = [one for root in roots for one in _certificates(root)]
    return [_checked(one, anchors, at) for one in found]


def _checked(embedded: Any, anchors: list[Any], at: datetime) -> SignatureFound:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 -- slow import
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 -- slow import

    certificate = embedded.signer_cert
    who = _name(certificate.subject) if certificate is not None else ""
    issuer = _name(certificate.issuer) if certificate is not None else ""
    signed_at = embedded.self_reported_timestamp
    context = ValidationContext(
        trust_roots=anchors, allow_fetching=False, revocation_mode="soft-fail", moment=signed_at or at
    )
    try:
        status = validate_pdf_signature(embedded, context, skip_diff=True)
    except Exception:  # noqa: BLE001 -- whatever a strange signature makes the library raise, it is not intact
        return SignatureFound(
            who, signed_at, intact=False, covers_file=False, trust="unusable", issuer=issuer
        )
    return SignatureFound(
        who=who,
        at=signed_at,
        intact=bool(status.intact and status.valid),
        covers_file=status.coverage is not None and status.coverage.name == "ENTIRE_FILE",
        trust=_trust(status, anchors),
        issuer=issuer,
    )


def _trust(status: Any, anchors: list[Any]) -> Trust:
    if status.trusted:
        return "trusted"
    if status.revoked:
        return "revoked"
    if not anchors:
        return "no-roots"
    problem = str(getattr(status, "trust_problem_indic", "") or "")
    return "expired" if "OUT_OF_BOUNDS" in problem or "EXPIRED" in problem else "unknown-issuer"


def _name(name: Any) -> str:
    said = name.native.get("common_name") or name.native.get("organization_name") or name.human_friendly
    return printable(said if isinstance(said, str) else ", ".join(map(str, said)))[:200]


def _certificates(data: bytes) -> list[Any]:
    """The certificates of a file that holds one or several; what is none is passed over."""
    from asn1crypto import pem, x509  # noqa: PLC0415 -- slow import

    found = []
    with suppress(ValueError, TypeError):
        if pem.detect(data):
            found = [x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True)]
        else:
            found = [x509.Certificate.load(data)]
    return found
