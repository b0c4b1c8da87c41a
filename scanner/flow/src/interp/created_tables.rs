//! Tables that a program creates by statements of its own: which of their columns number the rows.

use stopple_program::{FileId, Program};

/// What such a statement begins with.
const CREATES: &[u8] = b"create table";
/// Words by which lines of such a statement begin that declare no column.
const NO_COLUMNS: &[&str] =
    &["primary", "foreign", "unique", "check", "constraint", "key", "index", "exclude", "like", "fulltext"];

/// The columns of all tables that are created by a text of these files, and whether the database numbers what stands in
/// them. Any other column may hold a text, whatever it is declared to be: SQLite stores what it gets.
pub(super) fn columns(program: &Program, files: &[FileId]) -> Vec<(String, bool)> {
    let texts = files.iter().flat_map(|file| &program.file(*file).hir().strings);
    texts.flat_map(|text| columns_created(text)).collect()
}

fn columns_created(text: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let is_start = |window: &[u8]| window.eq_ignore_ascii_case(CREATES);
    let starts = text.as_bytes().windows(CREATES.len()).enumerate().filter(|(_, window)| is_start(window));
    for (start, _) in starts {
        let Some((_, body)) = text.get(start..).and_then(|rest| rest.split_once('(')) else { continue };
        found.extend(lines_of(body).into_iter().filter_map(column));
    }
    found
}

/// The parts of what stands between the parentheses of a statement.
fn lines_of(body: &str) -> Vec<&str> {
    let (mut lines, mut depth, mut from) = (Vec::new(), 0_u32, 0);
    for (at, letter) in body.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => {
                lines.push(&body[from..at]);
                return lines;
            }
            ')' => depth -= 1,
            ',' if depth == 0 => {
                lines.push(&body[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    lines
}

fn column(line: &str) -> Option<(String, bool)> {
    let mut words = line.split_whitespace();
    let name = words.next()?.trim_matches(['"', '`', '[', ']']).to_owned();
    if NO_COLUMNS.iter().any(|word| name.eq_ignore_ascii_case(word)) {
        return None;
    }
    let kind = words.next().unwrap_or_default().to_ascii_lowercase();
    let rest = words.collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let is_number = matches!(kind.as_str(), "integer" | "int" | "bigint" | "smallint") && rest.contains("primary key");
    Some((name, is_number || matches!(kind.as_str(), "serial" | "bigserial" | "smallserial")))
}

#[cfg(test)]
mod tests {
    use super::columns_created;

    #[test]
    fn columns_that_number_rows() {
        let of = |text: &str| {
            let columns = columns_created(text).into_iter();
            columns.map(|(name, is_number)| format!("{name}{}", if is_number { "#" } else { "" })).collect::<Vec<_>>()
        };
        assert_eq!(of("CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, age INT)"), ["id#", "name", "age"]);
        assert_eq!(
            of("create table if not exists a (\"no\" serial, sum numeric(8, 2), primary key (no))"),
            ["no#", "sum"]
        );
        assert_eq!(of("create table a (id int); create table b (id text primary key);"), ["id", "id"]);
        assert_eq!(of("create table"), Vec::<String>::new());
    }
}
