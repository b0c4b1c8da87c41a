//! The notes of `Annotated`: their words, and what may stand in them.

use super::{Loader, Place};
use crate::concept::{self, Concepts};
use crate::model::{Note, Switch};
use stopple_source::Span;
use stopple_syntax::hir::{Argument, Constant, Expr, ExprId};

const NOTES: &[&str] =
    &["Source", "Sink", "Carries", "Clears", "Inert", "Guards", "Registers", "Calls", "Fact", "Decorates", "Restores"];

/// What a callable can be registered as.
const REGISTERED: &[&str] = &[
    "route",
    "hook",
    "error-handler",
    "template-filter",
    "template-global",
    "class-view",
    "resource",
    "command",
    "callback",
    "receiver",
    "user-loader",
    "background",
    "websocket",
    "websocket-namespace",
    "resolver",
    "resolver-method",
    "request-loader",
    "session-interface",
    "address-values",
    "blueprint",
    "description",
    "context-processor",
    "response-hook",
];

/// How a decorator guards a route.
const DECORATED: &[&str] = &["login", "role", "csrf-exempt", "csrf", "rate-limit", "cors", "parses-input", "headers"];

/// Whether a word is the name of a note.
pub(super) fn is_note(name: &str) -> bool {
    NOTES.contains(&name)
}

impl Loader {
    /// The note that an expression is; wrong ones are reported.
    pub(super) fn note(&mut self, place: Place, expr: ExprId) -> Option<Note> {
        let stub = self.stub(place.stub)?;
        let span = stub.span(expr);
        let Expr::Call { callee, arguments } = stub.expr(expr) else {
            self.problem(place.stub, span, format!("a note is a call, one of {}", NOTES.join(", ")));
            return None;
        };
        let name = stub.text_of(callee).rsplit('.').next().unwrap_or("").to_owned();
        if !is_note(&name) {
            self.problem(place.stub, span, format!("there is no note `{name}`: write one of {}", NOTES.join(", ")));
            return None;
        }
        let mut words: Vec<&str> = Vec::new();
        let mut when = Some(true);
        let mut switch = None;
        for argument in stub.arguments(arguments) {
            match argument {
                Argument::Positional(value) => {
                    if let Some(text) = stub.string_of(*value) {
                        words.push(text);
                        continue;
                    }
                }
                Argument::Keyword(keyword, value) if name == "Guards" && stub.name(*keyword) == "when" => {
                    match stub.expr(*value) {
                        Expr::Constant(Constant::Bool(truth)) => {
                            when = Some(truth);
                            continue;
                        }
                        Expr::Constant(Constant::None) => {
                            when = None;
                            continue;
                        }
                        _ => {}
                    }
                }
                Argument::Keyword(keyword, value) if name == "Clears" => {
                    switch = stub.string_of(*value).and_then(|text| switch_of(stub.name(*keyword), text));
                    if switch.is_some() {
                        continue;
                    }
                }
                _ => {}
            }
            let message = match name.as_str() {
                "Guards" => "`Guards` takes strings only and `when`".to_owned(),
                "Clears" => {
                    "`Clears` takes strings only, and `when` or `unless` as in `when=\"escape=True\"`".to_owned()
                }
                _ => format!("`{name}` takes strings only"),
            };
            self.problem(place.stub, span, message);
            return None;
        }
        if words.is_empty() != (name == "Inert") {
            let message = if name == "Inert" { "`Inert()` takes nothing" } else { "this note needs a word" };
            self.problem(place.stub, span, message);
            return None;
        }
        let one = if words.len() == 1 { words.first().copied() } else { None };
        match name.as_str() {
            "Sink" => self.concepts(place, span, &words).map(Note::Sink),
            "Clears" => self.concepts(place, span, &words).map(with_implied).map(|concepts| match switch {
                Some(switch) => Note::ClearsIf(concepts, switch),
                None => Note::Clears(concepts),
            }),
            "Restores" => self.concepts(place, span, &words).map(Note::Restores),
            "Guards" => self.concepts(place, span, &words).map(|concepts| Note::Guards(concepts, when)),
            "Calls" => Some(Note::Calls(words.iter().map(|word| (*word).into()).collect())),
            "Inert" => Some(Note::Inert),
            _ => {
                let Some(word) = one else {
                    self.problem(place.stub, span, format!("`{name}` takes one word: repeat the note for another"));
                    return None;
                };
                let (note, known) = match name.as_str() {
                    "Source" => match concept::source_named(word) {
                        Some(kind) => (Note::Source(kind), Ok(())),
                        None => (Note::Inert, Err(listed(concept::SOURCES))),
                    },
                    "Fact" => (
                        Note::Fact(word.into()),
                        if concept::is_fact(word) { Ok(()) } else { Err(listed(concept::FACTS)) },
                    ),
                    "Registers" => (Note::Registers(word.into()), among(REGISTERED, word)),
                    "Decorates" => (Note::Decorates(word.into()), among(DECORATED, word)),
                    _ => (Note::Carries(word.into()), Ok(())),
                };
                match known {
                    Ok(()) => Some(note),
                    Err(words) => {
                        self.problem(place.stub, span, format!("`{name}` knows no `{word}`: write one of {words}"));
                        None
                    }
                }
            }
        }
    }

    fn concepts(&mut self, place: Place, span: Span, words: &[&str]) -> Option<Concepts> {
        let mut all = Concepts::NONE;
        for word in words {
            match Concepts::named(word) {
                Some(concept) => all = all.and(concept),
                None => {
                    let known = listed(concept::CONCEPTS);
                    self.problem(
                        place.stub,
                        span,
                        format!("there is no concept `{word}`: write one of {known}, or `*`"),
                    );
                    return None;
                }
            }
        }
        Some(all)
    }
}

/// `when="escape=True"`, `unless="quote=False"`.
fn switch_of(keyword: &str, text: &str) -> Option<Switch> {
    let holds = match keyword {
        "when" => true,
        "unless" => false,
        _ => return None,
    };
    let (parameter, constant) = match text.split_once('=')? {
        (parameter, "True") => (parameter, true),
        (parameter, "False") => (parameter, false),
        _ => return None,
    };
    Some(Switch { parameter: parameter.to_owned().into(), constant, holds })
}

/// The HTML body of a mail is HTML text: what is harmless in the one is so in the other.
fn with_implied(concepts: Concepts) -> Concepts {
    match (Concepts::named("html"), Concepts::named("mail-body")) {
        (Some(html), Some(body)) if concepts.holds(html) => concepts.and(body),
        _ => concepts,
    }
}

fn listed(table: &[(&str, &str)]) -> String {
    table.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

fn among(table: &[&str], word: &str) -> Result<(), String> {
    if table.contains(&word) { Ok(()) } else { Err(table.join(", ")) }
}
