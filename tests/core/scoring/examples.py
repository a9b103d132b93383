"""Rubrics of real places, as data only."""

from kheo.core.scoring import rubric_of

# Cần Thơ, decision 2579 of 21/11/2025: 100 marks, bonus and deduction of at most 3, zero veto of the upper levels.
CAN_THO_2579 = {
    "name": "Công tác dân vận chính quyền",
    "source": "Quyết định số 2579/QĐ-UBND ngày 21/11/2025 (Cần Thơ)",
    "total": 100,
    "bonus_cap": 3,
    "malus_cap": 3,
    "groups": [
        {"code": "a", "name": "Tổ chức", "maximum": 10},
        {"code": "b", "name": "Thực hiện", "maximum": 90},
    ],
    "criteria": [
        {"code": "a1", "group": "a", "text": "Cụ thể hóa văn bản", "maximum": 10},
        *({"code": f"b{n}", "group": "b", "text": f"Nhiệm vụ {n}", "maximum": 10} for n in range(1, 10)),
        {"code": "mh", "part": "bonus", "text": "Mô hình được công nhận", "maximum": 3},
        {"code": "gx", "part": "bonus", "text": "Được khen", "maximum": 2},
        {"code": "cham", "part": "malus", "text": "Báo cáo chậm", "maximum": 3},
        {"code": "sai", "part": "malus", "text": "Số liệu sai", "maximum": 3},
    ],
    "gates": [
        {"code": "tc", "text": "Tự chấm điểm", "clause": "Điều 8", "remedy": "gửi bảng tự chấm"},
        {"code": "dv", "text": "Không để mất đoàn kết nghiêm trọng"},
    ],
    "bands": [
        {"code": "xs", "name": "Xuất sắc", "at_least": 95, "no_zero": True},
        {"code": "tot", "name": "Tốt", "at_least": 85, "below": 95, "no_zero": True},
        {"code": "ht", "name": "Hoàn thành", "at_least": 75},
        {"code": "kht", "name": "Không hoàn thành", "at_least": 0, "passes": False},
    ],
    "downgrades": [
        {"code": "khien-trach", "text": "lãnh đạo bị khiển trách", "at_most": "tot"},
        {"code": "canh-cao", "text": "lãnh đạo bị cảnh cáo", "at_most": "ht"},
    ],
}

# Cần Thơ, plan 157 of 18/11/2025: groups 20/40/20/20, bonus 15, shares, steps, a sample of 50 people.
CAN_THO_157 = {
    "name": "Thi đua chuyên đề",
    "source": "Kế hoạch số 157/KH-UBND ngày 18/11/2025 (Cần Thơ)",
    "total": 100,
    "bonus_cap": 15,
    "groups": [
        {"code": f"n{n}", "name": f"Nhóm {n}", "maximum": m} for n, m in enumerate((20, 40, 20, 20), 1)
    ],
    "criteria": [
        {"code": "kh", "group": "n1", "text": "Kế hoạch", "maximum": 20, "condition": "kế hoạch"},
        {"code": "tl", "group": "n2", "text": "Hồ sơ đúng hạn", "kind": "share", "maximum": 40},
        {
            "code": "hl",
            "group": "n3",
            "text": "Người dân hài lòng",
            "kind": "sample",
            "sample": 50,
            "maximum": 20,
        },
        {"code": "tt", "group": "n4", "text": "Tuyên truyền", "maximum": 20},
        {
            "code": "vuot",
            "part": "bonus",
            "text": "Vượt mức",
            "kind": "steps",
            "maximum": 5,
            "steps": [
                {"at_least": 88, "mark": 2},
                {"at_least": 90, "mark": 3},
                {"at_least": 95, "mark": 4},
                {"at_least": 100, "mark": 5},
            ],
        },
    ],
    "ties": [
        {"kind": "criterion", "code": "tl"},
        {"kind": "criterion", "code": "hl"},
        {"kind": "bonus"},
    ],
}

MARKS = rubric_of(CAN_THO_2579)
CAMPAIGN = rubric_of(CAN_THO_157)
