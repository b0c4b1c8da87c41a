//! Tells YAML loaders that build objects from those that read data.

use crate::{Context, Draft, code, views};
use stopple_finding::Rule;
use stopple_flow::outcome::{Const, Hit};
use stopple_libraries::concept;
use stopple_syntax::hir::{Scope, ScopeKind};

/// A second look at bytes that become objects.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if hit.callee.starts_with("yaml.full_load") {
        return Some(draft.quiet());
    }
    if hit.callee.contains("Unpickler") && admits_few_classes(context, hit) {
        return None;
    }
    let mut facts = context.analysis.facts.iter();
    if hit.callee.contains("YAML.load") {
        // `YAML(typ="unsafe")` builds objects, no other does.
        let call = facts.find(|fact| fact.name == "yaml-load" && fact.place == hit.call);
        let (_, kind) = call?.receiver.entries.iter().find(|(name, _)| name == "=typ")?;
        let is_unsafe = |constant: &Const| matches!(constant, Const::Str(text) if &**text == "unsafe");
        return kind.constants.iter().flatten().any(is_unsafe).then_some(draft);
    }
    if hit.callee.starts_with("torch.") {
        let call = facts.find(|fact| fact.name == "deserialize" && fact.place == hit.call);
        let is_plain =
            call.and_then(|fact| fact.argument("weights_only")).is_some_and(|one| views::is(&one.view, true));
        return if is_plain { None } else { Some(draft) };
    }
    let loader = facts
        .find(|fact| fact.name == "yaml-load" && fact.place == hit.call)
        .and_then(|fact| fact.argument("Loader"))
        .and_then(|argument| argument.view.path.as_deref());
    let is_own = |path: &&str| !path.starts_with("yaml.");
    let made_of = loader.filter(is_own).and_then(|path| library_loader(context, path, 0));
    match made_of.or_else(|| loader.map(|path| path.rsplit('.').next().unwrap_or(path))) {
        Some("SafeLoader" | "CSafeLoader" | "BaseLoader" | "CBaseLoader") => None,
        Some("FullLoader" | "CFullLoader") => Some(draft.quiet().note("`FullLoader` builds few classes only")),
        Some("Loader" | "CLoader" | "UnsafeLoader" | "CUnsafeLoader") | None => Some(draft),
        // A loader of the project: most are made of the safe one.
        Some(_) => Some(draft.quiet().note("the loader is the project's own")),
    }
}

/// Whether the reader is a class of the project's own whose `find_class` refuses all that it does not know. One that only refuses
/// what it knows is beaten with something else.
fn admits_few_classes(context: &Context, hit: &Hit) -> bool {
    let written = context.text(hit.call);
    code::files(context.program).any(|file| {
        file.hir.scopes.iter().filter(|scope| file.name(scope.name) == "find_class").any(|scope| {
            let class = scope.parent.and_then(|parent| file.scope(parent)).map_or("", |class| file.name(class.name));
            let body = file.text_at(scope.span);
            // What it comes to in the end is an error.
            let ends_so = || body.rsplit_once("raise ").is_some_and(|(_, rest)| !rest.contains("return "));
            !class.is_empty() && written.contains(&format!("{class}(")) && (refuses_the_unknown(body) || ends_so())
        })
    })
}

/// `if (module, name) not in KNOWN: raise ...`
fn refuses_the_unknown(body: &str) -> bool {
    let mut lines = body.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let Some((test, behind)) = line.strip_prefix("if ").and_then(|rest| rest.rsplit_once(':')) else { continue };
        let is_unknown = test.contains(" not in ") && !test.contains(" and ");
        if is_unknown && (behind.contains("raise ") || lines.peek().is_some_and(|next| next.starts_with("raise "))) {
            return true;
        }
    }
    false
}

/// The loader of the library that a loader of the project is made of: `class Tags(yaml.Loader)`.
fn library_loader<'a>(context: &Context<'a>, path: &str, depth: u32) -> Option<&'a str> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let is_meant = |scope: &&Scope, file: &code::Code| scope.kind == ScopeKind::Class && file.name(scope.name) == name;
    code::files(context.program).filter(|_| depth < 8).find_map(|file| {
        let class = file.hir.scopes.iter().find(|scope| is_meant(scope, &file))?;
        file.arguments(class.bases).iter().find_map(|base| {
            let base = file.dotted(base.value());
            let last = base.rsplit('.').next().unwrap_or(base);
            if LOADERS.contains(&last) { Some(last) } else { library_loader(context, base, depth + 1) }
        })
    })
}

const LOADERS: &[&str] = &[
    "SafeLoader",
    "CSafeLoader",
    "BaseLoader",
    "CBaseLoader",
    "FullLoader",
    "CFullLoader",
    "Loader",
    "CLoader",
    "UnsafeLoader",
    "CUnsafeLoader",
];

/// Functions that read pickles only where a switch says so: their callee and the switch.
const SWITCHED: &[(&str, &str)] = &[("numpy.load", "allow_pickle")];

/// Visitors' files that such a function reads with the switch on.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let from_outside = |kind: &u16| concept::is_visitors(*kind);
    let mut drafts = Vec::new();
    for fact in &context.analysis.facts {
        let switch = SWITCHED.iter().find(|(path, _)| fact.path == *path && fact.name == "deserialize");
        let Some((_, switch)) = switch else { continue };
        let is_on = fact.argument(switch).is_some_and(|argument| {
            argument.view.constants.iter().flatten().any(|constant| *constant == Const::Bool(true))
        });
        let read = fact.arguments.iter().find(|argument| argument.view.sources.iter().any(from_outside));
        if let (true, Some(read)) = (is_on, read) {
            let kind = read.view.sources.iter().copied().find(from_outside).unwrap_or_default();
            let message = format!(
                "{} is read by {} with `{switch}` on",
                concept::source_words(kind),
                context.called(fact.place, &fact.path)
            );
            let mut draft = Draft::new(rule, context.location(read.place), context.holder(fact.holder), message);
            draft.identity = vec![fact.path.clone()];
            drafts.push(draft);
        }
    }
    drafts
}
