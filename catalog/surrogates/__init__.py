"""Digital surrogates: files taken in and kept, who may see them, which are alike, and what is found in them."""
