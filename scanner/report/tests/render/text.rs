//! The terminal: harmless, narrow, complete.

use crate::showcase::{self, at, file, step};
use stopple_finding::{Report, StepKind};
use stopple_report::{Format, Options, render};
use stopple_source::Span;

fn text(report: &Report, options: &Options) -> String {
    render(report, Format::Text, options)
}

/// One finding of the showcase, at another place.
fn placed(code: &str, span: Span) -> Report {
    let mut report = showcase::report();
    report.findings.truncate(1);
    report.problems.clear();
    let file = file("app.py", code);
    report.findings[0].primary = stopple_finding::Location { file, span };
    report.findings[0].trace.clear();
    report
}

#[test]
fn ends_with_one_line_of_sums() {
    let shown = text(&showcase::report(), &Options::default());
    assert_eq!(
        shown.lines().last(),
        Some(
            "3 findings (1 critical, 1 high, 1 medium) in 42 files, 5,120 lines, 17 routes; 1 suppressed, \
             1 hidden (shown by --pedantic), 1 hidden (below the asked severity or confidence); 2 files could not be read in \
             full; 3 calls that get visitors' data were not understood (see stopple doctor)"
        )
    );
}

#[test]
fn a_rule_is_explained_once_unless_all_is_asked_for() {
    let mut report = showcase::report();
    let again = report.findings[1].clone();
    report.findings.push(again);
    let explained = |full| text(&report, &Options { full, ..Options::default() }).matches("= what to do:").count();
    assert!(explained(true) == explained(false) + 1);
}

#[test]
fn nothing_moves_the_cursor() {
    let code = "a\x1b[2J = '\u{202e}\u{9b}31m'\n";
    let mut report = placed(code, Span::new(0, 5));
    report.findings[0].message = "\x1b]0;title\x07 \u{202e}x".into();
    let shown = text(&report, &Options::default());
    assert!(shown.chars().all(|letter| letter == '\n' || !letter.is_control()), "{shown}");
    assert!(!shown.contains('\u{202e}'));
    assert!(shown.contains("a␛[2J = '\\u{202e}\\u{9b}31m'"), "{shown}");
}

#[test]
fn colours_only_where_they_are_asked_for() {
    let with = text(&showcase::report(), &Options { color: true, ..Options::default() });
    let without = text(&showcase::report(), &Options::default());
    assert!(with.contains("\x1b[") && !without.contains('\x1b'));
    // Colours and links apart, both say the same.
    let mut plain = String::new();
    let mut rest = with.as_str();
    while let Some((before, after)) = rest.split_once('\x1b') {
        plain.push_str(before);
        rest = if after.starts_with('[') {
            after.split_once('m').unwrap_or_default().1
        } else {
            after.split_once('\\').unwrap_or_default().1
        };
    }
    assert_eq!(plain + rest, without);
}

#[test]
fn long_lines_are_cut_around_the_mark() {
    let code = format!("x = [{}]; run(); y = [{}]\n", "1, ".repeat(5_000), "2, ".repeat(5_000));
    let start = code.find("run()").unwrap_or_default() as u32;
    let shown = text(&placed(&code, Span::new(start, start + 5)), &Options::default());
    assert!(shown.contains("run()"));
    assert!(shown.contains(&format!("app.py:1:{}", start + 1)), "the true column: {shown}");
    let (frames, _sums) = shown.trim_end().rsplit_once('\n').expect("the sums stand in a line of their own");
    assert!(frames.lines().all(|line| line.chars().count() < 220));
}

#[test]
fn every_place_of_a_file_can_be_shown() {
    for code in ["", "\n", "x", "x\n", "x\r\n", "\r\r\n", "\tx = 1\r\ty\n", "é🐍", "\u{feff}x"] {
        for start in 0..=code.len() as u32 + 2 {
            for end in start..=code.len() as u32 + 2 {
                let shown = text(&placed(code, Span::new(start, end)), &Options::default());
                assert!(shown.contains("app.py:"), "{code:?} {start}..{end}: {shown}");
            }
        }
    }
}

#[test]
fn spans_of_many_lines_stay_short() {
    let code = "call(\n".to_owned() + &"    1,\n".repeat(4_000) + ")\n";
    let shown = text(&placed(&code, Span::new(0, code.len() as u32 - 1)), &Options::default());
    assert!(shown.lines().count() < 20, "{shown}");
    let few = "call(\n    1,\n    2,\n)\n";
    assert!(text(&placed(few, Span::new(0, 20)), &Options::default()).contains("call("));
}

#[test]
fn steps_far_apart_and_in_other_files_keep_their_order() {
    let mut report = showcase::report();
    report.findings.retain(|finding| finding.rule.id == "sql-injection");
    let far = file("far.py", &format!("first()\n{}second()\n", "pass\n".repeat(500)));
    let trace = &mut report.findings[0].trace;
    trace.insert(1, step(StepKind::Pass, at(&far, "second()"), "goes down"));
    trace.insert(2, step(StepKind::Pass, at(&far, "first()"), "goes up"));
    let shown = text(&report, &Options::default());
    let places: Vec<Option<usize>> = ["1. read", "2. goes down", "3. goes up", "4. passed", "5. pasted", "6. executed"]
        .iter()
        .map(|label| shown.find(label))
        .collect();
    assert!(places.iter().all(Option::is_some), "{shown}");
    assert!(places[..3].is_sorted(), "{shown}");
    assert!(shown.lines().count() < 70, "{shown}");
}

#[test]
fn many_problems_are_counted_and_not_listed() {
    let mut report = showcase::report();
    let one = report.problems[0].clone();
    report.problems = vec![one; 50];
    let shown = |full| text(&report, &Options { full, ..Options::default() });
    assert_eq!(shown(true).matches("not read:").count(), 50);
    assert_eq!(shown(false).matches("not read:").count(), 20);
    assert!(shown(false).contains("and 30 more problems"));
}

#[test]
fn the_middle_of_a_very_long_trace_is_left_out_unless_all_is_asked_for() {
    let mut report = showcase::report();
    report.findings.retain(|finding| finding.rule.id == "sql-injection");
    let long = file("long.py", &"step()\n".repeat(40));
    let steps =
        (0..40).map(|line| stopple_finding::Location { file: long.clone(), span: Span::new(line * 7, line * 7 + 4) });
    let steps: Vec<_> = steps.map(|place| step(StepKind::Pass, place, "handed on")).collect();
    report.findings[0].trace.splice(2..2, steps);
    let shown = |full| text(&report, &Options { full, ..Options::default() }).matches("handed on").count();
    assert_eq!((shown(true), shown(false)), (40, 12));
}

#[test]
fn rules_link_to_their_pages_where_there_are_some() {
    let options =
        Options { rule_pages: Some("https://stopple.example/rules".into()), color: true, ..Options::default() };
    let shown = text(&showcase::report(), &options);
    assert!(shown.contains("\x1b]8;;https://stopple.example/rules/sql-injection\x1b\\"), "{shown:?}");
    assert!(shown.contains("more"));
    assert!(!shown.contains("stopple explain"));
}
