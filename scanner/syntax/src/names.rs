//! Decides where each name lives: which scope binds it, and whether an inner scope captures it.
//!
//! Lowering runs once over the tree and cannot know yet, at the use of a name, whether a later statement binds
//! it or a later function captures it. So it records every use, and [`Names::resolve`] writes the variables
//! into their places when the file has been seen whole.

use rustc_hash::FxHashMap;

use crate::hir::{Expr, File, NameId, Pattern, ScopeKind, Stmt, Variable};
use crate::intern::Interner;

/// No frame, no binding.
pub(crate) const NONE: u32 = u32::MAX;

/// Where a resolved variable is to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// `exprs`
    Expr(u32),
    /// `Function` or `Class` of `stmts`
    Stmt(u32),
    /// `aliases`
    Alias(u32),
    /// `handlers`
    Handler(u32),
    /// `patterns`
    Pattern(u32),
}

/// One occurrence of a name.
#[derive(Debug, Clone, Copy)]
struct Use {
    name: NameId,
    /// What it means, where that was known at once, else [`NONE`].
    binding: u32,
    place: Place,
    /// Whether the occurrence binds or unbinds the name.
    stores: bool,
    /// A comprehension in a class body does not see the names of the class.
    skips_class: bool,
}

/// How a scope binds a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    Local,
    Global,
    Nonlocal,
}

#[derive(Debug)]
struct Binding {
    name: NameId,
    scope: u32,
    declared: Declared,
    is_param: bool,
    captured: bool,
    reassigned: bool,
    /// Known after allocation, as the scope that owns the binding sees it.
    variable: Variable,
}

/// The names of a comprehension or of a list of type parameters.
#[derive(Debug)]
struct Frame {
    around: u32,
    names: Vec<(NameId, u32)>,
}

/// What resolution must know of a scope.
#[derive(Debug)]
struct Outline {
    kind: ScopeKind,
    parent: u32,
    /// The frame of the parent in which the scope stands.
    frame: u32,
    /// Number of function scopes from the module to here, this one included.
    functions: u32,
    uses: Vec<Use>,
}

/// The names of one file while it is lowered.
#[derive(Debug, Default)]
pub(crate) struct Names {
    outlines: Vec<Outline>,
    bindings: Vec<Binding>,
    frames: Vec<Frame>,
    bound: FxHashMap<(u32, NameId), u32>,
    /// The scope at hand.
    pub(crate) scope: u32,
    /// The innermost frame of the scope at hand.
    pub(crate) frame: u32,
    /// Whether stores go to `frame`: the targets of a comprehension are lowered.
    pub(crate) binds_frame: bool,
    /// Whether a comprehension lies between the name and its scope.
    pub(crate) in_comprehension: bool,
}

/// What [`Names::enter`] found, for [`Names::leave`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outside {
    scope: u32,
    frame: u32,
    binds_frame: bool,
    in_comprehension: bool,
}

impl Names {
    /// Opens scope number `scope`; scopes must be opened in order of their numbers.
    pub(crate) fn enter(&mut self, scope: u32, kind: ScopeKind) -> Outside {
        let outside = Outside {
            scope: self.scope,
            frame: self.frame,
            binds_frame: self.binds_frame,
            in_comprehension: self.in_comprehension,
        };
        let above = self.outlines.get(self.scope as usize).map_or(0, |outline| outline.functions);
        let own = u32::from(matches!(kind, ScopeKind::Function | ScopeKind::Lambda));
        let frame = if self.outlines.is_empty() { NONE } else { self.frame };
        self.outlines.push(Outline { kind, parent: self.scope, frame, functions: above + own, uses: Vec::new() });
        self.scope = scope;
        self.frame = NONE;
        self.binds_frame = false;
        self.in_comprehension = false;
        outside
    }

    /// Closes the scope at hand.
    pub(crate) fn leave(&mut self, outside: Outside) {
        self.scope = outside.scope;
        self.frame = outside.frame;
        self.binds_frame = outside.binds_frame;
        self.in_comprehension = outside.in_comprehension;
    }

    /// Opens a frame inside the one at hand; the caller puts the old `frame` back.
    pub(crate) fn push_frame(&mut self) {
        let number = len32(&self.frames);
        self.frames.push(Frame { around: self.frame, names: Vec::new() });
        self.frame = number;
    }

    fn kind(&self, scope: u32) -> ScopeKind {
        self.outlines.get(scope as usize).map_or(ScopeKind::Module, |outline| outline.kind)
    }

    fn new_binding(&mut self, name: NameId, declared: Declared, is_param: bool) -> u32 {
        let number = len32(&self.bindings);
        self.bindings.push(Binding {
            name,
            scope: self.scope,
            declared,
            is_param,
            captured: false,
            reassigned: false,
            variable: Variable::Global(name),
        });
        number
    }

