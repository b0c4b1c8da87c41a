//! Statements that fill rows: the table, its columns, and which of the values beside the statement goes into each.

use crate::outcome::ANY_COLUMN;
use std::sync::Arc;

/// Where the value of a column comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filling {
    /// From the value beside the statement that has this number: `?`, `%s`, `$1`.
    Number(usize),
    /// From the value beside the statement that has this name: `:title`, `%(title)s`.
    Name(String),
    /// From the statement alone: `now()`.
    Nothing,
    /// From there, but from where is not known.
    Unknown,
}

/// What a statement fills.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// The name of the table.
    pub table: String,
    /// Its columns by name.
    pub columns: Vec<(Arc<str>, Filling)>,
}

/// What a statement fills, as far as it is known from its beginning.
pub(super) fn filled_by(statement: &str) -> Option<Filled> {
    let (verb, rest) = statement.trim_start().split_once(char::is_whitespace)?;
    let mut places = Places::default();
    let (table, columns): (&str, Vec<(String, Filling)>) = match verb.to_ascii_lowercase().as_str() {
        "insert" | "replace" => {
            let (into, names) = match rest.split_once('(') {
                // `insert into notes values (?, ?)`, or names that are put in there.
                Some((into, names)) if !has_word(into, "values") && names.contains(')') => (into, names),
                Some((into, _)) => return anything(table_of(before_word(into, "values"))?),
                None if has_word(rest, "values") => return anything(table_of(before_word(rest, "values"))?),
                None => return None,
            };
            let (names, values) = names.split_once(')')?;
            let names: Vec<String> = names.split(',').map(bare).collect();
            let fillings = inserted(values).map(|values| values.iter().map(|value| places.take(value)).collect());
            let fillings: Vec<Filling> = fillings
                .filter(|fillings: &Vec<Filling>| fillings.len() == names.len())
                .unwrap_or_else(|| vec![Filling::Unknown; names.len()]);
            (table_of(into)?, names.into_iter().zip(fillings).collect())
        }
        "update" => {
            let (lower, lowest) = (rest.to_ascii_lowercase(), " set ".len());
            let set = lower.find(" set ")?;
            if rest.get(set + lowest..)?.trim().is_empty() {
                return anything(rest.get(..set)?);
            }
            let end = lower.find(" where ").filter(|end| *end >= set + lowest);
            let parts = split_outside(rest.get(set + lowest..end.unwrap_or(rest.len()))?);
            let columns = parts.into_iter().filter_map(|part| {
                let (name, value) = part.split_once('=')?;
                Some((bare(name), places.take(value)))
            });
            (rest.get(..set)?, columns.collect())
        }
        _ => return None,
    };
    let is_plain =
        |name: &str| !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let columns: Vec<(Arc<str>, Filling)> =
        columns.into_iter().filter(|(name, _)| is_plain(name)).map(|(name, filling)| (name.into(), filling)).collect();
    (!columns.is_empty()).then(|| Filled { table: bare(table), columns })
}

/// Columns of a table, whichever they are.
fn anything(table: &str) -> Option<Filled> {
    let table = bare(table);
    (!table.is_empty()).then(|| Filled { table, columns: vec![(ANY_COLUMN.into(), Filling::Unknown)] })
}

/// The last word: `into notes`.
fn table_of(into: &str) -> Option<&str> {
    into.trim_end().rsplit(char::is_whitespace).next()
}

fn has_word(text: &str, word: &str) -> bool {
    text.split_whitespace().any(|own| own.eq_ignore_ascii_case(word))
}

fn before_word<'t>(text: &'t str, word: &str) -> &'t str {
    text.to_ascii_lowercase().find(word).and_then(|at| text.get(..at)).unwrap_or(text)
}

fn bare(name: &str) -> String {
    name.trim().trim_matches(['"', '`', '[', ']']).to_owned()
}

/// What stands between the parentheses of `values (...)`, if all of it is known.
fn inserted(rest: &str) -> Option<Vec<&str>> {
    let rest = rest.trim_start();
    let is_values = rest.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("values"));
    let inside = rest.get(6..).filter(|_| is_values)?.trim_start().strip_prefix('(')?;
    let mut depth = 0_u32;
    let mut quoted = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => return Some(split_outside(&inside[..at])),
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parts between the commas that stand in no parentheses and no quotes.
fn split_outside(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted) = (0_i32, false);
    let parts = text.split(move |letter: char| {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        letter == ',' && depth <= 0 && !quoted
    });
    parts.collect()
}

/// Counts the places of values that have no name of their own.
#[derive(Default)]
struct Places(usize);

impl Places {
    /// Where one value comes from. One that is made of several is not looked into.
    fn take(&mut self, text: &str) -> Filling {
        let mut found = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['?', '%', ':', '$', '\'']) {
            let (sign, behind) = rest[at..].split_at(1);
            let named = |text: &str| {
                text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().map(str::to_owned)
            };
            rest = behind;
            match sign {
                "'" => rest = behind.split_once('\'').map_or("", |(_, rest)| rest),
                // `::text` says of what type a value is.
                ":" if behind.starts_with(':') => rest = &behind[1..],
                ":" => found.extend(named(behind).filter(|name| !name.is_empty()).map(Filling::Name)),
                "%" if behind.starts_with('(') => {
                    found.extend(behind[1..].split_once(')').map(|(name, _)| Filling::Name(name.to_owned())));
                }
                "$" => {
                    let number =
                        named(behind).and_then(|name| name.parse::<usize>().ok()).and_then(|it| it.checked_sub(1));
                    found.extend(number.map(Filling::Number));
                }
                "?" => found.push(self.next()),
                _ if behind.starts_with('s') => found.push(self.next()),
                _ => {}
            }
        }
        match found.as_slice() {
            [] => Filling::Nothing,
            [one] => one.clone(),
            _ => Filling::Unknown,
        }
    }

    const fn next(&mut self) -> Filling {
        let number = self.0;
        self.0 += 1;
        Filling::Number(number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Filling, filled_by};

    #[test]
    fn columns_of_statements() {
        let of = |text: &str| {
            filled_by(text).map(|filled| {
                let columns = filled.columns.iter().map(|(name, filling)| match filling {
                    Filling::Number(number) => format!("{name}={number}"),
                    Filling::Name(own) => format!("{name}={own}"),
                    Filling::Nothing => format!("{name}=-"),
                    Filling::Unknown => format!("{name}=?"),
                });
                format!("{} {}", filled.table, columns.collect::<Vec<_>>().join(" "))
            })
        };
        let given = |text: &str, wanted: &str| assert_eq!(of(text).as_deref(), Some(wanted), "{text}");
        given("INSERT INTO a (title, `body`) VALUES (?, ?)", "a title=0 body=1");
        given("insert into a (title, made, body) values (%s, now(), lower(%s))", "a title=0 made=- body=1");
        given("insert into a (title, body) values (%(t)s, 'a, :b')", "a title=t body=-");
        given("insert into a (title, body) values ($2::text, $1)", "a title=1 body=0");
        given("insert into a (title, body) values (:t, :b || ?)", "a title=t body=?");
        given("insert into a (title, body) select", "a title=? body=?");
        given("insert into a (title, body) values (:t, ", "a title=? body=?");
        given("update a set title = ?, n = n + 1, body=:b where id = ?", "a title=0 n=- body=b");
        assert_eq!(of("select (a, b) from c"), None);
        given("insert into a values (?, ?)", "a *=?");
        given("insert into a (id, ", "a *=?");
        given("update a set ", "a *=?");
        assert_eq!(of("insert into "), None);
    }
}
