//! Jinja source to a tree, and the HTML context of every output.
