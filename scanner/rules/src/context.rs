//! What a rule may look at, with the lookups that rules share.

use crate::code;
use crate::stored::{self, Relations, Stored};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use stopple_finding::{Location, Rule};
use stopple_flow::outcome::{Analysis, Hit, Place, Route};
use stopple_program::{FileId, Program, ScopeRef};
use stopple_source::{SourceFile, Span};
use stopple_syntax::hir::{Expr, Stmt, Variable};

/// What the settings say to rules: by rule and by option, a list of strings.
pub type Options = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// The program and what the analysis says about it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The user's code.
    pub program: &'a Program,
    /// What is known about it.
    pub analysis: &'a Analysis,
    /// Options of rules.
    pub options: &'a Options,
    assigned: OnceLock<Assigned<'a>>,
    /// Those that are made by `Flask(...)`.
    applications: OnceLock<BTreeSet<u32>>,
    stored: OnceLock<Stored<'a>>,
    relations: OnceLock<Relations<'a>>,
    calls: OnceLock<BTreeMap<&'a str, usize>>,
}

/// By what something is called: where a value was assigned to it, and how that value is written.
type Assigned<'a> = BTreeMap<&'a str, Vec<(FileId, &'a str)>>;

impl<'a> Context<'a> {
    /// A context for the rules.
    pub const fn new(program: &'a Program, analysis: &'a Analysis, options: &'a Options) -> Self {
        Self {
            program,
            analysis,
            options,
            assigned: OnceLock::new(),
            applications: OnceLock::new(),
            stored: OnceLock::new(),
            relations: OnceLock::new(),
            calls: OnceLock::new(),
        }
    }

    /// What is assigned anywhere to a variable, an attribute or a constant key of this name: the file, and how it is
    /// written there. Looked up in all files once, since rules ask for each of their hits.
    pub(crate) fn assigned(&self, name: &str) -> &[(FileId, &'a str)] {
        let assigned = self.assigned.get_or_init(|| {
            let mut found = Assigned::default();
            for file in code::files(self.program) {
                for (_, stmt) in file.stmts() {
                    let Stmt::Assign { targets, value } = stmt else { continue };
                    for label in file.list(targets).iter().filter_map(|target| file.label(*target)) {
                        found.entry(label).or_default().push((file.id, file.text_at(file.span(value))));
                    }
                }
            }
            found
        });
        assigned.get(name).map_or(&[], Vec::as_slice)
    }

    /// The application of a file, by number.
    pub(crate) fn application_of(&self, file: FileId) -> Option<u32> {
        self.analysis.applications.get(file.0 as usize).copied()
    }

    /// Whether what stands in one file holds for the application of another one. Two applications of a tree have nothing to do
    /// with each other; a file of no application may be read by any.
    pub(crate) fn concerns(&self, one: FileId, other: FileId) -> bool {
        let made = || self.facts("app-created").filter_map(|fact| self.application_of(fact.place.file)).collect();
        let own = self.application_of(one);
        own == self.application_of(other)
            || own.is_none_or(|number| !self.applications.get_or_init(made).contains(&number))
    }

    /// Whether what stands in any of these files holds for the application of another one.
    pub(crate) fn is_any_for(&self, files: &[FileId], application: FileId) -> bool {
        files.iter().any(|file| self.concerns(*file, application))
    }

    /// What the code does to the data of a flow: each step as it is written, and the use.
    pub(crate) fn texts_on_way(&self, hit: &Hit) -> impl Iterator<Item = &'a str> {
        hit.steps.iter().map(|step| step.place).chain([hit.sink]).map(|place| self.text(place))
    }

    /// How often a function is called by its name, on whatever object.
    pub(crate) fn times_called(&self, function: ScopeRef) -> usize {
        let calls = self.calls.get_or_init(|| {
            let mut calls: BTreeMap<&str, usize> = BTreeMap::new();
            for file in code::files(self.program) {
                for (_, expr) in file.exprs() {
                    let Expr::Call { callee, .. } = expr else { continue };
                    let name = match file.expr(callee) {
                        Expr::Attribute { name, .. } | Expr::Var(Variable::Global(name)) => file.name(name),
                        _ => file.text_at(file.span(callee)),
                    };
                    *calls.entry(name).or_default() += 1;
                }
            }
            calls
        });
        let file = code::file(self.program, function.file);
        calls.get(file.name(self.program.scope(function).name)).copied().unwrap_or_default()
    }

    /// The names under which rows of other classes lead to those of a class.
    pub(crate) fn relations_to(&self, class: &str) -> &[&'a str] {
        let relations = self.relations.get_or_init(|| stored::relations(self.program));
        relations.get(class).map_or(&[], Vec::as_slice)
    }

    /// The columns in which visitors' data is stored.
    pub(crate) fn stored(&self) -> &Stored<'a> {
        self.stored.get_or_init(|| Stored::of(self.facts("row-stored")))
    }

    /// The routes of a function: it may answer at several addresses.
    pub(crate) fn routes_of(&self, scope: ScopeRef) -> impl Iterator<Item = &'a Route> {
        self.analysis.routes.iter().filter(move |route| route.scope == scope)
    }

    /// What the settings give for an option of a rule.
    pub fn option(&self, rule: &Rule, name: &str) -> &'a [String] {
        self.options.get(rule.id).and_then(|options| options.get(name)).map_or(&[], Vec::as_slice)
    }

    /// Whether one of these endpoints (`admin.delete`, or `admin.*` for all of a blueprint) is that of a route. The
    /// blueprint may be left out.
    pub fn names_endpoint(&self, names: &[String], route: &Route) -> bool {
        names.iter().any(|name| match name.strip_suffix('*') {
            Some(start) => route.endpoint.starts_with(start),
            None => *name == route.endpoint || *name == route.own_name(),
        })
    }

    /// The decorators of a function as they are written, without their arguments: `login_required`, `auth.needs`.
    pub fn decorators(&self, scope: ScopeRef) -> impl Iterator<Item = &'a str> {
        let file = self.program.file(scope.file);
        let hir = file.hir();
        let exprs = hir.expr_lists.get(self.program.scope(scope).decorators.range()).unwrap_or_default();
        exprs.iter().filter_map(move |expr| {
            let span = hir.expr_spans.get(expr.0 as usize)?;
            file.source.slice(*span).split('(').next().map(str::trim)
        })
    }

    /// The file of a place.
    pub fn source(&self, place: Place) -> &'a Arc<SourceFile> {
        self.program.source(place.file)
    }

    /// The text of a place.
    pub fn text(&self, place: Place) -> &'a str {
        self.source(place).slice(place.span)
    }

    /// The text that was last assigned to this name in the lines above: `make_parser()` for `parser = make_parser()`.
    pub fn assigned_above(&self, name: Place) -> Option<&'a str> {
        let above = self.source(name).text.get(..name.span.start as usize)?;
        above.lines().rev().find_map(|line| {
            let (target, value) = line.split_once('=')?;
            (target.trim() == self.text(name)).then_some(value.trim())
        })
    }

    /// A place in the form that findings carry.
    pub fn location(&self, place: Place) -> Location {
        Location { file: Arc::clone(self.source(place)), span: place.span }
    }

    /// The dotted name of a scope, e.g. `shop.views.Search.get`.
    pub fn holder(&self, scope: ScopeRef) -> String {
        self.program.scope_name(scope)
    }

    /// The place as `path:line`.
    pub fn line_of(&self, place: Place) -> String {
        let source = self.source(place);
        format!("{}:{}", source.path, source.position(place.span.start).line)
    }

    /// The whole line of code in which a place begins.
    pub fn line_text(&self, place: Place) -> &'a str {
        let source = self.source(place);
        source.lines().line_text(&source.text, source.position(place.span.start).line)
    }

    /// The code before a place, at most so many bytes of it.
    pub fn text_before(&self, place: Place, most: usize) -> &'a str {
        let text: &str = &self.source(place).text;
        let end = place.span.start as usize;
        let begin = (end.saturating_sub(most)..=end).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
        text.get(begin..end).unwrap_or_default()
    }

    /// The text of a place on one line, shortened to what fits into a sentence.
    pub fn short_text(&self, place: Place) -> String {
        let text = self.text(place).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() <= 60 { text } else { text.chars().take(57).chain("...".chars()).collect() }
    }

    /// What is called or assigned at a place, as the code writes it; `path` is its name in the catalog.
    pub fn called(&self, call: Place, path: &str) -> String {
        crate::calls::as_written(self.program, call, path)
    }

    /// A span of a template file in the form that findings carry.
    pub fn template_location(&self, file: &Arc<SourceFile>, span: Span) -> Location {
        Location { file: Arc::clone(file), span }
    }
}
