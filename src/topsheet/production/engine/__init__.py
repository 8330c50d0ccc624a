"""The pure part of ``production``: three-way merge of records, and what undo takes back."""
