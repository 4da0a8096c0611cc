"""The roster as an officer keeps it, a table in Excel or CSV: out of the edition's file and back, with a preview."""
