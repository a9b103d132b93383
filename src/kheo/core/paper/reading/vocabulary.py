"""Vocabularies of the genre, on folded text: what papers, bodies, sections and posts are called."""

import re

# Capital letters of the alphabet, for character classes: a range such as À-Ỹ holds small ones too.
UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = UPPER.replace("A-Z", "a-z").lower()

# Heading of a paper → how it is named.
KINDS: dict[str, str] = {
    "ke hoach": "Kế hoạch",
    "ke hoach lien tich": "Kế hoạch",
    "ke hoach phoi hop": "Kế hoạch",
    "quyet dinh": "Quyết định",
    "huong dan": "Hướng dẫn",
    "huong dan lien nganh": "Hướng dẫn",
    "thong bao": "Thông báo",
    "thong tri": "Thông tri",
    "bao cao": "Báo cáo",
    "chi thi": "Chỉ thị",
    "nghi quyet": "Nghị quyết",
    "ket luan": "Kết luận",
    "chuong trinh": "Chương trình",
    "chuong trinh hanh dong": "Chương trình",
    "chuong trinh cong tac": "Chương trình",
    "chuong trinh phoi hop": "Chương trình",
    "to trinh": "Tờ trình",
    "cong van": "Công văn",
    "cong dien": "Công điện",
    "quy che": "Quy chế",
    "quy dinh": "Quy định",
    "de an": "Đề án",
    "phuong an": "Phương án",
    "bien ban": "Biên bản",
    "giay moi": "Giấy mời",
    "the le": "Thể lệ",
    "loi keu goi": "Lời kêu gọi",
    "thong tu": "Thông tư",
    "nghi dinh": "Nghị định",
}

# Type part of a symbol → how the paper is named.
SYMBOL_KINDS: dict[str, str] = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "NQ": "Nghị quyết",
    "KL": "Kết luận",
    "TTR": "Tờ trình",
    "CTR": "Chương trình",
    "CTRHĐ": "Chương trình",
    "CV": "Công văn",
    "ĐA": "Đề án",
    "QC": "Quy chế",
    "QYĐ": "Quy định",
    "BB": "Biên bản",
    "TT": "Thông tri",
}

# Papers one cites: the word a citation begins with (as printed, any case).
CITED = (
    r"(?:Chỉ thị|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Hướng dẫn|Thông báo|Thông tư|Thông tri|Chương trình|"
    r"Công văn|Luật|Pháp lệnh|Kết luận|Quy định|Quy chế|Tờ trình|Đề án|Hiến pháp|Bộ luật|Nghị quyết liên tịch|Điều lệ|Biên bản|Văn bản|Báo cáo)"
)

# What the name of a body begins with.
BODY = (
    r"(?:uy ban nhan dan|uy ban mat tran to quoc|uy ban mttq|uy ban|ubnd|ubmttq|mttq|mat tran to quoc|hoi dong nhan dan|hdnd|"
    r"thuong truc|ban thuong vu|ban thuong truc|ban chap hanh|ban can su dang|dang doan|btv|bch|btt|dang uy|dang bo|huyen uy|thanh uy|thi uy|tinh uy|quan uy|chi uy|chi bo|"
    r"ban chi dao|bcd|ban dan van|ban tuyen giao|ban to chuc|ban xay dung dang|ban van hoa|ban giam hieu|ban giam doc|ban quan ly|ban chi huy|ban cong tac|ban|"
    r"khoi dan van|khoi|lien doan|cong doan|hoi|doan|to dan van|to|so|phong|truong|trung tam|cong an|bo chi huy|"
    r"don bien phong|tram|benh vien|cuc|chi cuc|bo|tong cong ty|cong ty|hop tac xa|van phong|vien|hoc vien|dang uy khoi|cum thi dua|doi)"
)

# What the leader of a body is called when he acts in its name.
HEAD_OF = r"(?:chu tich|pho chu tich|truong ban|truong khoi|hieu truong|giam doc|bi thu|chi huy truong|truong phong)"

AREA = r"(?:xa|phuong|thi tran|thi xa|huyen|quan|thanh pho|tinh|dac khu|tx\.?|tp\.?|thon|ap|khu pho|to dan pho|xom|ban|lang|khom)"

ACTS = r"(?:xay dung|ban hanh|de ra|trien khai|to chuc|phat dong|huong dan|thong bao|de nghi|yeu cau|lap|thong nhat|cu the hoa|quyet dinh|kinh de nghi|bao cao|chi dao|bo sung|dieu chinh|sua doi|gia han)"

# Posts that sign.
POST = (
    r"(?:quyen |q\. ?)?(?:pho )?(?:chu tich|bi thu|pho bi thu|truong ban|truong khoi|truong phong|truong doan|truong tram|truong cong an|hieu truong|hieu pho|giam doc|"
    r"tong giam doc|chanh van phong|cham van phong|chi huy truong|chinh tri vien|chinh uy|chu nhiem|truong thon|to truong|doi truong|"
    r"uy vien|thuong truc|tong thu ky|cuc truong|chi cuc truong|vien truong|bo truong|thu truong|vu truong|chanh thanh tra|truong|doi pho|phu trach|ke toan truong|chu nhiem uy ban)"
)
AUTHORITY = re.compile(
    r"^(?:t ?/ ?m\.?|tm ?[./]?|k ?/ ?t\.?|kt ?[./]|t ?/ ?l\.?|tl ?[./]|tuq ?[./]|q ?[./]) ?(?=[a-z])"
)
