"""The offline packet as data: pure, no Django, no database.

layout     the sheets and their columns
content    lines with what may be filled, the checksum, the workbook
returning  a file that came back, held against what was given out
"""
