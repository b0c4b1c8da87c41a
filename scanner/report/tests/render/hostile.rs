//! Reports in which everything is chosen by an attacker: each format stays well-formed and gives it back.

use crate::showcase::{self, file};
use crate::{schemas, xml};
use proptest::prelude::*;
use roxmltree::Document;
use std::sync::Arc;
use stopple_finding::{
    Audience, Confidence, Finding, Location, Problem, ProblemKind, Report, Severity, Step, StepKind, Sums,
};
use stopple_report::{Format, Options, render};
use stopple_source::{SourceFile, Span};

/// Text with what breaks formats in it.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("]]>".to_owned()),
        Just("</style><script>alert(1)</script>".to_owned()),
        Just("{{ 7 * 7 }}{% if %}".to_owned()),
        Just("\x1b[31m".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\r\n::error::x".to_owned()),
        Just("&amp;\"'<>%0A,:`".to_owned()),
        Just("\t".to_owned()),
        Just("\r".to_owned()),
        Just("\n".to_owned()),
        Just("é🐍\u{200d}".to_owned()),
        Just("x".repeat(300)),
        Just("\0\u{fffe}\u{ffff}\u{85}".to_owned()),
        "[ -~]{0,12}".boxed(),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn source() -> impl Strategy<Value = Arc<SourceFile>> {
    ("[a-c]{1,2}\\.py".boxed(), nasty(), proptest::collection::vec(nasty(), 0..4), 0_usize..3)
        .prop_map(|(name, odd, lines, blank)| file(&format!("{odd}{name}"), &lines.join(&"\n".repeat(1 + blank * 40))))
}

fn location(files: Vec<Arc<SourceFile>>) -> impl Strategy<Value = Location> {
    (proptest::sample::select(files), 0_u32..900, 0_u32..80, any::<bool>()).prop_map(
        |(file, start, length, reversed)| {
            let span = if reversed { Span::new(start + length, start) } else { Span::new(start, start + length) };
            Location { file, span }
        },
    )
}

const KINDS: [StepKind; 5] = [StepKind::Source, StepKind::Pass, StepKind::Call, StepKind::Return, StepKind::Sink];
const PROBLEMS: [ProblemKind; 4] =
    [ProblemKind::Unreadable, ProblemKind::Syntax, ProblemKind::Bound, ProblemKind::Suppression];

fn finding(files: Vec<Arc<SourceFile>>) -> impl Strategy<Value = Finding> {
    let step = (location(files.clone()), proptest::sample::select(&KINDS[..]), nasty())
        .prop_map(|(location, kind, text)| Step { location, kind, text });
    let levels = proptest::sample::select(vec![Severity::Low, Severity::Medium, Severity::High, Severity::Critical]);
    (location(files), proptest::collection::vec(step, 0..6), nasty(), nasty(), "[0-9a-f]{32}", levels, any::<bool>())
        .prop_map(|(primary, mut trace, message, other, fingerprint, severity, ends)| {
            if ends && !trace.is_empty() {
                trace.push(Step { location: primary.clone(), kind: StepKind::Sink, text: other.clone() });
            }
            Finding {
                rule: showcase::sql_injection(),
                severity,
                confidence: Confidence::Low,
                audience: Audience::Regular,
                doubt: "",
                remedy: "",
                message,
                primary,
                trace,
                notes: vec![other.clone()],
                holder: other,
                fingerprint,
            }
        })
}

fn report() -> impl Strategy<Value = Report> {
    proptest::collection::vec(source(), 1..3).prop_flat_map(|files| {
        let problem = (
            proptest::sample::select(&PROBLEMS[..]),
            nasty(),
            proptest::option::of(location(files.clone())),
            nasty(),
            nasty(),
        )
            .prop_map(|(kind, path, location, message, advice)| Problem {
                kind,
                path,
                location,
                message,
                advice,
            });
        (proptest::collection::vec(finding(files), 0..4), proptest::collection::vec(problem, 0..3)).prop_map(
            |(findings, problems)| Report {
                findings,
                problems,
                rules: vec![showcase::sql_injection()],
                sums: Sums { files: 1, ..Sums::default() },
            },
        )
    })
}

/// The letters of a text that are shown as what they are.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_format_stays_well_formed(report in report()) {
        let options = Options::default();
        let sarif = schemas::parsed(&report, Format::Sarif);
        prop_assert_eq!(schemas::sarif_errors(&sarif), Vec::<String>::new());
        let json = schemas::parsed(&report, Format::Json);
        for (finding, shape) in report.findings.iter().zip(json["findings"].as_array().into_iter().flatten()) {
            prop_assert_eq!(shape["message"].as_str(), Some(finding.message.as_str()));
        }
        let gitlab = schemas::parsed(&report, Format::Gitlab);
        prop_assert_eq!(schemas::gitlab_errors(&gitlab), Vec::<String>::new());
        xml::check_junit(&render(&report, Format::Junit, &options));

        let page = render(&report, Format::Html, &options);
        let page = xml::page_as_xml(&page);
        let document = Document::parse(&page);
        prop_assert!(document.is_ok(), "{:?} in {}", document.err(), page);
        if let Ok(document) = document {
            let names = ["script", "img", "style"];
            prop_assert!(!document.descendants().any(|node| names.contains(&node.tag_name().name())));
            let text: String = document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
            for finding in &report.findings {
                let pieces = finding.message.split(|letter: char| !letter.is_ascii() || letter.is_ascii_control());
                for piece in pieces {
                    prop_assert!(letters(&text).contains(&letters(piece)));
                }
            }
        }
    }

    #[test]
    fn terminals_and_logs_get_no_controls(report in report(), full in any::<bool>()) {
        let options = Options { full, ..Options::default() };
        for format in [Format::Text, Format::Github, Format::Html, Format::Junit] {
            let shown = render(&report, format, &options);
            prop_assert!(shown.chars().all(|letter| letter == '\n' || !letter.is_control()), "{}", shown);
            let overrides = shown.matches('\u{202e}').count();
            prop_assert_eq!(overrides, 0);
        }
        // One command a finding and a problem, and one line of sums.
        let commands = render(&report, Format::Github, &options);
        prop_assert_eq!(commands.lines().count(), report.findings.len() + report.problems.len() + 1);
        // With colours it must not fail either.
        render(&report, Format::Text, &Options { color: true, width: 40, ..options });
    }
}
