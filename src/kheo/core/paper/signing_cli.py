"""`kheo paper sign` and `kheo paper verify`: signatures of .pdf files on this machine, without a database."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kheo.core.errors import KheoError
from kheo.core.paper.signing import (
    SignatureFound,
    VisibleBlock,
    organisation_block,
    pkcs11_signer,
    pkcs12_signer,
    sign_pdf,
    verify_pdf,
)

SEEN, BROKEN, UNREADABLE = 0, 1, 2
_TRUST = {
    "trusted": "chứng thư dẫn tới chứng thư gốc đã cho",
    "no-roots": "chưa kiểm được chứng thư vì không cho chứng thư gốc nào (--root)",
    "unknown-issuer": "nơi cấp chứng thư không thuộc các chứng thư gốc đã cho",
    "expired": "chứng thư không có hiệu lực lúc ký",
    "revoked": "chứng thư đã bị thu hồi",
    "unusable": "không kiểm được chữ ký",
}


def main(words: Sequence[str]) -> int:
    """Run “sign …” or “verify …”; what goes wrong is one sentence."""
    parser = argparse.ArgumentParser(
        prog="kheo paper", description="Ký số và kiểm tra chữ ký số của tệp .pdf"
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    sign = verbs.add_parser("sign", description="Ký số một tệp .pdf (PAdES). Không dùng mạng.")
    sign.add_argument("file")
    sign.add_argument("--out", required=True, help="tệp .pdf đã ký")
    sign.add_argument("--p12", help="tệp chứng thư .p12, .pfx")
    sign.add_argument("--pkcs11", help="thư viện của USB token (chưa được thử với token thật)")
    sign.add_argument("--token", help="nhãn của token")
    sign.add_argument("--certificate", help="nhãn của chứng thư trên token")
    sign.add_argument("--reason", default="")
    sign.add_argument("--organisation", help="in tên cơ quan và thời gian ký ở góc trên bên phải trang đầu")
    sign.add_argument("--image", help="ảnh .png của chữ ký, con dấu, đặt ở --at")
    sign.add_argument("--at", default="1,120,220", help="trang,cách trái,cách trên (mm); mặc định 1,120,220")
    verify = verbs.add_parser("verify", description="Kiểm tra chữ ký số của một tệp .pdf. Không dùng mạng.")
    verify.add_argument("file")
    verify.add_argument(
        "--root", action="append", default=[], help="chứng thư gốc .pem, .cer (ghi được nhiều lần)"
    )
    options = parser.parse_args(list(words))
    try:
        return _sign(options) if options.verb == "sign" else _verify(options)
    except KheoError as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        sys.stderr.write(f"Không đọc hoặc ghi được tệp {error.filename}.\n")
    return UNREADABLE


def _sign(options: argparse.Namespace) -> int:
    signer = _signer(options)
    now = datetime.now(UTC)
    visible: VisibleBlock | None = None
    if options.image:
        page, left, top = (float(one) for one in options.at.split(","))
        visible = VisibleBlock(
            image=Path(options.image).read_bytes(), page=int(page), left=left, top=top, width=50, height=25
        )
    elif options.organisation:
        visible = organisation_block(now, organisation=options.organisation)
    data = sign_pdf(Path(options.file).read_bytes(), signer, reason=options.reason, visible=visible)
    Path(options.out).write_bytes(data)
    sys.stdout.write(f"Đã ký: {options.out}\n")
    return SEEN


def _signer(options: argparse.Namespace) -> Any:
    secret = getpass.getpass("Mật khẩu chứng thư hoặc mã PIN: ")
    if options.p12:
        return pkcs12_signer(Path(options.p12).read_bytes(), secret)
    return pkcs11_signer(options.pkcs11 or "", options.token or "", secret, options.certificate or "")


def _verify(options: argparse.Namespace) -> int:
    roots = [Path(one).read_bytes() for one in options.root]
    found = verify_pdf(Path(options.file).read_bytes(), roots, at=datetime.now(UTC))
    if not found:
        sys.stdout.write("Tệp không có chữ ký số nào.\n")
        return UNREADABLE
    for one in found:
        sys.stdout.write(f"{_said(one)}\n")
    return SEEN if all(one.intact for one in found) else BROKEN


def _said(one: SignatureFound) -> str:
    whole = "còn nguyên vẹn" if one.intact else "KHÔNG còn nguyên vẹn"
    added = "" if one.covers_file or not one.intact else ", có phần thêm vào tệp sau chữ ký này"
    return f"Chữ ký số của {one.who or '(không rõ tên)'}, {whole}{added}; {_TRUST[one.trust]}."
