"""Writes the validator's test picture, a thousand pixels square, from the table of colours that it compares with."""

import sys

from iiif_validator.validator import ValidationInfo
from PIL import Image

colours = ValidationInfo().colorInfo
picture = Image.new("RGB", (1000, 1000))
for x in range(10):
    for y in range(10):
        picture.paste(colours[x][y], (100 * x, 100 * y, 100 * x + 100, 100 * y + 100))
picture.save(sys.argv[1])
