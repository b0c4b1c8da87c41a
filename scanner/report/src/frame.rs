//! The pieces of code that a finding shows: few lines, cut to a width, harmless to look at, with marks on them.
//!
//! Terminal and page draw the same frames. Cutting happens here, before a renderer sees anything, so a line of a
//! megabyte costs no more than one of a hundred columns.

use crate::neutral::push_neutral;
use std::sync::Arc;
use stopple_finding::{Finding, Location, Step};
use stopple_source::{Position, SourceFile, Span};

/// Columns of a line that are shown.
const LINE_COLUMNS: usize = 200;
/// Columns before the mark, where a line is cut.
const COLUMNS_BEFORE: usize = 60;
/// Lines that one frame spans at most; a step farther away opens a new frame.
const FRAME_LINES: u32 = 60;
/// Lines of one mark; of a longer one only the first line is marked.
const MARK_LINES: u32 = 8;
/// Steps of a trace that are shown where not all are asked for.
const CALM_STEPS: usize = 16;

/// A place that a frame points at.
pub(crate) struct Mark {
    /// The first marked byte: index of the line in the frame, offset in its text.
    pub from: (usize, usize),
    /// One past the last marked byte.
    pub to: (usize, usize),
    /// What happens there.
    pub label: String,
    /// Whether it is the place that is reported.
    pub primary: bool,
}

/// One line of a frame.
pub(crate) struct Line {
    /// As it is shown; empty where it lies between the places of interest.
    pub text: String,
    /// Whether it is near a mark.
    pub shown: bool,
}

/// Neighbouring lines of one file, with marks.
pub(crate) struct Frame {
    pub path: String,
    /// The true place of the most important mark.
    pub head: Position,
    /// The number of the first line.
    pub first_line: u32,
    pub lines: Vec<Line>,
    pub marks: Vec<Mark>,
}

/// A place before it is drawn.
struct Spot<'f> {
    location: &'f Location,
    label: String,
    primary: bool,
}

/// The frames of a finding, in the order of its trace.
pub(crate) fn frames(finding: &Finding, full: bool) -> Vec<Frame> {
    let mut frames: Vec<Vec<Spot>> = Vec::new();
    for spot in spots(finding, full) {
        match frames.last_mut() {
            Some(last) if fits(last, &spot) => last.push(spot),
            _ => frames.push(vec![spot]),
        }
    }
    frames.iter().filter_map(|spots| draw(spots)).collect()
}

/// The frame of one place alone.
pub(crate) fn frame(location: &Location) -> Option<Frame> {
    draw(&[Spot { location, label: String::new(), primary: true }])
}

fn spots(finding: &Finding, full: bool) -> Vec<Spot<'_>> {
    let is_primary = |step: &Step| same_place(&step.location, &finding.primary);
    let reported = finding.trace.iter().rposition(is_primary);
    let mut spots = Vec::with_capacity(finding.trace.len() + 1);
    for (index, step) in finding.trace.iter().enumerate() {
        if full || is_calm(index, finding.trace.len()) || Some(index) == reported {
            let label = format!("{}. {}", index + 1, step.text);
            spots.push(Spot { location: &step.location, label, primary: Some(index) == reported });
        }
    }
    if reported.is_none() {
        // A trace that does not end at the place, or no trace at all.
        let label = if finding.trace.is_empty() { String::new() } else { finding.message.clone() };
        spots.push(Spot { location: &finding.primary, label, primary: true });
    }
    spots
}

/// Whether a step belongs to the ends of a trace; the middle of a very long one tells little.
fn is_calm(index: usize, steps: usize) -> bool {
    steps <= CALM_STEPS || index < CALM_STEPS / 2 || index >= steps - CALM_STEPS / 2
}

fn same_file(one: &Arc<SourceFile>, other: &Arc<SourceFile>) -> bool {
    Arc::ptr_eq(one, other) || (one.path == other.path && one.text == other.text)
}

fn same_place(one: &Location, other: &Location) -> bool {
    one.span == other.span && same_file(&one.file, &other.file)
}

/// The first and the last line of a mark.
fn marked_lines(location: &Location) -> (u32, u32) {
    let span = location.file.clamp(location.span);
    let lines = location.file.lines();
    let first = lines.line(span.start);
    let last = lines.line(span.end);
    (first, if last - first < MARK_LINES { last } else { first })
}

fn fits(frame: &[Spot], spot: &Spot) -> bool {
    let (mut first, mut last) = marked_lines(spot.location);
    for other in frame {
        if !same_file(&other.location.file, &spot.location.file) {
            return false;
        }
        let (other_first, other_last) = marked_lines(other.location);
        first = first.min(other_first);
        last = last.max(other_last);
    }
    last - first < FRAME_LINES
}

