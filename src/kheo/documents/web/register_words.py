"""What the register says in words: of digital signatures, of what was done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel.templatetags.kheo import vn_datetime


def signature_words(found: Mapping[str, Any]) -> dict[str, Any]:
    """One signature as sentences: whose, whether it holds, whether the certificate could be followed."""
    who = found.get("who") or _("người không rõ tên")
    when = vn_datetime(datetime.fromisoformat(found["at"])) if found.get("at") else ""
    said = [_("Chữ ký số của %(who)s") % {"who": who}]
    if when:
        said.append(_("ghi ký lúc %(when)s") % {"when": when})
    said.append(
        _("còn nguyên vẹn")
        if found.get("intact")
        else _("KHÔNG còn nguyên vẹn: nội dung đã bị sửa sau khi ký")
    )
    if found.get("intact") and not found.get("covers_file"):
        said.append(_("có phần thêm vào tệp sau chữ ký này (ví dụ chữ ký tiếp theo)"))
    return {
        "words": ", ".join(said) + "; " + _trust(found) + ".",
        "intact": found.get("intact"),
        "good": found.get("intact") and found.get("trust") == "trusted",
    }


def _trust(found: Mapping[str, Any]) -> str:
    issuer = found.get("issuer") or "…"
    said = {
        "trusted": _(
            "chứng thư do %(issuer)s cấp, dẫn tới chứng thư gốc máy này tin cậy (Khéo không hỏi qua mạng nên không biết chứng thư có bị thu hồi sau đó hay không)"
        ),
        "no-roots": _("chưa kiểm được chứng thư vì máy này chưa được khai báo chứng thư gốc tin cậy"),
        "unknown-issuer": _(
            "chưa kiểm được chứng thư vì nơi cấp (%(issuer)s) không thuộc các chứng thư gốc máy này tin cậy"
        ),
        "expired": _("chứng thư không còn (hoặc chưa có) hiệu lực lúc ký"),
        "revoked": _("chứng thư đã bị thu hồi"),
        "unusable": _("không kiểm được chữ ký này"),
    }
    return said.get(str(found.get("trust")), said["unusable"]) % {"issuer": issuer}


def act_words(action: str) -> str:
    """What an event of the trail means to a reader."""
    said = {
        "file": _("Đưa vào sổ"),
        "version": _("Thêm tệp"),
        "change": _("Sửa thông tin khi chưa ban hành"),
        "reserve": _("Giữ số"),
        "issue": _("Ghi số, ban hành"),
        "drop": _("Bỏ"),
        "recall": _("Thu hồi"),
        "supersede": _("Được thay thế"),
        "read": _("Mở tệp"),
    }
    return said.get(action.rpartition(":")[2], action)
