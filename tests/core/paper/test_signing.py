"""Digital signatures: put on, seen to hold, seen to be broken; no network."""

import io
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader

from config.cli import main
from kheo.core.errors import InvalidInput, UnreadableFile
from kheo.core.paper.signing import VisibleBlock, organisation_block, pkcs12_signer, sign_pdf, verify_pdf
from kheo.core.paper.writing.pdf import write_pdf
from tests.core.paper.writing.kind_samples import every_kind

NOW = datetime.now(UTC)
WHO = "Lò Thị Mẫu"


def certificate_and_key() -> tuple[bytes, bytes]:
    """A certificate made for this run: its PKCS#12 file, and itself as a root."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, WHO)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = (
        made.serial_number(7)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=9))
    )
    usage = {
        "digital_signature": True,
        "content_commitment": True,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "key_cert_sign": True,
        "crl_sign": False,
        "encipher_only": False,
        "decipher_only": False,
    }
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate = made.add_extension(x509.KeyUsage(**usage), critical=True).sign(key, hashes.SHA256())
    file = pkcs12.serialize_key_and_certificates(
        b"k", key, certificate, None, BestAvailableEncryption(b"123456")
    )
    return file, certificate.public_bytes(Encoding.PEM)


@pytest.fixture(scope="module")
def throwaway():
    return certificate_and_key()


@pytest.fixture(scope="module")
def paper():
    return write_pdf(next(iter(every_kind().values())))


@pytest.fixture(scope="module")
def signed(paper, throwaway):
    return sign_pdf(paper, pkcs12_signer(throwaway[0], "123456"), reason="Ban hành")


def test_a_signed_file_says_who_signed_and_that_it_is_whole(signed, throwaway):
    (found,) = verify_pdf(signed, [throwaway[1]], at=NOW)

    assert found.who == WHO
    assert found.at is not None
    assert (found.intact, found.covers_file, found.trusted) == (True, True, True)


def test_without_roots_the_certificate_is_not_vouched_for(signed):
    (found,) = verify_pdf(signed, at=NOW)

    assert (found.intact, found.trusted, found.trust) == (True, False, "no-roots")


def test_one_changed_letter_breaks_it(signed, paper, throwaway):
    at = signed.index(b"/MediaBox") + 1
    broken = signed[:at] + b"X" + signed[at + 1 :]

    found = verify_pdf(broken, [throwaway[1]], at=NOW)

    assert not any(one.intact for one in found)


def test_what_is_added_behind_a_signature_shows(signed, throwaway):
    twice = sign_pdf(signed, pkcs12_signer(throwaway[0], "123456"))

    first, second = verify_pdf(twice, [throwaway[1]], at=NOW)

    assert (first.intact, first.covers_file) == (True, False)
    assert (second.intact, second.covers_file) == (True, True)


def test_the_organisations_block_stands_at_the_top_right_of_page_one(paper, throwaway):
    at = datetime(2026, 2, 2, 5, 0, tzinfo=UTC)
    block = organisation_block(at, organisation="Ủy ban nhân dân xã Đồng Trăng")

    made = sign_pdf(paper, pkcs12_signer(throwaway[0], "123456"), visible=block)

    page = pypdfium2.PdfDocument(made)[0]
    (annotation,) = [one for one in pdf_annotations(made) if one["/FT"] == "/Sig"]
    left, _lower, _right, upper = (float(one) for one in annotation["/Rect"])
    width, height = page.get_size()
    assert left > width / 2
    assert upper > height - 40
    assert block.lines[-1] == "Thời gian ký: 2026-02-02T12:00:00+07:00"
    assert verify_pdf(made, at=at)[0].intact


def pdf_annotations(data):
    reader = PdfFileReader(io.BytesIO(data))
    return [one.get_object() for one in reader.root["/AcroForm"]["/Fields"]]


def blue_png() -> bytes:
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress((b"\0" + b"\x20\x40\xc0" * 60) * 30)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 30, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_an_image_may_stand_for_the_signature(paper, throwaway):
    block = VisibleBlock(image=blue_png(), top=200)
    made = sign_pdf(paper, pkcs12_signer(throwaway[0], "123456"), visible=block)

    assert verify_pdf(made, at=NOW)[0].intact


def test_a_wrong_password_and_a_wrong_file_are_said(throwaway, paper):
    with pytest.raises(InvalidInput):
        pkcs12_signer(throwaway[0], "654321")
    with pytest.raises(UnreadableFile):
        sign_pdf(b"no pdf", pkcs12_signer(throwaway[0], "123456"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 /ByteRange", b"/ByteRange" * 50])
def test_what_cannot_be_read_has_no_signatures(data):
    assert verify_pdf(data, at=NOW) == []


def test_an_unsigned_file_has_none(paper):
    assert verify_pdf(paper, at=NOW) == []


class TestCommand:
    def test_signs_and_checks_a_file(self, tmp_path, monkeypatch, capsys, paper, throwaway):
        monkeypatch.setattr("getpass.getpass", lambda prompt: "123456")
        for name, data in (("a.pdf", paper), ("k.p12", throwaway[0]), ("root.pem", throwaway[1])):
            (tmp_path / name).write_bytes(data)
        at = {name: str(tmp_path / name) for name in ("a.pdf", "k.p12", "root.pem", "b.pdf")}

        signed = main(
            [
                "paper",
                "sign",
                at["a.pdf"],
                "--out",
                at["b.pdf"],
                "--p12",
                at["k.p12"],
                "--organisation",
                "UBND xã",
            ]
        )
        checked = main(["paper", "verify", at["b.pdf"], "--root", at["root.pem"]])

        assert (signed, checked) == (0, 0)
        assert "Chữ ký số của Lò Thị Mẫu, còn nguyên vẹn; chứng thư dẫn tới" in capsys.readouterr().out

    def test_says_what_is_wrong_in_a_sentence(self, tmp_path, monkeypatch, capsys, paper):
        monkeypatch.setattr("getpass.getpass", lambda prompt: "1")
        (tmp_path / "a.pdf").write_bytes(paper)

        assert main(["paper", "verify", str(tmp_path / "a.pdf")]) == 2
        assert main(["paper", "verify", str(tmp_path / "none.pdf")]) == 2
        assert (
            main(
                [
                    "paper",
                    "sign",
                    str(tmp_path / "a.pdf"),
                    "--out",
                    str(tmp_path / "b.pdf"),
                    "--pkcs11",
                    "x.so",
                ]
            )
            == 2
        )
        said = capsys.readouterr()
        assert "không có chữ ký số nào" in said.out
        assert "Không đọc hoặc ghi được tệp" in said.err
        assert "token" in said.err.lower()
