"""What leaves the office of a closed period: the snapshot as a workbook, as tables, as a printed report.

Each reads the snapshot document and nothing else, so that no two can disagree. Pure: no database, no clock.
`wording` says how numbers and words are shown; `figures_of` reads the document's numbers.
"""
