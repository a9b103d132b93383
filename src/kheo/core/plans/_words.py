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

# Section headings, synonyms joined; matched on the folded heading.
PURPOSE = re.compile(
    r"^(?:muc dich|muc tieu|yeu cau|quan diem|y nghia|thuc trang|dac diem tinh hinh|khai quat)"
)
TARGET = re.compile(
    r"(?:^|[,;] |va )(?:doi tuong|pham vi|thanh phan tham gia|don vi tham gia|doi tuong tham gia|doi tuong dang ky)"
)
TIME = re.compile(
    r"(?:^|[,;] |va )(?:thoi gian|thoi han|tien do|lo trinh|moc thoi gian|cac giai doan|phan ky|ke hoach thoi gian|tien trinh)"
)
CONTENT = re.compile(r"(?:^|[,;] |va )(?:noi dung|nhiem vu|linh vuc|noi dung thi dua|cac linh vuc|trong tam)")
CRITERIA = re.compile(
    r"(?:^|[,;] |va )(?:(?:cac |he thong |bo |quy dinh )?(?:tieu chi|tieu chuan)|cach thuc xep hang|dieu kien (?:cong nhan|xet)|yeu cau doi voi (?:mo hinh|dien hinh))"
)
DUTIES = re.compile(
    r"(?:^thuc hien$|to chuc thuc hien|phan cong|trach nhiem|giai phap|bien phap|thuc hien ke hoach|to chuc trien khai)"
)
AWARD = re.compile(
    r"(?:khen thuong|ho so|thu tuc|quy trinh|kinh phi|tien thuong|hinh thuc|danh hieu|cong nhan, bieu duong)"
)
QUOTA = re.compile(r"(?:chi tieu|so luong|dinh muc|giao chi tieu)")
COLLECTIVE = re.compile(r"\b(?:tap the)\b")
INDIVIDUAL = re.compile(r"\b(?:ca nhan)\b")

# Four fields of the genre and their kin; longest first.
FIELDS = re.compile(
    r"(?:phat trien )?kinh te(?: ?- ?xa hoi)?\b|van hoa(?: ?[-,] ?xa hoi)?\b|quoc phong(?: ?[-,] ?an ninh)?\b|"
    r"(?:xay dung )?(?:dang, )?he thong chinh tri\b(?: trong sach(?:,)? vung manh)?|xay dung dang(?:,| va) (?:xay dung )?(?:chinh quyen|he thong chinh tri)|"
    r"cai cach (?:thu tuc )?hanh chinh|chuyen doi so|xay dung nong thon moi|xay dung do thi van minh|chinh trang do thi|bao ve moi truong|an sinh xa hoi|giam ngheo"
)

# How many may be praised at most: neither a condition of anybody's nor a number that is owed.
CEILING = re.compile(
    r"(?:khong (?:vuot )?qua|toi da|nhieu nhat) (?:la )?\d{1,3}(?: \([^)]{1,12}\))? ?%? ?(?:so )?(?:tap the|ca nhan|dien hinh|guong|ho gia dinh)|"
    r"so luong (?:de nghi |duoc |xet |dien hinh )*(?:khen|bieu duong|ton vinh)|"
    r"(?:ty le|chi tieu|dinh muc) (?:xet |de nghi )*khen"
)

# A short line that can only be a heading, even where it bears no number.
SECTION = re.compile(
    r"^(?:muc dich|yeu cau|muc dich,? (?:va )?yeu cau|muc tieu|(?:doi tuong|pham vi|thoi gian|noi dung|linh vuc|chi tieu|tieu chi|tieu chuan|giai phap|bien phap|to chuc thuc hien|phan cong|kinh phi|khen thuong|tien do)"
    r"(?:,? (?:va )?[a-z\"“”, -]{0,60})?)$"
)

# How a paper takes leave: belongs to no point of it.
CLOSING = re.compile(
    r"^(?:tren day la|trong qua trinh (?:trien khai|thuc hien|to chuc)|(?:ke hoach|huong dan|cong van) nay (?:duoc|co)|yeu cau (?:cac|thu truong)|nhan duoc|[^,.;:]{3,60} thong bao (?:de|den) )"
)
