"""Coverage: of what is recognised, how much is digitised, and which entries are behind each figure.

`facts` reads what the ladder's checks are told; `standing` evaluates; `population` says what is counted on a day;
`figures` counts, and nothing else does; `kept` holds the figures of one stated day ready.
"""
