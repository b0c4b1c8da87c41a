//! JUnit against its schema, and the page against the rules of XML that it keeps where it can.

use crate::showcase;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use stopple_finding::Report;
use stopple_report::{Format, Options, render};

const SCHEMA: &str = include_str!("../schemas/junit-10.xsd");

/// What the schema allows for one element.
#[derive(Default)]
struct Allowed {
    children: BTreeSet<String>,
    attributes: BTreeSet<String>,
    required: BTreeSet<String>,
}

/// Reads the part of XML Schema that the schema of JUnit uses: elements, their references, their attributes.
fn schema() -> BTreeMap<String, Allowed> {
    let document = Document::parse(SCHEMA).expect("the schema is XML");
    let top = document
        .root_element()
        .children()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2001/XMLSchema", "element")));
    top.map(|element| {
        let mut allowed = Allowed::default();
        for node in element.descendants() {
            let name = node.attribute("name").unwrap_or_default().to_owned();
            match node.tag_name().name() {
                "element" => allowed.children.extend(node.attribute("ref").map(str::to_owned)),
                "attribute" => {
                    if node.attribute("use") == Some("required") {
                        allowed.required.insert(name.clone());
                    }
                    allowed.attributes.insert(name);
                }
                _ => {}
            }
        }
        (element.attribute("name").unwrap_or_default().to_owned(), allowed)
    })
    .collect()
}

fn check(node: Node, schema: &BTreeMap<String, Allowed>) {
    let name = node.tag_name().name();
    let allowed = schema.get(name).unwrap_or_else(|| panic!("no element <{name}> in the schema"));
    let attributes: BTreeSet<String> = node.attributes().map(|attribute| attribute.name().to_owned()).collect();
    assert!(attributes.is_subset(&allowed.attributes), "<{name}> has {attributes:?}");
    assert!(allowed.required.is_subset(&attributes), "<{name}> has only {attributes:?}");
    for child in node.children().filter(Node::is_element) {
        assert!(allowed.children.contains(child.tag_name().name()), "<{}> in <{name}>", child.tag_name().name());
        check(child, schema);
    }
}

pub fn check_junit(text: &str) {
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(document.root_element().tag_name().name(), "testsuites");
    check(document.root_element(), &schema());
    for suite in document.descendants().filter(|node| node.has_tag_name("testsuite")) {
        for (attribute, tag) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
            let number = suite.descendants().filter(|node| node.has_tag_name(tag)).count();
            assert_eq!(suite.attribute(attribute), Some(number.to_string().as_str()), "{attribute} of a suite");
        }
    }
}

/// The page as XML: its only parts that XML reads otherwise are the document type, the void elements and the style.
pub fn page_as_xml(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, body) = rest.split_once("</style>").expect("an end of the style");
    let text = format!("{}{body}", head.replace("<!doctype html>", ""));
    let mut out = String::new();
    for line in text.lines() {
        let is_void = line.starts_with("<meta ");
        out.push_str(if is_void { line.trim_end_matches('>') } else { line });
        out.push_str(if is_void { "/>\n" } else { "\n" });
    }
    // The `open` of a details element has no value in HTML.
    out.replace(" open>", " open=\"\">")
}

#[test]
fn junit_follows_its_schema() {
    for report in [showcase::report(), showcase::clean(), Report::default()] {
        check_junit(&render(&report, Format::Junit, &Options::default()));
    }
}

#[test]
fn the_page_is_well_formed() {
    for report in [showcase::report(), showcase::clean(), Report::default()] {
        let page = page_as_xml(&render(&report, Format::Html, &Options::default()));
        let document = Document::parse(&page).unwrap_or_else(|error| panic!("{error} in {page}"));
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
        for node in document.descendants() {
            if let Some(target) = node.attribute("href").and_then(|target| target.strip_prefix('#')) {
                assert!(ids.contains(&target), "#{target} leads nowhere");
            }
        }
    }
}

#[test]
fn the_page_asks_for_nothing() {
    let page = render(&showcase::report(), Format::Html, &Options::default());
    for forbidden in ["<script", "<img", "<link", "src=", "http:", "https:", "url(", "@import", "onclick", "style=\""] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
}
