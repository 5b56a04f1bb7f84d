"""A demonstration: a data directory of its own with records in every state and people in every role.

`place` is the directory and its marker, `people` who works there, `drawings` and `plan` what there is to see,
`filling` how they make it, by the verbs that the product has.
"""
