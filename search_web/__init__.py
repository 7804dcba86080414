"""The web front end: `create_app` gives the Flask application."""
