//! Handlers that a description of the interface names: found by their names, called with what it says.

use super::{Arguments, Interp, State};
use crate::entry::{Entry, segment};
use crate::heap::{Key, Kind, Obj};
use crate::outcome::{Place, Unresolved};
use crate::registration::Registration;
use crate::taint::Taint;
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::concept;
use stopple_program::{Description, FileId, Input, ModuleRef, Operation, Part, ScopeRef, Shape};
use stopple_syntax::hir::{ExprId, ParamKind, ScopeId, ScopeKind};

/// Where names of handlers follow addresses: the module, and the function that gives a list.
struct ByAddress {
    module: Arc<str>,
    collection: Arc<str>,
}

impl Interp<'_> {
    /// `app.add_api("openapi.yaml")`: every operation has a handler.
    pub(super) fn register_described(
        &mut self,
        st: &mut State,
        named: &Value,
        receiver: Option<&Value>,
        args: &Arguments,
        at: ExprId,
    ) {
        let program = self.program;
        if self.quiet > 0 || !self.loads_modules {
            return;
        }
        let keyword = |own: &Self, name: &str| {
            let name = own.program.names.get(name)?;
            args.keywords.iter().find(|(keyword, ..)| *keyword == name).map(|(_, value, _)| value.clone())
        };
        let base = keyword(self, "base_path").and_then(|value| value.as_str().map(ToString::to_string));
        let resolver = keyword(self, "resolver").and_then(|value| self.by_address(st, &value));
        let place = self.place_of(at);
        let name = named.as_str().map(|name| &**name);
        let found = program.descriptions(self.file_id(), name);
        if found.is_empty() {
            let name = format!("the handlers of {}", name.unwrap_or("a description of an interface"));
            self.out.unresolved.push(Unresolved { place, name, gets_visitors_data: false });
        }
        for number in found {
            let Some(description) = program.descriptions.get(number) else { continue };
            for (at_operation, operation) in description.operations.iter().enumerate() {
                let name = match (&operation.function, &resolver) {
                    (Some(function), _) => function.clone(),
                    (None, Some(by)) => operation.function_by_address(&by.module, &by.collection),
                    (None, None) => continue,
                };
                let Some((target, decorated)) = self.handler_named(st, &name, at) else {
                    if !self.out.unresolved.iter().any(|one| one.place == place && one.name == name) {
                        self.out.unresolved.push(Unresolved { place, name, gets_visitors_data: false });
                    }
                    continue;
                };
                if let (true, Some(scope)) = (operation.is_guarded, decorated)
                    && !self.out.decorations.iter().any(|(own, word)| *own == scope && word == "login")
                {
                    self.out.decorations.push((scope, "login".to_owned()));
                }
                let registration = Registration {
                    kind: "route".to_owned(),
                    target,
                    decorated,
                    rule: Some(rule_of(description, operation, base.as_deref())),
                    methods: vec![operation.method.clone()],
                    endpoint: None,
                    owner: receiver.cloned().unwrap_or_default(),
                    place,
                    by_name: false,
                    subject: Value::bottom(),
                    operation: Some((number, at_operation)),
                };
                if !self.out.registrations.contains(&registration) {
                    self.out.registrations.push(registration);
                }
            }
        }
    }

    /// A resolver that was made with the name of a module.
    fn by_address(&self, st: &State, resolver: &Value) -> Option<ByAddress> {
        let Some(Atom::Object(id)) = resolver.one() else { return None };
        let object = self.object(st, *id)?;
        let told = |key: String| object.entry(&Key::Str(key.into())).and_then(Value::as_str).cloned();
        let by_name = |name: &str| told(format!("={}", self.program.names.get(name)?.0));
        Some(ByAddress {
            module: told("=0th".to_owned()).or_else(|| by_name("default_module_name"))?,
            collection: by_name("collection_endpoint_name").unwrap_or_else(|| "search".into()),
        })
    }

    /// The function of a dotted name, and the scope under that name if it has one.
    fn handler_named(&mut self, st: &mut State, dotted: &str, at: ExprId) -> Option<(Value, Option<ScopeRef>)> {
        let (mut module, mut rest) = dotted.rsplit_once('.')?;
        let file = loop {
            match super::find_module(self.program, self.catalog, self.file_id(), module) {
                Some(super::Found::Own(ModuleRef::File(file))) => break file,
                _ => {
                    let shorter = module.rsplit_once('.')?.0;
                    rest = &dotted[shorter.len() + 1..];
                    module = shorter;
                }
            }
        };
        let mut value = self.module_value(st, module);
        for name in rest.split('.') {
            let name = self.program.names.get(name)?;
            value = match value.one() {
                Some(Atom::Module(ModuleRef::File(file))) => self.module_attribute(st, *file, name)?,
                _ => self.attribute(st, &value, name, at),
            };
        }
        let callable = |atom: &Atom| matches!(atom, Atom::Function(_) | Atom::Bound(..));
        value.atoms().iter().any(callable).then(|| (value, self.scope_named(file, rest)))
    }

    /// The function that stands in a file under a name, whatever decorators made of it.
    fn scope_named(&self, file: FileId, name: &str) -> Option<ScopeRef> {
        let scopes = &self.program.file(file).hir().scopes;
        let found = scopes.iter().position(|scope| scope.kind == ScopeKind::Function && &*scope.qualified == name)?;
        Some(ScopeRef { file, scope: ScopeId(u32::try_from(found).ok()?) })
    }

    /// Whether the text that a handler returns is JSON: of resources, and of operations that answer nothing else.
    pub(crate) fn answers_json(&self, entry: &Entry) -> bool {
        entry.kind == "resource" || self.operation(entry.operation).is_some_and(|one| !one.answers_html)
    }

    fn operation(&self, at: Option<(usize, usize)>) -> Option<&Operation> {
        let (description, operation) = at?;
        self.program.descriptions.get(description)?.operations.get(operation)
    }

    /// The arguments of a handler that is described.
    pub(crate) fn add_described(&mut self, st: &mut State, entry: &Entry, at: (usize, usize), args: &mut Arguments) {
        let program = self.program;
        let Some(operation) = program.descriptions.get(at.0).and_then(|one| one.operations.get(at.1)) else { return };
        let file = program.file(entry.scope.file);
        let shown = program.scope(entry.scope);
        let mut taken: Vec<&str> = Vec::new();
        let mut takes_rest = false;
        for param in &shown.params {
            let place = Place { file: entry.scope.file, span: param.span };
            let name = &*file.hir().names[param.name.0 as usize];
            match param.kind {
                ParamKind::VarKeyword => takes_rest = true,
                ParamKind::Normal | ParamKind::KeywordOnly => {
                    let Some(input) = operation.inputs.iter().find(|input| is_called(&input.name, name)) else {
                        continue;
                    };
                    taken.push(&input.name);
                    let value = self.described(st, entry.scope, input, place);
                    args.keywords.push((file.symbol(param.name), value, None));
                }
                _ => {}
            }
        }
        if takes_rest {
            let place = Place { file: entry.scope.file, span: shown.name_span };
            let mut rest = Obj::new(Kind::Dict);
            for input in operation.inputs.iter().filter(|input| !taken.contains(&&*input.name)) {
                let value = self.described(st, entry.scope, input, place);
                rest.set_entry(Key::Str(input.name.as_str().into()), value);
            }
            args.double_star = Some(self.allocate(st, 0, 0xb000, rest));
        }
    }

    /// An argument that a description describes.
    fn described(&mut self, st: &mut State, scope: ScopeRef, input: &Input, place: Place) -> Value {
        let kind = match input.part {
            Part::Segment | Part::Path => "http-path",
            Part::Query => "http-query",
            Part::Form => "http-form",
            Part::Body => "http-json",
        };
        let kind = concept::source_named(kind).unwrap_or_default();
        let is_of_address = matches!(input.part, Part::Segment | Part::Path);
        if self.quiet == 0 && !is_of_address {
            self.note_read(scope, kind, place);
        }
        let taint = if input.part == Part::Segment { segment(place) } else { Taint::read(kind, place) };
        self.shaped(st, &input.shape, &taint, place, &mut 0xb100)
    }

    fn shaped(&mut self, st: &mut State, shape: &Shape, taint: &Taint, place: Place, parts: &mut u32) -> Value {
        let object = match shape {
            Shape::Any => return Value::unknown_with(taint.clone()),
            Shape::Text => return self.any_string(taint.clone()),
            Shape::Number => return self.number(Taint::CLEAN),
            Shape::Listed => return self.any_string(Taint::CLEAN),
            Shape::File => {
                let Some(upload) = self.known.upload else { return Value::unknown_with(taint.clone()) };
                let kind = concept::source_named("http-file").unwrap_or_default();
                return Value::from(Atom::Instance(upload, [].into())).with_taint(Taint::read(kind, place));
            }
            Shape::Fields(fields) => {
                let mut dict = Obj::new(Kind::Dict);
                for (name, shape) in fields {
                    let value = self.shaped(st, shape, taint, place, parts);
                    dict.set_entry(Key::Str(Arc::clone(name)), value);
                }
                // A schema forbids no more fields than it says.
                dict.keys = self.any_string(taint.clone());
                dict.rest = Value::unknown_with(taint.clone());
                dict
            }
            Shape::List(items) => {
                let mut list = Obj::new(Kind::List);
                list.rest = self.shaped(st, items, taint, place, parts);
                list
            }
        };
        *parts += 1;
        self.allocate(st, 0, *parts, object)
    }
}

fn rule_of(description: &Description, operation: &Operation, base: Option<&str>) -> String {
    let prefix = base.map_or(description.prefix.as_str(), |base| base.trim_end_matches('/'));
    format!("{prefix}{}", operation.path)
}

/// Whether a parameter of a function is the one that a description calls so: what Python forbids in a name is left out
/// or replaced, and what is taken gets a `_` at its end.
fn is_called(described: &str, parameter: &str) -> bool {
    let plain = |name: &str| {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|char| char.to_ascii_lowercase()).collect::<String>()
    };
    described == parameter || plain(described) == plain(parameter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_python_forbids_are_found() {
        for (described, parameter) in
            [("pet-id", "pet_id"), ("petId", "pet_id"), ("id", "id_"), ("filter[a]", "filter_a")]
        {
            assert!(is_called(described, parameter), "{described}");
        }
        assert!(!is_called("pet", "pets"));
    }
}
