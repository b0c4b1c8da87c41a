//! Rows of databases: in which columns a visitor's data is stored.

use super::classes::Ancestor;
use super::statements::{Filling, filled_by};
use super::{Arguments, Interp, State};
use crate::heap::{Key, Kind, ObjId};
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

/// Uses of a row where it is looked at.
const SHOWN: &[&str] = &["html", "html-attribute", "html-url", "script", "sql", "template", "format"];

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

    /// `Article(body=text)`, `Article(**sent)`
    pub(super) fn note_row_made(&mut self, st: &mut State, class: ObjId, args: &Arguments, place: Place) {
        let mut columns: Vec<Filled> = args
            .keywords
            .iter()
            .filter(|(name, value, _)| value.taint.is_visitors() && self.is_column(st, class, *name))
            .map(|(name, value, _)| (self.program.names.shared(*name), harmful(&value.taint)))
            .collect();
        if let Some(sent) = args.double_star.as_ref().map(|sent| self.deep_taint(st, sent))
            && sent.is_visitors()
        {
            columns.extend(self.text_columns(st, class, &sent));
        }
        self.note_stored(st, class, &columns, place);
    }

    /// `setattr(article, name, text)`, where the name may be that of any column.
    pub(super) fn note_row_attributes(&mut self, st: &mut State, row: &Value, taint: &Taint, place: Place) {
        if !taint.is_visitors() {
            return;
        }
        if let Some(class) = self.class_of(st, row) {
            let columns = self.text_columns(st, class, taint);
            self.note_stored(st, class, &columns, place);
        }
    }

    /// All columns of a class that hold texts, filled with the same data. Which of them a visitor fills is not known, so what is
    /// told of them is what harms whoever looks at the row.
    fn text_columns(&mut self, st: &mut State, class: ObjId, taint: &Taint) -> Vec<Filled> {
        let ancestors = self.ancestors(st, class);
        let mut names = self.declared_fields(st, &ancestors);
        for one in &ancestors {
            let Ancestor::Own(id) = one else { continue };
            names.extend(
                self.object(st, *id).into_iter().flat_map(|class| class.attributes.iter().map(|(name, _)| *name)),
            );
        }
        names.sort_unstable();
        names.dedup();
        names.retain(|name| self.is_column(st, class, *name) && !self.holds_no_text(st, &ancestors, *name));
        let mut uses = harmful(taint);
        uses.retain(|word| SHOWN.contains(word));
        names.into_iter().map(|name| (self.program.names.shared(name), uses.clone())).collect()
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
        let Some(filled) = filled_by(&statement.prefix()) else { return };
        let others = || args.all().filter(|value| *value != statement);
        // Which value goes where is known if they stand in one tuple, list or dictionary, or have names.
        let in_order = others().find_map(|value| self.known_items(st, value));
        let rows = in_order.map(|items| {
            // `executemany` takes a list of such.
            let rows: Option<Vec<_>> = items.iter().map(|item| self.known_items(st, item)).collect();
            rows.filter(|rows| !rows.is_empty()).unwrap_or_else(|| vec![items])
        });
        let beside: Vec<&Value> = others().collect();
        let numbered = |at: usize| match &rows {
            Some(rows) => rows.iter().map(|row| row.get(at).cloned()).reduce(|all, one| Some(all?.joined(&one?)))?,
            None => beside.get(at).filter(|_| beside.len() > 1).map(|value| (*value).clone()),
        };
        let all = self.with_taint_of(st, Taint::CLEAN, others());
        let number = filled.columns.len();
        let mut columns: Vec<Filled> = Vec::new();
        for (at, (name, filling)) in filled.columns.into_iter().enumerate() {
            let given = match &filling {
                Filling::Nothing => continue,
                Filling::Name(own) => self.value_named(st, own, args),
                Filling::Number(own) => numbered(*own),
                Filling::Unknown if rows.iter().flatten().any(|row| row.len() == number) => numbered(at),
                Filling::Unknown => None,
            };
            let taint = given.map_or_else(|| all.clone(), |given| self.deep_taint(st, &given));
            if taint.is_visitors() {
                columns.push((name, harmful(&taint)));
            }
        }
        self.note_columns(filled.table, &columns, place);
    }

    /// The value that a call hands over under a name: as an argument, or as an entry of a dictionary.
    fn value_named(&self, st: &State, name: &str, args: &Arguments) -> Option<Value> {
        let symbol = self.program.names.get(name);
        if let Some((_, value, _)) = args.keywords.iter().find(|(own, _, _)| Some(*own) == symbol) {
            return Some(value.clone());
        }
        args.all().find_map(|value| {
            let Some(Atom::Object(id)) = value.one() else { return None };
            let object = self.object(st, *id).filter(|object| object.kind == Kind::Dict)?;
            Some(object.entry(&Key::Str(name.into()))?.clone().and_taint(&value.taint))
        })
    }

    /// Whether a class declares a column of that name.
    pub(super) fn is_column(&self, st: &State, class: ObjId, name: Symbol) -> bool {
        let ancestors = self.ancestors(st, class);
        let declared = self.attribute_among(st, &ancestors, name);
        let item = declared.and_then(|declared| self.item_of(st, &declared));
        item.is_some_and(|item| {
            let last = self.catalog.item(item).path.rsplit('.').next().unwrap_or_default();
            COLUMNS.contains(&last) || last.ends_with("Field")
        }) || self.mapped(st, &ancestors, name).is_some()
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