    /// Binds a parameter of the scope at hand.
    pub(crate) fn bind_param(&mut self, name: NameId) {
        if !self.bound.contains_key(&(self.scope, name)) {
            let number = self.new_binding(name, Declared::Local, true);
            self.bound.insert((self.scope, name), number);
        }
    }

    /// Binds a name in the innermost frame, whatever kind it is.
    pub(crate) fn bind_in_frame(&mut self, name: NameId) -> u32 {
        let known = self.frames.get(self.frame as usize).and_then(|frame| lookup(&frame.names, name));
        if let Some(binding) = known {
            return binding;
        }
        let binding = self.new_binding(name, Declared::Local, false);
        if let Some(frame) = self.frames.get_mut(self.frame as usize) {
            frame.names.push((name, binding));
        }
        binding
    }

    /// Makes `name` a name of the scope at hand. Names of a module are global and need no binding.
    fn bind(&mut self, name: NameId) {
        if self.kind(self.scope) != ScopeKind::Module && !self.bound.contains_key(&(self.scope, name)) {
            let number = self.new_binding(name, Declared::Local, false);
            self.bound.insert((self.scope, name), number);
        }
    }

    /// `global name` or `nonlocal name` in the scope at hand.
    pub(crate) fn declare(&mut self, name: NameId, is_global: bool) {
        if self.kind(self.scope) == ScopeKind::Module {
            return;
        }
        let declared = if is_global { Declared::Global } else { Declared::Nonlocal };
        let scope = self.scope;
        let number = match self.bound.get(&(scope, name)) {
            Some(number) => *number,
            None => {
                let number = self.new_binding(name, declared, false);
                self.bound.insert((scope, name), number);
                number
            }
        };
        if let Some(binding) = self.bindings.get_mut(number as usize) {
            // A parameter cannot be declared otherwise: Python refuses the file.
            if !binding.is_param {
                binding.declared = declared;
            }
        }
    }

    /// Records that `name` is read at `place`.
    pub(crate) fn load(&mut self, name: NameId, place: Place) {
        let binding = self.in_frames(self.frame, name).unwrap_or(NONE);
        self.record(name, binding, place, false);
    }

    /// Records that `name` is bound or unbound at `place`.
    pub(crate) fn store(&mut self, name: NameId, place: Place) {
        if self.binds_frame {
            let binding = self.bind_in_frame(name);
            self.record(name, binding, place, true);
        } else {
            self.bind(name);
            self.record(name, NONE, place, true);
        }
    }

    fn record(&mut self, name: NameId, binding: u32, place: Place, stores: bool) {
        let skips_class = self.in_comprehension && !stores;
        if let Some(outline) = self.outlines.get_mut(self.scope as usize) {
            outline.uses.push(Use { name, binding, place, stores, skips_class });
        }
    }

    fn in_frames(&self, mut frame: u32, name: NameId) -> Option<u32> {
        while let Some(at) = self.frames.get(frame as usize) {
            if let Some(binding) = lookup(&at.names, name) {
                return Some(binding);
            }
            frame = at.around;
        }
        None
    }

    /// The binding that `name` means in `scope`; `None` for a global.
    fn find(&self, scope: u32, name: NameId, skips_class: bool) -> Option<u32> {
        let mut at = scope;
        loop {
            let outline = self.outlines.get(at as usize)?;
            let sees = match outline.kind {
                ScopeKind::Module => return None,
                ScopeKind::Class => at == scope && !skips_class,
                ScopeKind::Function | ScopeKind::Lambda => true,
            };
            if sees && let Some(number) = self.bound.get(&(at, name)) {
                match self.bindings.get(*number as usize)?.declared {
                    Declared::Local => return Some(*number),
                    Declared::Global => return None,
                    Declared::Nonlocal => {}
                }
            }
            if let Some(binding) = self.in_frames(outline.frame, name) {
                return Some(binding);
            }
            at = outline.parent;
        }
    }

    /// Gives each binding its slot or cell and writes the variables to their places in `file`.
    pub(crate) fn resolve(mut self, file: &mut File, interner: &mut Interner) {
        self.find_all(interner);
        self.allocate(file, interner);
        for (scope, outline) in self.outlines.iter().enumerate() {
            let mut mentions = Vec::new();
            for used in &outline.uses {
                let variable = self.seen_from(outline, used);
                let is_class_read = outline.kind == ScopeKind::Class && !used.stores;
                if matches!(variable, Variable::Global(_)) || is_class_read {
                    mentions.push(used.name);
                }
                write(file, used.place, variable);
            }
            let scope32 = u32::try_from(scope).unwrap_or(NONE);
            if let Some(scope) = file.scopes.get_mut(scope) {
                scope.mentions.append(&mut mentions);
                scope.mentions.sort_unstable();
                scope.mentions.dedup();
                scope.mentions.shrink_to_fit();
                for param in &mut scope.params {
                    let number = self.bound.get(&(scope32, param.name));
                    if let Some(binding) = number.and_then(|number| self.bindings.get(*number as usize)) {
                        param.variable = binding.variable;
                        param.reassigned = binding.reassigned;
                    }
                }
            }
        }
    }

