"""The digitisation ladder D0 to D4: what a site must have to count as digitised, computed and never typed."""
