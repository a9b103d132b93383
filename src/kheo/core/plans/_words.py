"""What the sections of a plan are called, on folded text."""

import re

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
