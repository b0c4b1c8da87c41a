//! What each format looks like for the showcase.

use crate::showcase;
use stopple_report::{Format, Options, render};

fn options() -> Options {
    // The version is fixed, so a release does not touch the snapshots.
    Options { tool_version: "1.2.3", ..Options::default() }
}

fn shown(format: Format) -> String {
    render(&showcase::report(), format, &options())
}

#[test]
fn text() {
    insta::assert_snapshot!(shown(Format::Text));
}

#[test]
fn text_of_a_clean_report() {
    insta::assert_snapshot!(render(&showcase::clean(), Format::Text, &options()), @"No findings. Well stoppered! (3 files, 120 lines, 1 route)");
}

#[test]
fn json() {
    insta::assert_snapshot!(shown(Format::Json));
}

#[test]
fn sarif() {
    insta::assert_snapshot!(shown(Format::Sarif));
}

#[test]
fn html() {
    let page = shown(Format::Html);
    // The style is a file of its own; here it would only hide the page.
    let (head, rest) = page.split_once("<style>").unwrap_or_default();
    let (_, body) = rest.split_once("</style>").unwrap_or_default();
    insta::assert_snapshot!(format!("{head}<style>…</style>{body}"));
}

#[test]
fn github() {
    insta::assert_snapshot!(shown(Format::Github));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(shown(Format::Gitlab));
}

#[test]
fn junit() {
    insta::assert_snapshot!(shown(Format::Junit));
}

#[test]
fn names_lead_back_to_their_formats() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
    }
    assert_eq!(Format::from_name("pdf"), None);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for format in Format::ALL {
        assert_eq!(shown(format), shown(format));
    }
}
