"""Workbooks that people fill: written with lists and checks, read back cell by cell with what is wrong in which cell.

model     columns, lines, forms: what a sheet asks and which cells may be filled
writing   → .xlsx
reading   .xlsx → cells by their reference, formulas noticed
cells     what was typed → the one way a value is written, or a refusal in words
"""
