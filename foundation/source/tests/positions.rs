//! Lines, columns and spans over every kind of line break and over characters of several bytes.

use proptest::prelude::*;
use stopple_source::{LineIndex, Position, SourceFile, Span};

fn file(text: &str) -> SourceFile {
    SourceFile::new("app.py", text)
}

fn at(line: u32, column: u32) -> Position {
    Position { line, column }
}

#[test]
fn every_line_break_of_python_counts_once() {
    let text = "a\nb\r\nc\rd";
    let lines = LineIndex::new(text);
    assert_eq!(lines.count(), 4);
    let read: Vec<&str> = (1..=4).map(|line| lines.line_text(text, line)).collect();
    assert_eq!(read, ["a", "b", "c", "d"]);
}

#[test]
fn a_break_at_the_end_opens_an_empty_line() {
    let file = file("x\n");
    assert_eq!(file.lines().count(), 2);
    assert_eq!(file.position(2), at(2, 1));
    assert_eq!(file.lines().line_text(&file.text, 2), "");
}

#[test]
fn form_feed_and_line_separator_do_not_break_lines() {
    assert_eq!(LineIndex::new("a\u{c}b\u{2028}c\u{85}d").count(), 1);
}

#[test]
fn an_empty_text_has_one_line() {
    let file = file("");
    assert_eq!(file.lines().count(), 1);
    assert_eq!(file.position(0), at(1, 1));
    assert_eq!(file.position(99), at(1, 1));
}

#[test]
fn columns_count_characters_and_not_bytes() {
    let file = file("é = '🐍'\nx");
    assert_eq!(file.position(2), at(1, 2));
    assert_eq!(file.position(10), at(1, 7));
    // Inside the snake: the place of the snake.
    assert_eq!(file.position(8), at(1, 6));
}

#[test]
fn the_carriage_return_belongs_to_its_line() {
    let file = file("ab\r\ncd");
    assert_eq!(file.position(2), at(1, 3));
    assert_eq!(file.position(3), at(1, 4));
    assert_eq!(file.position(4), at(2, 1));
}

#[test]
fn lines_that_are_not_there_are_empty() {
    let lines = LineIndex::new("a");
    for line in [0, 2, u32::MAX] {
        assert_eq!(lines.start(line), None);
        assert_eq!(lines.line_text("a", line), "");
    }
}

#[test]
fn slices_of_wrong_spans_are_empty() {
    let file = file("é");
    assert_eq!(file.slice(Span::new(0, 2)), "é");
    assert_eq!(file.slice(Span::new(0, 1)), "");
    assert_eq!(file.slice(Span::new(2, 0)), "");
    assert_eq!(file.slice(Span::new(0, 9)), "");
}

#[test]
fn clamping_makes_every_span_readable() {
    let file = file("aé");
    assert_eq!(file.clamp(Span::new(0, 2)), Span::new(0, 1));
    assert_eq!(file.clamp(Span::new(2, 99)), Span::new(1, 3));
    assert_eq!(file.clamp(Span::new(9, 0)), Span::new(3, 3));
}

#[test]
fn spans_know_their_bounds() {
    let span = Span::new(3, 5);
    assert!(span.contains(3) && span.contains(4) && !span.contains(5) && !span.contains(2));
    assert_eq!(span.cover(Span::new(8, 9)), Span::new(3, 9));
    assert_eq!(Span::new(5, 3).len(), 0);
    assert!(Span::new(5, 3).is_empty() && Span::new(5, 5).is_empty() && !span.is_empty());
}

/// Text in which line breaks of all kinds and wide characters are frequent.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof!["\r", "\n", "\r\n", "é", "🐍", "\t", "[a-z]{0,3}", "\\PC"], 0..40)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn positions_lead_back_to_their_offset(text in text()) {
        let file = file(&text);
        for (offset, _) in text.char_indices() {
            let place = file.position(offset as u32);
            let start = file.lines().start(place.line).unwrap_or(u32::MAX) as usize;
            let back = text[start..].char_indices().nth(place.column as usize - 1).map(|(at, _)| start + at);
            prop_assert_eq!(back, Some(offset));
        }
    }

    #[test]
    fn positions_grow_with_offsets(text in text()) {
        let file = file(&text);
        let places: Vec<Position> = text.char_indices().map(|(at, _)| file.position(at as u32)).collect();
        prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn lines_hold_no_break_and_together_the_whole_text(text in text()) {
        let lines = LineIndex::new(&text);
        let mut whole = String::new();
        for line in 1..=lines.count() {
            let read = lines.line_text(&text, line);
            prop_assert!(!read.contains(['\r', '\n']));
            whole.push_str(read);
        }
        prop_assert_eq!(whole, text.replace(['\r', '\n'], ""));
    }

    #[test]
    fn nothing_panics_and_clamped_spans_are_read(text in text(), start in any::<u32>(), end in 0_u32..80) {
        let file = file(&text);
        for span in [Span::new(start, end), Span::new(end, start), Span::new(end / 2, end)] {
            let _ = (file.position(span.start), file.position(span.end), file.slice(span));
            let clamped = file.clamp(span);
            prop_assert!(text.get(clamped.start as usize..clamped.end as usize).is_some());
            prop_assert_eq!(file.clamp(clamped), clamped);
        }
    }
}
