//! The application's routes, put together from registrations and from what their handlers did.

use crate::entry::Entry;
use crate::heap::{Base, Key};
use crate::interp::Output;
use crate::outcome::{Place, Route};
use crate::registration::Registration;
use crate::trace::Seen;
use crate::value::{Atom, Value};
use stopple_program::{Program, ScopeRef};

/// The routes of an application.
pub(crate) fn routes(
    program: &Program,
    base: &Base,
    first: &Output,
    handlers: &[Entry],
    outputs: &[Output],
) -> Vec<Route> {
    let sorted = crate::engine::sorted(&first.registrations);
    let mut routes = Vec::new();
    for (entry, output) in handlers.iter().zip(outputs) {
        for registration in entry.registrations.iter().filter_map(|number| sorted.get(*number)) {
            routes.push(route(program, base, first, entry, registration, output));
        }
    }
    routes
}

fn route(
    program: &Program,
    base: &Base,
    first: &Output,
    entry: &Entry,
    registration: &Registration,
    output: &Output,
) -> Route {
    let scope = program.scope(entry.scope);
    let file = program.file(entry.scope.file);
    let name = file.hir().names[scope.name.0 as usize].to_string();
    let (prefix, blueprint) = match owner_id(&registration.owner) {
        Some(owner) => (full_prefix(program, base, first, owner, 0), full_name(program, base, first, owner, 0)),
        None => owner_of(program, base, &registration.owner),
    };
    let rule =
        registration.rule.as_ref().map(|rule| format!("{}{rule}", prefix.trim_end_matches('/'))).unwrap_or_default();
    let mut methods = match &entry.method {
        Some(method) => vec![method.clone()],
        None => registration.methods.clone(),
    };
    if methods.is_empty() && matches!(registration.kind.as_str(), "route" | "class-view" | "resource") {
        methods.push("GET".to_owned());
    }
    let endpoint = registration.endpoint.clone().unwrap_or(name);
    let endpoint = match blueprint {
        Some(blueprint) => format!("{blueprint}.{endpoint}"),
        None => endpoint,
    };
    // What a decorator of the project puts around its own wrapper guards the view as well.
    let mut holders: Vec<ScopeRef> = entry.wrapper.into_iter().chain([entry.scope]).collect();
    let mut at = scope.parent;
    while let Some(parent) = at {
        holders.push(ScopeRef { file: entry.scope.file, scope: parent });
        at = file.hir().scopes[parent.0 as usize].parent;
    }
    let mut guards: Vec<String> = first
        .decorations
        .iter()
        .chain(&output.decorations)
        .filter(|(scope, _)| holders.contains(scope))
        .map(|(_, word)| word.clone())
        .collect();
    guards.sort();
    guards.dedup();
    let mut inputs: Vec<(u16, String)> =
        output.reads.iter().map(|(_, kind, place)| (*kind, crate::steps::excerpt(program, *place))).collect();
    inputs.sort();
    inputs.dedup();
    let mut facts: Vec<&'static str> = output
        .seen
        .iter()
        .filter_map(|seen| match seen {
            Seen::Fact(name) => Some(*name),
            _ => None,
        })
        .collect();
    facts.sort_unstable();
    facts.dedup();
    Route {
        rule,
        methods,
        endpoint,
        kind: registration.kind.clone(),
        handler: Place { file: entry.scope.file, span: scope.name_span },
        scope: entry.scope,
        registration: registration.place,
        guards,
        inputs,
        facts,
    }
}

/// The prefix of a blueprint: that of the blueprint on which it is registered, and its own or the one given there.
fn full_prefix(program: &Program, base: &Base, first: &Output, owner: crate::heap::ObjId, depth: u32) -> String {
    let own = owner_of(program, base, &Atom::Object(owner).into()).0;
    let Some((_, parent, given)) = first.prefixes.iter().find(|(id, ..)| *id == owner).filter(|_| depth < 8) else {
        return own;
    };
    let before = parent.map(|parent| full_prefix(program, base, first, parent, depth + 1)).unwrap_or_default();
    let own = given.clone().unwrap_or(own);
    format!("{}{own}", before.trim_end_matches('/'))
}

fn owner_id(owner: &Value) -> Option<crate::heap::ObjId> {
    match owner.one()? {
        Atom::Object(id) => Some(*id),
        _ => None,
    }
}

/// The prefix and name of a blueprint.
fn owner_of(program: &Program, base: &Base, owner: &Value) -> (String, Option<String>) {
    let Some(object) = owner_id(owner).and_then(|id| base.get(&id)) else { return (String::new(), None) };
    let text = |value: &Value| value.as_str().map(ToString::to_string);
    let keyword = |name: &str| {
        let symbol = program.names.get(name)?;
        object.entry(&Key::Str(format!("={}", symbol.0).into())).and_then(text)
    };
    let named = || keyword("import_name").and_then(|_| keyword("name"));
    let name = object.entry(&Key::Str("=0th".into())).and_then(text).or_else(named);
    (keyword("url_prefix").unwrap_or_default(), name)
}

/// The name of a blueprint behind those of the blueprints on which it is registered: `admin.users`.
fn full_name(program: &Program, base: &Base, first: &Output, owner: crate::heap::ObjId, depth: u32) -> Option<String> {
    let own = owner_of(program, base, &Atom::Object(owner).into()).1?;
    let parent = first.prefixes.iter().find(|(id, ..)| *id == owner).filter(|_| depth < 8).and_then(|(_, up, _)| *up);
    match parent.and_then(|parent| full_name(program, base, first, parent, depth + 1)) {
        Some(before) => Some(format!("{before}.{own}")),
        None => Some(own),
    }
}
