//! One file a format: text, json, sarif, html, github, gitlab, junit.
