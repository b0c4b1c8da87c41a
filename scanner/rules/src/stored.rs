//! Columns in which the application stores what visitors send: what is read from them is a visitor's too.

use crate::{Context, code, naming};
use std::collections::BTreeMap;
use stopple_flow::outcome::{ANY_COLUMN, Certainty, Fact, FlowStep, Hit, Place, View};
use stopple_libraries::{Concepts, concept};
use stopple_program::Program;
use stopple_syntax::hir::ScopeKind;

/// Uses that are as harmful with what somebody stored as with what he sends.
const USES: &[&str] = &["html", "html-attribute", "html-url", "script", "sql", "template"];
/// Uses that are harmful too, unless what is stored is a setting of those who run the application.
const DEEP_USES: &[&str] = &["shell", "code", "path-read", "path-write", "url", "deserialize", "format"];
/// Words of tables that hold such settings.
const SETTINGS: &[&str] = &[
    "setting",
    "settings",
    "config",
    "configs",
    "configuration",
    "option",
    "options",
    "preference",
    "preferences",
    "site",
    "server",
    "servers",
    "integration",
    "integrations",
    "plugin",
    "plugins",
    "system",
];

/// The columns, by their names, with the class or table and the place where a visitor's data is stored in it.
#[derive(Debug)]
pub(crate) struct Stored<'a>(BTreeMap<&'a str, Vec<Column<'a>>>);

#[derive(Debug)]
struct Column<'a> {
    /// The class or table.
    holder: &'a str,
    /// Where the data is stored.
    place: Place,
    /// The uses that it can do harm in are the entries.
    stored: &'a View,
}

impl<'a> Stored<'a> {
    /// Those of which facts tell.
    pub fn of(facts: impl Iterator<Item = &'a Fact>) -> Self {
        let mut columns: BTreeMap<&str, Vec<Column>> = BTreeMap::new();
        for fact in facts {
            for column in &fact.arguments {
                let stored = Column { holder: &fact.path, place: fact.place, stored: &column.view };
                columns.entry(&column.name).or_default().push(stored);
            }
        }
        Self(columns)
    }

