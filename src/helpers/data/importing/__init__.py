"""`make import`: a workbook or CSV file of any usual shape becomes the one sheet.

`workbook` reads the file as text, `worksheets` says what each sheet is, `standing` (by `dates`)
gives rows with a beginning and an end their periods, `identity` says which rows are one, `links`
fill `from`, and `one_sheet` does all this and writes partnerships.csv and members.csv. Nothing else
knows foreign shapes.
"""
