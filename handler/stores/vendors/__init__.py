"""Stores by a vendor's own library, which the cloud functions do not have: for a server of one's own."""
