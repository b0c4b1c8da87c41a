//! Tells parsers that follow external entities from those that do not, by what is said where the parser is made.

use crate::{Context, Draft};
use stopple_finding::{Audience, Severity};
use stopple_flow::outcome::{Const, Fact, FactArgument, Hit, View};
use stopple_libraries::Concepts;

/// How much a parser follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Follows {
    /// No external entities.
    Nothing,
    /// What the library does when nothing is said: nothing since lxml 5.
    Default,
    /// Files or addresses.
    External,
}

/// A second look at parsed XML.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    if hit.callee.starts_with("xml.") && of_features(context, hit) == Some(Follows::Nothing) {
        return Concepts::named("xml-bomb").filter(|bomb| *bomb == hit.concept).map(|_| {
            draft.severity = Severity::Low;
            draft.quiet().note("expat since 2.4.1 stops entities that grow without end")
        });
    }
    let by_features = of_features(context, hit) == Some(Follows::External);
    if by_features || hit.callee.starts_with("xml.sax") && standard_library(context) == Follows::External {
        draft.audience = Audience::Regular;
        let called = context.called(hit.call, &hit.callee);
        return Some(draft.tells(&format!("is parsed as XML with external entities by {called}")));
    }
    if Concepts::named("xml-bomb") == Some(hit.concept) {
        draft.severity = Severity::Low;
        return Some(draft.quiet().note("expat since 2.4.1 stops entities that grow without end"));
    }
    let follows = if hit.callee.starts_with("xml.") { standard_library(context) } else { of_parser(context, hit) };
    match follows {
        Follows::Nothing => None,
        Follows::Default => Some(draft.quiet().note("lxml before 5.0 follows external entities unless told otherwise")),
        Follows::External => Some(draft),
    }
}

/// What the parser of this very call was told: the features of the object that parses, or that is passed.
fn of_features(context: &Context, hit: &Hit) -> Option<Follows> {
    let mut facts = context.analysis.facts.iter();
    let call = facts.find(|fact| fact.name == "xml-parse" && fact.place == hit.call)?;
    let views = call.arguments.iter().filter(|argument| argument.name == "parser").map(|argument| &argument.view);
    let mut states = views.chain([&call.receiver]).flat_map(|view| &view.entries).filter(|(name, _)| {
        name.strip_prefix("=feature:").is_some_and(|name| name.contains("external") && name.contains("entities"))
    });
    let (_, first) = states.next()?;
    let is_on = |view: &View| {
        view.constants.as_ref().is_none_or(|constants| {
            constants.iter().any(|constant| !matches!(constant, Const::None | Const::Bool(false) | Const::Int(0)))
        })
    };
    Some(if is_on(first) || states.any(|(_, view)| is_on(view)) { Follows::External } else { Follows::Nothing })
}

/// The parsers of the standard library follow external entities only if a feature is switched on.
fn standard_library(context: &Context) -> Follows {
    let mut features = context.analysis.facts.iter().filter(|fact| fact.name == "xml-feature");
    let is_on = |fact: &Fact| {
        let mut values = fact.arguments.iter().filter(|argument| argument.name != "name").peekable();
        values.peek().is_some() && values.any(|argument| may_be_true(&argument.view))
    };
    if features.any(is_on) { Follows::External } else { Follows::Nothing }
}

/// What the parser of this call follows.
fn of_parser(context: &Context, hit: &Hit) -> Follows {
    let facts = &context.analysis.facts;
    let call = facts.iter().find(|fact| fact.name == "xml-parse" && fact.place == hit.call);
    // The very object is known, and with what it was made.
    let is_parser = |view: &View| view.path.as_deref().is_some_and(|path| path.ends_with("Parser"));
    let as_made = |view: &View| {
        of_keywords(|name| {
            let key = format!("={name}");
            view.entries.iter().find(|(own, _)| *own == key).map(|(_, view)| view)
        })
    };
    let Some(parser) = call.and_then(|fact| fact.argument("parser")) else {
        // `parser.feed(text)`
        let fed = call.map(|fact| &fact.receiver).filter(|view| is_parser(view));
        return fed.map_or(Follows::Default, as_made);
    };
    if parser.view.constants.is_some() {
        return Follows::Default;
    }
    if is_parser(&parser.view) {
        return as_made(&parser.view);
    }
    let made: Vec<&Fact> = facts.iter().filter(|fact| fact.name == "xml-parser-made").collect();
    let here = made.iter().filter(|fact| makes(context, fact, parser)).map(|fact| of_making(fact)).max();
    let by_function = || {
        let name = function_called_for(context, parser)?;
        let is_there = |fact: &&&Fact| context.program.scope_name(fact.holder).rsplit('.').next() == Some(name);
        made.iter().filter(is_there).map(|fact| of_making(fact)).max()
    };
    // A parser that comes from elsewhere is as bad as the worst one that the program makes.
    here.or_else(by_function).or_else(|| made.iter().map(|fact| of_making(fact)).max()).unwrap_or(Follows::Default)
}

/// Whether the parser that is passed is made by this call: in the same place, or assigned to the same name.
fn makes(context: &Context, fact: &Fact, parser: &FactArgument) -> bool {
    if fact.place.file != parser.place.file {
        return false;
    }
    if parser.place.span.contains(fact.place.span.start) {
        return true;
    }
    let line = context.line_text(fact.place);
    let target = line.split('=').next().unwrap_or_default().trim();
    target == context.text(parser.place)
        && (fact.holder == context_holder(context, parser).unwrap_or(fact.holder) || is_module(context, fact))
}

/// `make_parser` if the parser is the local of an assignment `parser = make_parser()` above.
fn function_called_for<'a>(context: &Context<'a>, parser: &FactArgument) -> Option<&'a str> {
    let value = context.assigned_above(parser.place)?;
    value.split('(').next()?.rsplit('.').next()
}

/// The function in which the parser is passed, by the facts of that place.
fn context_holder(context: &Context, parser: &FactArgument) -> Option<stopple_program::ScopeRef> {
    let inside = |fact: &&Fact| fact.arguments.iter().any(|argument| argument.place == parser.place);
    context.analysis.facts.iter().find(inside).map(|fact| fact.holder)
}

fn is_module(context: &Context, fact: &Fact) -> bool {
    context.program.scope(fact.holder).parent.is_none()
}

fn of_making(fact: &Fact) -> Follows {
    of_keywords(|name| fact.argument(name).map(|argument| &argument.view))
}

fn of_keywords<'a>(says: impl Fn(&str) -> Option<&'a View>) -> Follows {
    let fetches = ["load_dtd", "dtd_validation"].into_iter().filter_map(&says).any(may_be_true)
        || says("no_network").is_some_and(|argument| !may_be_true(argument));
    if fetches && says("resolve_entities").is_none_or(may_be_true) {
        return Follows::External;
    }
    match says("resolve_entities") {
        None => Follows::Default,
        Some(argument) if !may_be_true(argument) || is_internal(argument) => Follows::Nothing,
        Some(_) => Follows::External,
    }
}

fn is_internal(argument: &View) -> bool {
    let mut constants = argument.constants.iter().flatten().peekable();
    constants.peek().is_some()
        && constants.all(|constant| matches!(constant, Const::Str(text) if &**text == "internal"))
}

fn may_be_true(argument: &View) -> bool {
    let Some(constants) = &argument.constants else { return true };
    constants.iter().any(|constant| !matches!(constant, Const::None | Const::Bool(false) | Const::Int(0)))
}