    /// If a flow begins at the database, and on its way one of these columns is read: a sentence about it.
    pub fn found(&self, context: &Context, hit: &Hit) -> Option<String> {
        let used = |uses: &[&'static str]| uses.iter().copied().find(|name| Concepts::named(name) == Some(hit.concept));
        let is_used = |name: &str| Concepts::named(name) == Some(hit.concept);
        let deep = used(DEEP_USES);
        let matters = concept::source_name(hit.source) == "database"
            && hit.certainty == Certainty::Understood
            && (deep.is_some() || used(USES).is_some());
        if !matters || self.0.is_empty() {
            return None;
        }
        let places = || [hit.read, hit.sink].into_iter().chain(hit.steps.iter().map(|step| step.place));
        let does_harm = |column: &Column| {
            column.stored.entries.iter().any(|(own, _)| is_used(own))
                && (deep.is_none() || !naming::has_any(column.holder, SETTINGS))
        };
        // Where the class of the row is known, nothing has to be guessed.
        let of_class = hit.columns.iter().filter_map(|read| Some((read.class.as_deref()?, &*read.column)));
        for (class, name) in of_class {
            let own = self
                .0
                .get(name)
                .into_iter()
                .flatten()
                .find(|column| column.holder == class && does_harm(column) && !naming::has_any(class, SETTINGS));
            if let Some(column) = own {
                return Some(sentence(context, column, name));
            }
        }
        let read = context.text(hit.read);
        let of_read = last_part(read);
        // What a query compares is not what it gives.
        let others = places().map(|place| context.text(place));
        // What goes through a call besides the data may be read from anything.
        let others = others.filter_map(|text| match deep {
            Some("format") if text.contains(".format(") => text.split_once(".format(").map(|(formatted, _)| formatted),
            Some(_) if text.contains('(') => only_argument(text),
            _ => Some(text),
        });
        let others = others.flat_map(|text| text.split(read)).flat_map(parts_in);
        let selects = read.to_ascii_lowercase().contains("select ");
        let unpacked = hit.steps.iter().filter(|_| selects).filter_map(|step| unpacked(context, step));
        let of_unknown = hit.columns.iter().filter(|read| read.class.is_none()).map(|read| &*read.column);
        for part in of_read.into_iter().chain(others).chain(only_column(read)).chain(of_unknown).chain(unpacked) {
            let any = self.0.get(ANY_COLUMN).filter(|_| deep.is_none() && !is_no_text(part)).into_iter().flatten();
            for column in self.0.get(part).into_iter().flatten().chain(any).filter(|column| does_harm(column)) {
                let holder = column.holder;
                // The row is of that class or table; of one that is read by a key, what is read tells no more.
                let is_named = || {
                    places().any(|place| {
                        has_word(context.line_text(place), holder) || has_word(context.text(place), holder)
                    }) || hit.steps.iter().any(|step| has_word(&step.text, holder))
                        || context
                            .relations_to(holder)
                            .iter()
                            .any(|name| places().any(|place| leads_over(context, place, name)))
                };
                if of_read == Some(part) || is_named() {
                    return Some(sentence(context, column, part));
                }
            }
        }
        None
    }
}

/// Whether what a flow reads last is a column that hardly holds what somebody wrote.
pub(crate) fn is_of_no_text(hit: &Hit) -> bool {
    hit.columns.last().is_some_and(|read| is_no_text(&read.column))
}

/// Whether a column of this name hardly holds what somebody wrote.
fn is_no_text(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "id",
        "at",
        "on",
        "is",
        "has",
        "date",
        "time",
        "timestamp",
        "created",
        "updated",
        "modified",
        "count",
        "number",
        "total",
        "sum",
        "amount",
        "price",
        "quantity",
        "size",
        "status",
        "state",
        "role",
        "active",
        "version",
        "rank",
        "hash",
        "data",
    ];
    naming::has_any(name, WORDS)
}

fn sentence(context: &Context, column: &Column, name: &str) -> String {
    format!("a visitor's data is stored as `{}.{name}` ({})", column.holder, context.line_of(column.place))
}

/// `for title, body in rows`: rows that are taken apart, most often into names of their columns.
fn unpacked<'c>(context: &Context<'c>, step: &FlowStep) -> Option<&'c str> {
    if !step.text.starts_with("assigned to") {
        return None;
    }
    let source = context.source(step.place);
    let (start, end) = (step.place.span.start as usize, step.place.span.end as usize);
    let before = source.text.get(..start)?.trim_end_matches([' ', '(']);
    let behind = source.text.get(end..)?.trim_start();
    (before.ends_with(',') || behind.starts_with(',')).then(|| context.text(step.place))
}

/// Words of functions that leave no script in HTML.
const CLEANERS: &[&str] = &["clean(", "cleaned(", "linkify(", "sanitize(", "sanitized(", "sanitise(", "escape("];

/// Whether the column that a flow reads last is seen to be filled, and only with what was made harmless for the use before.
pub(crate) fn is_cleaned(context: &Context, hit: &Hit) -> bool {
    let Some(read) = hit.columns.last() else { return false };
    // A whole row that is written as JSON has other columns too.
    let mut ends = [hit.sink].into_iter().chain(hit.steps.iter().rev().take(3).map(|step| step.place));
    if !ends.any(|place| has_word(context.text(place), &read.column)) {
        return false;
    }
    let is_of_row = |column: &&Column| read.class.as_deref().is_none_or(|class| column.holder == class);
    let mut filled = context.stored().0.get(&*read.column).into_iter().flatten().filter(is_of_row).peekable();
    if filled.peek().is_some() {
        let is_used = |name: &str| Concepts::named(name) == Some(hit.concept);
        // What came by a way that was not understood harms in no use that is known, which says nothing.
        return filled.all(|Column { stored, .. }| {
            !stored.entries.is_empty() && stored.entries.iter().all(|(own, _)| !is_used(own))
        });
    }
    let assigned = context.assigned(&read.column);
    let mut texts =
        assigned.iter().map(|(_, text)| text.to_lowercase()).filter(|text| !text.contains("column(")).peekable();
    texts.peek().is_some() && texts.all(|text| CLEANERS.iter().any(|word| text.contains(word)))
}