    /// Finds the binding of every use, and thereby what is captured and what is reassigned.
    fn find_all(&mut self, interner: &Interner) {
        // What a name means in the scope at hand, found once; marked with the scope for which it holds.
        let mut known: Vec<(u32, u32)> = vec![(NONE, NONE); interner.len()];
        for scope in 0..len32(&self.outlines) {
            let mut uses = match self.outlines.get_mut(scope as usize) {
                Some(outline) => std::mem::take(&mut outline.uses),
                None => continue,
            };
            for used in &mut uses {
                if used.binding == NONE {
                    used.binding = match known.get(used.name.0 as usize) {
                        Some((of, binding)) if *of == scope && !used.skips_class => *binding,
                        _ => {
                            let found = self.find(scope, used.name, used.skips_class).unwrap_or(NONE);
                            if !used.skips_class
                                && let Some(entry) = known.get_mut(used.name.0 as usize)
                            {
                                *entry = (scope, found);
                            }
                            found
                        }
                    };
                }
                if let Some(binding) = self.bindings.get_mut(used.binding as usize) {
                    binding.captured |= binding.scope != scope;
                    binding.reassigned |= used.stores;
                }
            }
            if let Some(outline) = self.outlines.get_mut(scope as usize) {
                outline.uses = uses;
            }
        }
    }

    fn allocate(&mut self, file: &mut File, interner: &mut Interner) {
        let outlines = &self.outlines;
        for binding in &mut self.bindings {
            if binding.declared != Declared::Local {
                continue;
            }
            if !binding.captured {
                if let Some(scope) = file.scopes.get_mut(binding.scope as usize) {
                    binding.variable = Variable::Slot(len32(&scope.slots));
                    scope.slots.push(binding.name);
                }
                continue;
            }
            let owner = nearest_function(outlines, binding.scope);
            if let Some(scope) = owner.and_then(|owner| file.scopes.get_mut(owner as usize)) {
                binding.variable = Variable::Cell { up: 0, index: len32(&scope.cells) };
                scope.cells.push(binding.name);
            } else {
                // A comprehension variable of a module or class body, captured by a lambda: there are no cells
                // to hold it, so it becomes a global that no program can name.
                let hidden = format!(".{}", interner.get(binding.name.0));
                binding.variable = Variable::Global(NameId(interner.intern(&hidden)));
            }
        }
    }

    /// The variable of `used` as the scope of `outline` sees it.
    fn seen_from(&self, outline: &Outline, used: &Use) -> Variable {
        let Some(binding) = self.bindings.get(used.binding as usize) else {
            return Variable::Global(used.name);
        };
        match binding.variable {
            Variable::Cell { index, .. } => {
                let owner = self.outlines.get(binding.scope as usize).map_or(0, |owner| owner.functions);
                Variable::Cell { up: outline.functions.saturating_sub(owner), index }
            }
            other => other,
        }
    }
}

fn nearest_function(outlines: &[Outline], mut scope: u32) -> Option<u32> {
    loop {
        let outline = outlines.get(scope as usize)?;
        match outline.kind {
            ScopeKind::Module => return None,
            ScopeKind::Class => scope = outline.parent,
            ScopeKind::Function | ScopeKind::Lambda => return Some(scope),
        }
    }
}

fn write(file: &mut File, place: Place, variable: Variable) {
    match place {
        Place::Expr(at) => {
            if let Some(expr) = file.exprs.get_mut(at as usize) {
                *expr = Expr::Var(variable);
            }
        }
        Place::Stmt(at) => {
            if let Some(Stmt::Function { target, .. } | Stmt::Class { target, .. }) = file.stmts.get_mut(at as usize) {
                *target = variable;
            }
        }
        Place::Alias(at) => {
            if let Some(alias) = file.aliases.get_mut(at as usize) {
                alias.target = variable;
            }
        }
        Place::Handler(at) => {
            if let Some(handler) = file.handlers.get_mut(at as usize) {
                handler.target = Some(variable);
            }
        }
        Place::Pattern(at) => {
            if let Some(Pattern::Star(target) | Pattern::As { target, .. } | Pattern::Mapping { rest: target, .. }) =
                file.patterns.get_mut(at as usize)
            {
                *target = Some(variable);
            }
        }
    }
}

fn lookup(names: &[(NameId, u32)], name: NameId) -> Option<u32> {
    names.iter().find(|(known, _)| *known == name).map(|(_, binding)| *binding)
}

/// The length of a table as the 32 bits that ids have; a text has at most 2^32 bytes, so no table is longer.
pub(crate) fn len32<T>(table: &[T]) -> u32 {
    u32::try_from(table.len()).unwrap_or(NONE)
}
