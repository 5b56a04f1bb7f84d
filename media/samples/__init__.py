"""Pictures and papers for demonstrations, drawn by rule from a number: nobody's photograph, and each says so.

`canvas` has light, hills and colours, `scenes` what stands among them, `lettering` the words across every one of
them, `picture` the whole file with what a camera would write into it, `paper` the pages of a dossier.
"""
