//! Rows of databases: in which columns a visitor's data is stored.

use super::classes::Ancestor;
use super::{Arguments, Interp, State};
use crate::heap::ObjId;
use crate::outcome::{Certainty, Fact, FactArgument, Place, View};
use crate::taint::{Label, Taint};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::{Concepts, concept};
use stopple_program::Symbol;

/// Last words of the classes and functions that declare a column.
const COLUMNS: &[&str] = &["Column", "mapped_column", "InstrumentedAttribute"];

/// Fields of forms that hold what somebody typed.
const TEXTS: &[&str] = &["StringField", "TextAreaField", "TextField", "EmailField", "URLField", "SearchField"];

impl Interp<'_> {
    /// `article.body = text`, where the article is a row.
    pub(super) fn note_row_attribute(&mut self, st: &State, row: &Value, name: Symbol, value: &Value, place: Place) {
        if !value.taint.is_visitors() {
            return;
        }
        for atom in row.atoms() {
            if let Some(class) =
                self.class_of(st, &atom.clone().into()).filter(|class| self.is_column(st, *class, name))
            {
                self.note_stored(st, class, &[(self.program.names.shared(name), harmful(&value.taint))], place);
            }
        }
    }

    /// `Article(body=text)`
    pub(super) fn note_row_made(&mut self, st: &State, class: ObjId, args: &Arguments, place: Place) {
        let columns: Vec<Filled> = args
            .keywords
            .iter()
            .filter(|(name, value, _)| value.taint.is_visitors() && self.is_column(st, class, *name))
            .map(|(name, value, _)| (self.program.names.shared(*name), harmful(&value.taint)))
            .collect();
        self.note_stored(st, class, &columns, place);
    }

    /// `form.populate_obj(article)`: the columns that have a field of the form.
    pub(super) fn note_row_filled(&mut self, st: &State, form: &Value, args: &Arguments, place: Place) {
        let Some((row, _)) = args.positional.first() else { return };
        let mut classes = row.atoms().iter().filter_map(|atom| self.class_of(st, &atom.clone().into()));
        let (Some(form), Some(class)) = (self.class_of(st, form), classes.next()) else { return };
        let mut columns: Vec<Filled> = Vec::new();
        for one in self.ancestors(st, form) {
            let Ancestor::Own(id) = one else { continue };
            for (name, field) in self.object(st, id).map(|form| form.attributes.as_slice()).unwrap_or_default() {
                let item = self.item_of(st, field);
                let takes_text = item.is_some_and(|item| {
                    let last = self.catalog.item(item).path.rsplit('.').next().unwrap_or_default();
                    TEXTS.contains(&last)
                });
                if takes_text && !self.is_one_of_ours(st, field) && self.is_column(st, class, *name) {
                    let all = concept::CONCEPTS.iter().map(|(word, _)| *word).collect();
                    columns.push((self.program.names.shared(*name), all));
                }
            }
        }
        self.note_stored(st, class, &columns, place);
    }

    /// `execute("insert into article (title, body) values (?, ?)", (title, text))`
    pub(super) fn note_row_statement(&mut self, st: &State, statement: &Value, args: &Arguments, place: Place) {
        let Some((table, names)) = columns_of(&statement.prefix()) else { return };
        let others = || args.all().filter(|value| *value != statement);
        // Which value goes where is known if they stand in one tuple or list.
        let in_order =
            others().find_map(|value| self.known_items(st, value)).filter(|items| items.len() == names.len());
        let stored: Vec<Filled> = match in_order {
            Some(items) => {
                let both = names.iter().zip(&items).map(|(name, item)| (name, self.deep_taint(st, item)));
                both.filter(|(_, taint)| taint.is_visitors())
                    .map(|(name, taint)| (Arc::clone(name), harmful(&taint)))
                    .collect()
            }
            None => {
                let all = self.with_taint_of(st, Taint::CLEAN, others());
                let names = names.into_iter().filter(|_| all.is_visitors());
                names.map(|name| (name, harmful(&all))).collect()
            }
        };
        self.note_columns(table, &stored, place);
    }

    /// Whether a class declares a column of that name.
    fn is_column(&self, st: &State, class: ObjId, name: Symbol) -> bool {
        let declared = self.own_attribute(st, class, name);
        let item = declared.and_then(|declared| self.item_of(st, &declared));
        item.is_some_and(|item| {
            let last = self.catalog.item(item).path.rsplit('.').next().unwrap_or_default();
            COLUMNS.contains(&last) || last.ends_with("Field")
        })
    }

    fn note_stored(&mut self, st: &State, class: ObjId, columns: &[Filled], place: Place) {
        let path = self.path_of_atom(st, &Atom::Class(class)).unwrap_or_default();
        self.note_columns(path.rsplit('.').next().unwrap_or_default().to_owned(), columns, place);
    }

    /// The path of the fact is the name of the class, or of the table. The entries of a column are the uses that its data
    /// can do harm in.
    fn note_columns(&mut self, path: String, columns: &[Filled], place: Place) {
        if self.quiet > 0 || columns.is_empty() {
            return;
        }
        let argument = |(name, uses): &Filled| {
            let entries = uses.iter().map(|word| ((*word).to_owned(), View::default())).collect();
            FactArgument { name: name.to_string(), place, view: View { entries, ..View::default() } }
        };
        self.push_fact(Fact {
            name: "row-stored",
            place,
            path,
            receiver: View::default(),
            arguments: columns.iter().map(argument).collect(),
            holder: self.frame().scope,
        });
    }
}

