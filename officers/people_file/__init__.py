"""A file of people: its columns, what each row says, and what it would change. No Django here."""
