//! The first tier: which functions can matter at all, by the names that they mention.
//!
//! Only functions that mention a source, a use or a fact of an imported library, or a function that does, are run
//! where no data goes in. This pass looks at names alone, so it may say yes too often, never no too often.

use rustc_hash::{FxHashMap, FxHashSet};
use stopple_libraries::Catalog;
use stopple_libraries::model::{ItemKind, Note, Typed};
use stopple_program::{FileId, Program, ScopeRef, Symbol};
use stopple_syntax::hir::{ScopeId, ScopeKind};

/// Functions with fewer statements than this are run anyway: that is cheaper than to wonder.
const SMALL: u32 = 4;

/// The answer for every scope.
#[derive(Debug, Default)]
pub struct Interest {
    /// By file, by scope: mentions something that matters, or the name of a function that does.
    through: Vec<Vec<bool>>,
    /// By file, by scope: mentions something that matters even where no data goes in: a source or a fact.
    speaking: Vec<Vec<bool>>,
    /// By file, by scope: mentions a name that registers handlers.
    registering: Vec<Vec<bool>>,
    /// Files that mention a framework's registration, or anything that matters.
    files: Vec<bool>,
}

impl Interest {
    /// Looks at every scope.
    pub fn new(program: &Program, catalog: &Catalog) -> Self {
        let telling = words(program, catalog, |note| {
            matches!(note, Note::Source(_) | Note::Sink(_) | Note::Fact(_) | Note::Registers(_) | Note::Decorates(_))
        });
        let speaks =
            words(program, catalog, |note| matches!(note, Note::Source(_) | Note::Fact(_) | Note::Decorates(_)));
        let (registering, with_decorated) = words_that_register(program, catalog);
        let mut own = Self::default();
        let mut by_name: FxHashMap<Symbol, Vec<(usize, usize)>> = FxHashMap::default();
        let mut mentions_of: FxHashMap<Symbol, Vec<(usize, usize)>> = FxHashMap::default();
        let mut todo: Vec<(usize, usize)> = Vec::new();
        for (number, file) in program.files.iter().enumerate() {
            let hir = file.hir();
            // Per file: local name number to whether it matters.
            let matters: Vec<bool> = (0..hir.names.len())
                .map(|at| telling.contains(&file.symbol(stopple_syntax::hir::NameId(u32::try_from(at).unwrap_or(0)))))
                .collect();
            let mut direct = Vec::with_capacity(hir.scopes.len());
            for (at, scope) in hir.scopes.iter().enumerate() {
                let yes = scope.mentions.iter().any(|name| matters[name.0 as usize]);
                direct.push(yes);
                if yes {
                    todo.push((number, at));
                }
                by_name.entry(file.symbol(scope.name)).or_default().push((number, at));
                for name in &scope.mentions {
                    mentions_of.entry(file.symbol(*name)).or_default().push((number, at));
                }
            }
            // `app.get("/")` is a route where it decorates an inner function; most other `get`s are none.
            let mut holds_decorated = vec![false; hir.scopes.len()];
            for scope in &hir.scopes {
                if let (Some(parent), 1..) = (scope.parent, scope.decorators.len) {
                    holds_decorated[parent.0 as usize] = true;
                }
            }
            let registers = hir.scopes.iter().zip(holds_decorated).map(|(scope, decorates)| {
                scope
                    .mentions
                    .iter()
                    .map(|name| file.symbol(*name))
                    .any(|name| registering.contains(&name) || (decorates && with_decorated.contains(&name)))
            });
            own.registering.push(registers.collect());
            let speaking = hir.scopes.iter().map(|scope| {
                scope.kind == ScopeKind::Function
                    && scope.mentions.iter().any(|name| speaks.contains(&file.symbol(*name)))
            });
            own.speaking.push(speaking.collect());
            own.files.push(direct.iter().any(|yes| *yes));
            own.through.push(direct);
        }
        // A scope that mentions the name of a scope that matters, matters.
        let mut done: FxHashSet<Symbol> = FxHashSet::default();
        while let Some((number, at)) = todo.pop() {
            let file = &program.files[number];
            let scope = &file.hir().scopes[at];
            let mut names = vec![file.symbol(scope.name)];
            // A method matters to whoever makes the class; an inner function to the outer one.
            if let Some(parent) = scope.parent {
                names.push(file.symbol(file.hir().scopes[parent.0 as usize].name));
                let parent = parent.0 as usize;
                if !own.through[number][parent] {
                    own.through[number][parent] = true;
                    todo.push((number, parent));
                }
            }
            for name in names {
                if !done.insert(name) {
                    continue;
                }
                for (number, at) in mentions_of.get(&name).into_iter().flatten() {
                    if !own.through[*number][*at] {
                        own.through[*number][*at] = true;
                        todo.push((*number, *at));
                    }
                }
            }
        }
        own
    }

