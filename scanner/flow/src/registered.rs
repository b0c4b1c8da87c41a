//! What the application registered and requests come upon on their way: filters, functions and context processors of
//! templates, handlers of errors.

use crate::registration::Registration;
use crate::value::{Atom, Method, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use stopple_program::{FileId, Program, ScopeRef};

/// They are known when all modules have been run.
#[derive(Debug, Default)]
pub(crate) struct Registered {
    filters: FxHashMap<String, Value>,
    functions: FxHashMap<String, Value>,
    /// Functions that give names and values to every template.
    pub processors: Vec<Value>,
    /// Handlers of errors, with the class of exceptions that each is for.
    pub error_handlers: Vec<(Value, Value)>,
    /// Functions that find the user who is signed in.
    pub user_loaders: Vec<Value>,
    /// Classes that turn parts of an address into values, by the word in the address.
    pub converters: FxHashMap<String, Value>,
    /// The functions that stand beside a function for other classes, each with its class.
    pub overloads: FxHashMap<ScopeRef, Vec<(Value, Value)>>,
    /// Whether any object of the program says itself what its HTML is.
    pub has_html_methods: bool,
    /// The names of columns that hold no text in any model of the program.
    pub names_without_text: FxHashSet<Box<str>>,
}

impl Registered {
    /// Those that were registered. What two applications of a tree call by one name may be either.
    pub fn new(program: &Program, files: &[FileId], registrations: &[Registration]) -> Self {
        let mut own = Self { has_html_methods: defines_html(program, files), ..Self::default() };
        for registration in crate::engine::sorted(registrations) {
            let words = match registration.kind.as_str() {
                "template-filter" => &mut own.filters,
                "template-global" => &mut own.functions,
                "context-processor" => {
                    own.processors.push(registration.target.clone());
                    continue;
                }
                "user-loader" => {
                    own.user_loaders.push(registration.target.clone());
                    continue;
                }
                "overload" => {
                    if let Some(Atom::Function(function)) = registration.subject.one() {
                        let one = (registration.owner.clone(), registration.target.clone());
                        own.overloads.entry(function.scope).or_default().push(one);
                    }
                    continue;
                }
                crate::registration::CONVERTER => &mut own.converters,
                "error-handler" => {
                    own.error_handlers.push((registration.subject.clone(), registration.target.clone()));
                    continue;
                }
                _ => continue,
            };
            let name = registration.endpoint.clone().or_else(|| name_of(program, registration));
            if let Some(name) = name {
                words.entry(name).or_default().join(&registration.target);
            }
        }
        own
    }

    /// The filter of a name.
    pub fn filter(&self, name: &str) -> Option<&Value> {
        self.filters.get(name)
    }

    /// The function of a name.
    pub fn function(&self, name: &str) -> Option<&Value> {
        self.functions.get(name)
    }
}

fn defines_html(program: &Program, files: &[FileId]) -> bool {
    files.iter().any(|file| {
        let hir = program.file(*file).hir();
        hir.scopes.iter().any(|scope| &*hir.names[scope.name.0 as usize] == "__html__")
    })
}

/// The name under which a function was defined.
fn name_of(program: &Program, registration: &Registration) -> Option<String> {
    let scope: Option<ScopeRef> = registration.decorated.or_else(|| match registration.target.one()? {
        Atom::Function(function) | Atom::Bound(_, Method::Function(function)) => Some(function.scope),
        _ => None,
    });
    let scope = scope?;
    Some(program.names.text(program.file(scope.file).symbol(program.scope(scope).name)).to_owned())
}
