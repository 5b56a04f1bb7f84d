"""What the public may read, declared once: each field's meaning, and where its value comes from.

`site` declares the fields of a site; `reader` reads them for many sites at a time.
"""