fn draw(spots: &[Spot]) -> Option<Frame> {
    let file = &spots.first()?.location.file;
    let bounds: Vec<(u32, u32)> = spots.iter().map(|spot| marked_lines(spot.location)).collect();
    let first_line = bounds.iter().map(|bound| bound.0).min()?;
    let last_line = bounds.iter().map(|bound| bound.1).max()?;

    // Each line is cut around its first mark; a mark in the middle of several lines pulls nothing.
    let drawn: Vec<DrawnLine> = (first_line..=last_line)
        .map(|number| {
            let start = file.lines().start(number).unwrap_or(0);
            let marked = spots
                .iter()
                .map(|spot| file.clamp(spot.location.span).start)
                .filter(|offset| file.lines().line(*offset) == number)
                .min();
            let near = bounds.iter().any(|bound| bound.0 <= number + 1 && number <= bound.1 + 1);
            if near { cut(file, number, marked.map_or(0, |offset| offset - start)) } else { DrawnLine::default() }
        })
        .collect();

    let marks = spots
        .iter()
        .zip(&bounds)
        .filter_map(|(spot, (first, last))| {
            let span = file.clamp(spot.location.span);
            let from_line = (first - first_line) as usize;
            let from = (from_line, drawn.get(from_line)?.place(file.lines().start(*first)?, span.start));
            let to = if file.lines().line(span.end) == *last {
                let to_line = (last - first_line) as usize;
                (to_line, drawn.get(to_line)?.place(file.lines().start(*last)?, span.end))
            } else {
                (from_line, drawn.get(from_line)?.text.len())
            };
            Some(Mark { from, to: to.max(from), label: spot.label.clone(), primary: spot.primary })
        })
        .collect();

    let head = spots.iter().find(|spot| spot.primary).or(spots.first())?.location;
    Some(Frame {
        path: file.path.clone(),
        head: file.position(file.clamp(head.span).start),
        first_line,
        lines: drawn.into_iter().map(|line| Line { shown: line.shown, text: line.text }).collect(),
        marks,
    })
}

/// A line as it is shown, and the way from its bytes to the shown ones.
#[derive(Default)]
struct DrawnLine {
    text: String,
    shown: bool,
    /// Offset in the line, offset in `text`; for each character that is kept, and for the end.
    places: Vec<(u32, usize)>,
}

impl DrawnLine {
    /// Where a byte of the file stands in the shown text; what was cut away stands at the cut.
    fn place(&self, line_start: u32, offset: u32) -> usize {
        let wanted = offset.saturating_sub(line_start);
        let after = self.places.partition_point(|(at, _)| *at < wanted);
        self.places.get(after).or(self.places.last()).map_or(0, |(_, at)| *at)
    }
}

/// The shown part of a line: all of it, or `LINE_COLUMNS` around `marked`.
fn cut(file: &SourceFile, number: u32, marked: u32) -> DrawnLine {
    let line = file.lines().line_text(&file.text, number);
    let mut middle = (marked as usize).min(line.len());
    while !line.is_char_boundary(middle) {
        middle -= 1;
    }
    let fits = line.len() <= LINE_COLUMNS || line.chars().nth(LINE_COLUMNS).is_none();
    let start = if fits {
        0
    } else {
        let before = line.get(..middle).unwrap_or("");
        before.char_indices().rev().take(COLUMNS_BEFORE).last().map_or(middle, |(at, _)| at)
    };

    let mut drawn = DrawnLine { shown: true, ..DrawnLine::default() };
    if start > 0 {
        drawn.text.push('…');
    }
    let mut end = start;
    for (at, character) in line.get(start..).unwrap_or("").char_indices().take(LINE_COLUMNS) {
        drawn.places.push((u32::try_from(start + at).unwrap_or(u32::MAX), drawn.text.len()));
        push_neutral(&mut drawn.text, character);
        end = start + at + character.len_utf8();
    }
    drawn.places.push((u32::try_from(end).unwrap_or(u32::MAX), drawn.text.len()));
    if end < line.len() {
        drawn.text.push('…');
    }
    drawn
}

/// The code under a span, as it stands, cut to a length that a machine format may carry.
pub(crate) fn excerpt(file: &SourceFile, span: Span) -> &str {
    const BYTES: u32 = 1_000;
    let span = file.clamp(span);
    let end = span.end.min(span.start.saturating_add(BYTES));
    file.slice(file.clamp(Span::new(span.start, end)))
}
