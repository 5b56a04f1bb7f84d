"""The score sheet: criteria as versioned data, points by each kind of criterion, totals, ranks, and what a person did.

`criteria` says what a set is, `criteria_rules` what it must keep, `reading` reads one and ships the template;
`points` gives the points of one criterion, `totals` adds them up, `ranking` orders those of one cluster, `work`
counts what one person did. All of it is pure; `formula` and `numbers` are exact, `problems` holds the words.
"""
