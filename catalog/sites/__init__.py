"""Sites: what a revision says (`content`), the rules it keeps (`rules`), how it is kept (`revisions`)."""
