"""The score sheet: criteria as versioned data, points by each kind of criterion, totals, ranks, and what a person did.

Pure: `criteria` says what a set is, `criteria_rules` what it must keep, `reading` reads one and ships the template;
`points` gives the points of one criterion, `totals` adds them up, `ranking` orders those of one cluster, `work`
counts what one person did (from `work_events`, `work_products`, `work_tasks`; `work_former` as before), `work_figures`
writes it down; `formula` and `numbers` are exact, `problems` holds the words.

In the database: `sets` keeps criteria, `subjects` says who is scored, `measured` what the catalogue itself counts,
`proofs` what proves the points; `sheets` reads a sheet, `acting` finds one for a deed, `self_scoring` and `judging` are
the deeds, `work_rows` reads the history for `work`, `rivals` that of the clusters.
"""
