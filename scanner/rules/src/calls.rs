//! What is called or assigned at a use, as the code writes it: `cur.execute`, `Profile`, `response.headers["Location"] = ...`.

use crate::code::{self, Code};
use stopple_flow::outcome::Place;
use stopple_program::Program;
use stopple_source::Span;
use stopple_syntax::hir::{Expr, Stmt};

/// Longer expressions are told by the public name of what they call.
const LONGEST: usize = 48;

/// The words for what a call calls or an assignment sets, between backticks. `path` is the name under which the
/// catalog knows it; it is shown only where the code does not say it briefly, or says it by another name.
pub fn as_written(program: &Program, call: Place, path: &str) -> String {
    if path == "template" {
        return "the template".to_owned();
    }
    let is_file = program.files.get(call.file.0 as usize).is_some();
    let file = is_file.then(|| code::file(program, call.file));
    if let Some(text) = file.and_then(|file| called(file, call.span)) {
        let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
        let public = public_name(path);
        // A class goes by the name of the user's own subclass; a function that goes by another name is named twice.
        let is_same = last(&text) == last(&public) || path.ends_with("__") || is_placeholder(path);
        return if is_same { format!("`{text}`") } else { format!("`{text}` (`{public}`)") };
    }
    match file.and_then(|file| assigned(file, call.span)) {
        Some(target) => format!("`{target} = ...`"),
        None => format!("`{}`", public_name(path)),
    }
}

/// The callee of the call at a span, if it is short.
fn called(file: Code, span: Span) -> Option<String> {
    let callee = file.exprs().find_map(|(id, expr)| match expr {
        Expr::Call { callee, .. } if file.span(id) == span => Some(callee),
        _ => None,
    })?;
    short(file.text_at(file.span(callee)))
}

/// The target of the assignment around a span, if the span is not inside of a call there.
fn assigned(file: Code, span: Span) -> Option<String> {
    let (_, statement) = file.statement_at(span)?;
    let targets = match statement {
        Stmt::Assign { targets, .. } => file.list(targets).to_vec(),
        Stmt::Augmented { target, .. } | Stmt::Annotated { target, .. } => vec![target],
        _ => return None,
    };
    let part =
        targets.iter().find(|target| matches!(file.expr(**target), Expr::Subscript { .. } | Expr::Attribute { .. }))?;
    short(file.text_at(file.span(*part)))
}

fn short(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".");
    (!text.is_empty() && text.chars().count() <= LONGEST && !text.contains('`')).then_some(text)
}

/// Whether a path names nothing that exists: what an object is that only its method's name is known of.
fn is_placeholder(path: &str) -> bool {
    path.starts_with("stopple_")
}

/// The name by which a library's users know a path: without private modules and special methods.
fn public_name(path: &str) -> String {
    if is_placeholder(path) {
        return path.rsplit('.').next().unwrap_or_default().to_owned();
    }
    let parts: Vec<&str> = path.split('.').filter(|part| !part.starts_with('_') && *part != "builtins").collect();
    if parts.is_empty() { path.to_owned() } else { parts.join(".") }
}

#[cfg(test)]
mod tests {
    use super::public_name;

    #[test]
    fn private_names_are_not_shown() {
        assert_eq!(public_name("subprocess.Popen.__init__"), "subprocess.Popen");
        assert_eq!(public_name("psycopg2._psycopg.cursor.execute"), "psycopg2.cursor.execute");
        assert_eq!(public_name("builtins.open"), "open");
        assert_eq!(public_name("stopple_unknown.Unknown.execute"), "execute");
        assert_eq!(public_name("__dict__.update"), "update");
    }
}