/// A column, and the uses that what is stored in it can do harm in.
type Filled = (Arc<str>, Vec<&'static str>);

/// The uses that some of a visitor's data was not made harmless for, if it came by a way that is understood.
pub(super) fn harmful(taint: &Taint) -> Vec<&'static str> {
    let is_sent = |label: &&Label| concept::is_visitors(label.origin.kind) && label.certainty == Certainty::Understood;
    let sent = || taint.labels().iter().filter(is_sent);
    let is_live =
        |word: &str| Concepts::named(word).is_some_and(|concept| sent().any(|label| !label.cleared.holds(concept)));
    concept::CONCEPTS.iter().map(|(word, _)| *word).filter(|word| is_live(word)).collect()
}

/// The table and the columns that a statement fills, as far as they are known from its beginning.
fn columns_of(statement: &str) -> Option<(String, Vec<Arc<str>>)> {
    let bare = |name: &str| name.trim().trim_matches(['"', '`', '[', ']']).to_owned();
    let (verb, rest) = statement.trim_start().split_once(char::is_whitespace)?;
    let (table, names): (&str, Vec<&str>) = match verb.to_ascii_lowercase().as_str() {
        "insert" | "replace" => {
            let (into, names) = rest.split_once('(')?;
            (into.trim_end().rsplit(char::is_whitespace).next()?, names.split_once(')')?.0.split(',').collect())
        }
        "update" => {
            let (lower, lowest) = (rest.to_ascii_lowercase(), " set ".len());
            let set = lower.find(" set ")?;
            let end = lower.find(" where ").unwrap_or(rest.len());
            let parts = rest.get(set + lowest..end)?.split(',');
            (rest.get(..set)?, parts.filter_map(|part| part.split_once('=')).map(|(name, _)| name).collect())
        }
        _ => return None,
    };
    let plain =
        |name: &String| !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let names: Vec<Arc<str>> = names.into_iter().map(bare).filter(plain).map(Arc::from).collect();
    (!names.is_empty()).then(|| (bare(table), names))
}

#[cfg(test)]
mod tests {
    use super::columns_of;

    #[test]
    fn columns_of_statements() {
        let of = |text: &str| columns_of(text).map(|(table, names)| format!("{table} {}", names.join(" ")));
        assert_eq!(of("INSERT INTO a (title, `body`) VALUES (?, ?)").as_deref(), Some("a title body"));
        assert_eq!(of("update a set title = ?, body=? where id = ?").as_deref(), Some("a title body"));
        assert_eq!(of("select (a, b) from c"), None);
        assert_eq!(of("insert into a values (?, ?)").as_deref(), None);
    }
}
