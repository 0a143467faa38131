"""Merging two rows that are one film, or one person: everything of one goes to the other, and can come back."""
