"""Why a file is not taken: one plain sentence for each reason, with a stable code."""

from kheo.core.errors import N_, ClassifiedPaper, UnreadableFile

_SENTENCES: dict[str, str] = {
    "file-empty": N_("Tệp không có nội dung. Hãy kiểm tra và chọn lại đúng tệp."),
    "file-too-large": N_(
        "Tệp lớn hơn mức cho phép (%(limit)s MB). Hãy bỏ bớt ảnh trong tệp hoặc tách phần phụ lục rồi tải lại."
    ),
    "file-password": N_("Tệp được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi tải lên."),
    "file-macro": N_(
        "Tệp có chứa macro (lệnh chạy tự động) nên không được nhận. Hãy lưu lại ở dạng .docx hoặc .xlsx không có macro."
    ),
    "file-bomb": N_(
        "Tệp nén bất thường: khi mở ra sẽ quá lớn hoặc có quá nhiều phần. Hãy mở tệp gốc, lưu lại thành tệp mới."
    ),
    "file-corrupted": N_(
        "Tệp bị hỏng, không mở được. Hãy mở thử bằng phần mềm soạn thảo, lưu lại thành tệp mới rồi tải lên."
    ),
    "file-legacy-doc": N_(
        "Máy này chưa có phần mềm chuyển tệp Word đời cũ (.doc). Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
    ),
    "file-rtf": N_("Tệp .rtf không nhận được. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."),
    "file-no-text": N_(
        "Tệp .pdf không có lớp chữ (bản chụp hoặc bản quét): cần bản có chữ. "
        "Hãy dùng bản .docx gốc, hoặc bản .pdf đã nhận dạng chữ."
    ),
    "file-image": N_("Đây là tệp ảnh, không có lớp chữ: cần bản có chữ (.docx, .doc, .pdf hoặc .txt)."),
    "file-marks-lost": N_(
        "Chữ trong tệp đã mất dấu tiếng Việt hoặc bị lỗi phông nên không đọc đúng được. "
        "Hãy dùng bản .docx gốc, hoặc nhận dạng chữ lại."
    ),
    "file-encoding": N_(
        "Không xác định chắc được bảng mã chữ Việt của tệp. Hãy mở tệp, chuyển sang Unicode, lưu lại rồi tải lên."
    ),
    "file-kind": N_(
        "Loại tệp này không nhận được. Chỉ nhận .docx, .doc, .pdf có lớp chữ, .xlsx, .html, .txt và .md."
    ),
    "table-file-kind": N_("Loại tệp này không nhận được. Chỉ nhận danh sách ở dạng .docx hoặc .xlsx."),
    "workbook-kind": N_(
        "Loại tệp này không nhận được. Chỉ nhận tệp Excel .xlsx; tệp .xls hãy lưu lại thành .xlsx."
    ),
    "table-none": N_("Không thấy bảng nào trong tệp. Hãy dùng tệp có bảng danh sách theo mẫu."),
    "table-too-large": N_(
        "Bảng có quá nhiều dòng hoặc cột (cho phép %(limit)s ô). Hãy tách thành nhiều tệp."
    ),
}

_CLASSIFIED = N_(
    "Văn bản có đóng dấu chỉ độ mật nên không được đưa vào phần mềm này. "
    "Nội dung không được lưu hay ghi lại; hãy xử lý văn bản theo quy định về bảo vệ bí mật nhà nước."
)


def refusal(code: str, **params: object) -> UnreadableFile:
    """The refusal with this code, ready to raise."""
    return UnreadableFile(_SENTENCES[code], code=code, **params)


def classified() -> ClassifiedPaper:
    """The refusal of a paper with a mark of secrecy: it repeats nothing of the paper."""
    return ClassifiedPaper(_CLASSIFIED, code="paper-classified")
