"""What the bureau says of filings: taken, stored once, and put beside the filings that it is about."""