    /// Whether a call into this function can show anything.
    pub fn is_worth_running(&self, program: &Program, scope: ScopeRef) -> bool {
        self.through
            .get(scope.file.0 as usize)
            .and_then(|file| file.get(scope.scope.0 as usize))
            .copied()
            .unwrap_or(true)
            || program.scope(scope).body.len < SMALL
    }

    /// Whether anything in the file matters.
    pub fn is_file(&self, file: FileId) -> bool {
        self.files.get(file.0 as usize).copied().unwrap_or(false)
    }

    /// Every function in these files that mentions a name that registers handlers, in order.
    pub fn registering_functions<'p>(
        &'p self,
        program: &'p Program,
        files: &'p [FileId],
    ) -> impl Iterator<Item = ScopeRef> + 'p {
        Self::scopes_where(program, files, &self.registering)
    }

    /// Every function in these files that matters even if no data goes in, in order.
    pub fn speaking_functions<'p>(
        &'p self,
        program: &'p Program,
        files: &'p [FileId],
    ) -> impl Iterator<Item = ScopeRef> + 'p {
        Self::scopes_where(program, files, &self.speaking)
    }

    fn scopes_where<'p>(
        program: &'p Program,
        files: &'p [FileId],
        wanted: &'p [Vec<bool>],
    ) -> impl Iterator<Item = ScopeRef> + 'p {
        files.iter().flat_map(move |file| {
            let wanted = &wanted[file.0 as usize];
            (0..program.file(*file).hir().scopes.len())
                .filter(|at| wanted[*at])
                .filter_map(|at| Some(ScopeRef { file: *file, scope: ScopeId(u32::try_from(at).ok()?) }))
        })
    }
}

/// Names that register handlers wherever they are called, and names that do so as decorators (and mostly mean
/// something else where they decorate nothing).
fn words_that_register(program: &Program, catalog: &Catalog) -> (FxHashSet<Symbol>, FxHashSet<Symbol>) {
    let all = words(program, catalog, |note| {
        matches!(note, Note::Registers(kind)
            if !matches!(&**kind, "callback" | "receiver" | "background" | "command"))
    });
    let tells = |name: &Symbol| {
        let text = program.names.text(*name);
        text.contains('_') || matches!(text, "route" | "expose" | "errorhandler")
    };
    (all.iter().copied().filter(|name| tells(name)).collect(), all)
}

/// The names of everything in the catalog with such a note.
fn words(program: &Program, catalog: &Catalog, wanted: impl Fn(&Note) -> bool) -> FxHashSet<Symbol> {
    let mut words = FxHashSet::default();
    let matters = |typed: &Typed| typed.notes.iter().any(&wanted);
    for item in &catalog.items {
        let yes = match &item.kind {
            ItemKind::Value(typed) => matters(typed),
            ItemKind::Function(function) => {
                matters(&function.returns) || function.params.iter().any(|param| matters(&param.typed))
            }
            _ => false,
        };
        if !yes {
            continue;
        }
        let mut parts = item.path.rsplit('.');
        let name = parts.next().unwrap_or("");
        // A constructor is mentioned by the name of its class.
        let name = if name.starts_with("__") { parts.next().unwrap_or(name) } else { name };
        if let Some(symbol) = program.names.get(name) {
            words.insert(symbol);
        }
    }
    words
}