/// What goes through a call that takes one thing: `probe(check.target)`.
fn only_argument(text: &str) -> Option<&str> {
    let (_, given) = text.strip_suffix(')')?.rsplit_once('(')?;
    (!given.contains([',', ')'])).then_some(given)
}

/// The names under which other rows lead to those of a class, by its name.
pub(crate) type Relations<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// All of them: `backref="items"` in a class itself, `items = relationship("Item")` in another one. Looked up in all files once,
/// since every hit asks.
pub(crate) fn relations<'a>(program: &'a Program) -> Relations<'a> {
    let mut found = Relations::new();
    for file in code::files(program) {
        for scope in file.hir.scopes.iter().filter(|scope| scope.kind == ScopeKind::Class) {
            let own = file.name(scope.name);
            for line in file.text_at(scope.span).lines() {
                let word = ["backref=", "related_name="].iter().find_map(|word| line.split_once(word));
                if let Some(name) = word.and_then(|(_, rest)| rest.split(['"', '\'']).nth(1)) {
                    found.entry(own).or_default().push(name);
                }
                let Some((name, _)) = line.split_once('=').filter(|(_, made)| made.contains("relationship(")) else {
                    continue;
                };
                let Some(name) = name.split(':').next().map(str::trim) else { continue };
                for holder in line.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
                    if holder != own && !holder.is_empty() {
                        found.entry(holder).or_default().push(name);
                    }
                }
            }
        }
    }
    found
}

/// The column of a query that asks for one: `fetchval("select body from notes where id = $1", id)`.
fn only_column(read: &str) -> Option<&str> {
    let statement = read
        .split(['"', '\''])
        .find(|text| text.trim_start().get(..7).is_some_and(|start| start.eq_ignore_ascii_case("select ")))?;
    let mut words = statement.split_whitespace().skip(1);
    let (column, from) = (words.next()?, words.next()?);
    let is_name = column.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    (is_name && from.eq_ignore_ascii_case("from")).then_some(column)
}

/// Whether the line, or a loop of the template that it stands in, speaks of a relation.
fn leads_over(context: &Context, place: Place, name: &str) -> bool {
    let source = context.source(place);
    let is_loop = |line: &str| line.split_once("{% for ").is_some_and(|(_, rest)| has_word(rest, name));
    has_word(context.line_text(place), name) || !source.path.ends_with(".py") && source.text.lines().any(is_loop)
}

fn has_word(text: &str, word: &str) -> bool {
    !word.is_empty() && text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|own| own == word)
}

/// The attribute or key that a text ends with.
fn last_part(text: &str) -> Option<&str> {
    let part = parts_in(text).into_iter().next_back()?;
    let rest = text.rsplit_once(part)?.1;
    matches!(rest, "" | "\"]" | "']").then_some(part)
}

/// The names of attributes and keys of variables that a text reads: `row["title"]`, `article.title`.
fn parts_in(text: &str) -> Vec<&str> {
    // A whole statement is no read.
    if text.len() > 200 {
        return Vec::new();
    }
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut parts = Vec::new();
    for opening in [".", "[\"", "['"] {
        for (at, _) in text.match_indices(opening) {
            let (before, rest) =
                (text.get(..at).unwrap_or_default(), text.get(at + opening.len()..).unwrap_or_default());
            let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            let is_closed = if opening == "." { !behind.starts_with('(') } else { behind.starts_with(['"', '\'']) };
            if !name.is_empty() && is_closed && before.ends_with(is_letter) {
                parts.push((at, name));
            }
        }
    }
    parts.sort_by_key(|(at, _)| *at);
    parts.into_iter().map(|(_, name)| name).collect()
}
