"""Pure: what readers say of rows, how far they agree, and how sure that makes a number."""
