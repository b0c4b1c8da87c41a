//! `html.parser.HTMLParser`: a class of the project that derives from it is handed the parts of what it is fed.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Obj};
use crate::outcome::Place;
use crate::taint::Happening;
use crate::value::{Atom, Value};
use stopple_syntax::hir::ExprId;

/// The class that the methods belong to.
pub(super) const OWNER: &str = "html.parser.HTMLParser.";
/// The hidden entry of a parser that holds what it was fed.
const FED: &str = "=fed";

/// What a method of the project is handed.
#[derive(Clone, Copy)]
enum Handed {
    /// The name of a tag, and its attributes: pairs of names and values.
    TagAndAttributes,
    /// A part of the text, as it stands there.
    Part,
    /// A part of the text in which references were replaced by what they stand for.
    Unescaped,
    /// A name or number that is made of letters and digits.
    Name,
}

/// The methods, most often in the order in which they are called.
const HANDLERS: &[(&str, Handed)] = &[
    ("handle_decl", Handed::Part),
    ("handle_starttag", Handed::TagAndAttributes),
    ("handle_startendtag", Handed::TagAndAttributes),
    ("handle_data", Handed::Unescaped),
    ("handle_entityref", Handed::Name),
    ("handle_charref", Handed::Name),
    ("handle_comment", Handed::Part),
    ("handle_pi", Handed::Part),
    ("unknown_decl", Handed::Part),
    ("handle_endtag", Handed::Part),
];

impl Interp<'_> {
    /// A method of a parser is called; gives what it gives, if that is known here.
    pub(super) fn parser_method(
        &mut self,
        st: &mut State,
        path: &str,
        parser: Option<&Value>,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        match (path.rsplit('.').next()?, args.get(0, self.program.names.get("data"))) {
            ("feed", Some(fed)) => {
                self.feed_parser(st, parser?, fed, at);
                None
            }
            ("get_starttag_text", _) => self.fed_to_parser(st, parser?),
            _ => None,
        }
    }

    /// `parser.feed(text)`: each of its methods may be called, any number of times.
    fn feed_parser(&mut self, st: &mut State, parser: &Value, fed: &Value, at: ExprId) {
        if self.class_of(st, parser).is_none() || self.frames.len() > 12 {
            return;
        }
        let place = self.place_of(at);
        let fed = self.deep_taint(st, fed).step(place, Happening::Through);
        let part = self.any_string(fed);
        if let Some(Atom::Object(id)) = parser.one()
            && let Some(object) = self.edit(st, *id)
        {
            object.set_entry(Key::Str(FED.into()), part.clone());
        }
        for (name, handed) in HANDLERS {
            let Some(symbol) = self.program.names.get(name) else { continue };
            let mut aside = st.clone();
            let given = self.handed_by_parser(&mut aside, *handed, &part, (place, at));
            if self.call_own_method(&mut aside, parser, symbol, given, place).is_some() {
                self.join_states(st, aside);
            }
        }
    }

    fn handed_by_parser(
        &mut self,
        st: &mut State,
        handed: Handed,
        part: &Value,
        (place, at): (Place, ExprId),
    ) -> Vec<Value> {
        let html = Self::concepts(&["html", "html-attribute"]);
        let unescaped = || part.clone().with_taint(part.taint.restored(html, place));
        match handed {
            Handed::Part => vec![part.clone()],
            Handed::Unescaped => vec![unescaped()],
            Handed::Name => vec![self.any_string(crate::taint::Taint::CLEAN)],
            Handed::TagAndAttributes => {
                let pair = Atom::Tuple([part.clone(), unescaped()].into());
                let mut attributes = Obj::list(Vec::new());
                attributes.items = None;
                attributes.rest = pair.into();
                vec![part.clone(), self.allocate(st, at.0, 0x47a6, attributes)]
            }
        }
    }

    /// `parser.get_starttag_text()`: a tag as it stands there.
    fn fed_to_parser(&self, st: &State, parser: &Value) -> Option<Value> {
        let Some(Atom::Object(id)) = parser.one() else { return None };
        self.object(st, *id)?.entry(&Key::Str(FED.into())).cloned()
    }
}
