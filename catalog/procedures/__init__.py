"""Administrative procedures: their register, what units count of them, and the figures of digitisation."""
