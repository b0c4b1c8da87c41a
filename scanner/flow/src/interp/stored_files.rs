//! What a visitor's data leaves in a file: who opens the file gets what was sent, whatever the file is called.

use super::call::Arguments;
use super::{Interp, State};
use crate::outcome::Certainty;
use crate::taint::{Happening, Label, Origin, Taint};
use crate::value::Value;
use stopple_libraries::{Concepts, concept};
use stopple_syntax::hir::{Expr, ExprId, Variable};

/// What is done with what is in a file by those that are given its path, or the open file.
const CONTENT: &[&str] = &["deserialize", "xml", "xml-bomb", "archive"];

/// Modules that `open` is a function of.
const OPENERS: &[&str] = &["io", "codecs", "os", "gzip", "bz2", "aiofiles"];

impl Interp<'_> {
    /// `upload.save(path)`, `path.write_bytes(upload.read())`, `shutil.copyfileobj(upload.stream, out)`, and
    /// `out.write(upload.read())` where `out` is `open(path, "wb")`: what is in the file is the visitor's from here on.
    pub(super) fn note_stored_file(&mut self, st: &mut State, called: &str, args: &Arguments, at: ExprId) {
        let function = called.rsplit('.').next().unwrap_or_default();
        let is_file = called.starts_with("io.") && matches!(function, "write" | "writelines");
        let is_path = called.starts_with("pathlib.") && matches!(function, "write_bytes" | "write_text");
        let is_upload = called.ends_with(".FileStorage.save");
        let is_copy = called == "shutil.copyfileobj";
        if !(is_file || is_path || is_upload || is_copy) {
            return;
        }
        let Some((given, given_at)) = args.positional.first() else { return };
        let others = Concepts(!Self::concepts(CONTENT).0);
        let content = if is_upload {
            self.upload_itself(at).map(|label| Label { cleared: label.cleared.and(others), ..label.clone() })
        } else {
            self.content_of(st, given, at)
        };
        if content.is_clean() {
            return;
        }
        let target = if is_upload {
            *given_at
        } else if is_copy {
            args.positional.get(1).and_then(|(_, target)| *target)
        } else {
            self.receiver_at(at)
        };
        let target = target.filter(|target| self.argument_is_here(*target));
        let stored = if is_file || is_copy { target.and_then(|target| self.opened_path(target)) } else { target };
        if let Some(stored) = stored {
            self.mark_file(st, self.without_str(stored), &content);
        }
    }

    /// `open(path, "rb")`: the file has in it what a visitor's data left there.
    pub(super) fn content_of_opened(&self, called: &str, receiver: Option<&Value>, args: &Arguments) -> Taint {
        let path = match called {
            "builtins.open" | "io.open" | "gzip.open" | "bz2.open" => args.get(0, self.program.names.get("file")),
            _ if called.starts_with("pathlib.") && called.ends_with(".open") => receiver,
            _ => None,
        };
        let Some(path) = path.filter(|path| !path.taint.is_clean()) else { return Taint::CLEAN };
        let left = |label: &&Label| {
            let open = !label.cleared.0;
            open != 0 && open & !Self::concepts(CONTENT).0 == 0
        };
        path.taint.labels().iter().filter(left).fold(Taint::CLEAN, |all, label| all.joined(&Taint::of(label.clone())))
    }

    /// The data of an upload, as it stands in the file that it is saved as.
    pub(super) fn upload_itself(&self, at: ExprId) -> Taint {
        let Some(kind) = concept::source_named("http-file") else { return Taint::CLEAN };
        let origin = Origin { kind, place: self.place_of(at) };
        Taint::of(Label { origin, cleared: Concepts::NONE, certainty: Certainty::Understood, trail: None })
    }

    /// A visitor's data in what is written: for who opens the file by its name only what is in it matters.
    fn content_of(&self, st: &State, written: &Value, at: ExprId) -> Taint {
        let others = Concepts(!Self::concepts(CONTENT).0);
        let place = self.place_of(at);
        let is_upload =
            self.item_of(st, written).is_some_and(|item| self.catalog.item(item).path.ends_with(".FileStorage"));
        if is_upload {
            return self.upload_itself(at).map(|label| Label { cleared: label.cleared.and(others), ..label.clone() });
        }
        let sent = |label: &&Label| concept::is_visitors(label.origin.kind);
        self.deep_taint(st, written).labels().iter().filter(sent).fold(Taint::CLEAN, |all, label| {
            let mut label = label.step(place, Happening::Written);
            label.cleared = label.cleared.and(others);
            all.joined(&Taint::of(label))
        })
    }

    /// The receiver of a call: `out` in `out.write(data)`.
    fn receiver_at(&self, call: ExprId) -> Option<ExprId> {
        let file = self.hir();
        let Expr::Call { callee, .. } = file.exprs[call.0 as usize] else { return None };
        match file.exprs[callee.0 as usize] {
            Expr::Attribute { base, .. } => Some(base),
            _ => None,
        }
    }

    /// The path of the file that a variable of this function holds open: `with open(path, "wb") as out`, `out = path.open("wb")`.
    fn opened_path(&self, target: ExprId) -> Option<ExprId> {
        let file = self.hir();
        let opened = self.assigned_here(target).next()?;
        let Expr::Call { callee, arguments } = file.exprs[opened.0 as usize] else { return None };
        match file.exprs[callee.0 as usize] {
            Expr::Attribute { base, name, .. } if self.program.names.text(self.symbol(name)) == "open" => {
                // `io.open(path)` names it as `open(path)` does.
                self.argument_expr(arguments, 0, "file").filter(|_| !self.is_no_module_of(base, OPENERS)).or(Some(base))
            }
            Expr::Var(Variable::Global(name)) if &*file.names[name.0 as usize] == "open" => {
                self.argument_expr(arguments, 0, "file")
            }
            _ => None,
        }
    }

    /// Whether an expression is no module of these names.
    pub(super) fn is_no_module_of(&self, base: ExprId, modules: &[&str]) -> bool {
        let file = self.hir();
        let name = match file.exprs[base.0 as usize] {
            Expr::Var(Variable::Global(name)) => &*file.names[name.0 as usize],
            _ => return true,
        };
        !modules.contains(&name)
    }

    /// Puts the data on the variable that names the file.
    fn mark_file(&mut self, st: &mut State, named: ExprId, content: &Taint) {
        let Some(mut path) = self.path_of(named) else { return };
        let mut value = self.peek(st, &path);
        if value.is_bottom() {
            // `handle.name` of a temporary file: the file itself.
            path.steps.clear();
            value = self.peek(st, &path);
        }
        if !value.is_bottom() {
            self.poke(st, &path, value.and_taint(content));
        }
    }
}
