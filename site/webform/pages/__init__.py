"""The pages that are frozen: of one edition, and of the site as a whole."""
