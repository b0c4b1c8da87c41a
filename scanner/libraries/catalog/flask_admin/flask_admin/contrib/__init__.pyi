"""The parts of Flask-Admin for libraries."""
