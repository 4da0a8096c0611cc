"""How an edition is shown: a Flask application that is frozen into static pages."""
