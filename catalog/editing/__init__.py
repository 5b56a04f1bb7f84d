"""What staff do to a record: write it, send it for review, review it, publish it, take it back."""
