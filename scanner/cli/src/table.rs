//! Tables in plain text.

use crate::terminal::neutral;

/// Rows in columns that are as wide as they need to be. Cells come from the scanned project and are made harmless.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>], color: bool) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| neutral(cell)).collect()).collect();
    let widths: Vec<usize> = head
        .iter()
        .enumerate()
        .map(|(column, title)| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell));
            cells.chain([columns(title)]).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    let titles: Vec<String> = head.iter().map(|title| (*title).to_owned()).collect();
    let bold = if color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    text.push_str(&format!("{bold}{}{bold:#}\n", line(&titles, &widths)));
    for row in &rows {
        text.push_str(&line(row, &widths));
        text.push('\n');
    }
    text
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat((width + 2).saturating_sub(columns(cell))));
    }
    line.trim_end().to_owned()
}

/// A number and what is counted, e.g. `1 case`, `2 cases`.
pub(crate) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

fn columns(text: &str) -> usize {
    text.chars().count()
}
