//! Calls whose target is not known.

use super::Interp;
use crate::outcome::Unresolved;
use stopple_syntax::hir::{Expr, ExprId, Variable};

/// First words of names of functions that find something that is there already.
const FINDS: &[&str] = &[
    "get", "find", "fetch", "lookup", "query", "search", "select", "filter", "where", "order", "sort", "offset",
    "limit", "first", "existing", "exists", "count", "has", "list",
];

impl Interp<'_> {
    /// Whether the name of unknown code says that it finds something by its arguments, rather than makes it of them:
    /// `get_plugin(name)`, `query.filter_by(id=id)`, `get_action("show")(context, {"id": id})`.
    pub(super) fn looks_up(&self, at: ExprId, path: Option<&str>) -> bool {
        let file = self.hir();
        let mut at = at;
        let mut words = path.map(str::to_owned);
        while let Expr::Call { callee, .. } = file.exprs[at.0 as usize] {
            match file.exprs[callee.0 as usize] {
                Expr::Attribute { name, .. } => words = Some(self.program.names.text(self.symbol(name)).to_owned()),
                Expr::Var(Variable::Global(name)) => words = words.or(Some(file.names[name.0 as usize].to_string())),
                _ => {}
            }
            at = callee;
        }
        let words = words.unwrap_or_default();
        let name = words.rsplit('.').next().unwrap_or_default().trim_start_matches('_');
        FINDS.contains(&name.split('_').next().unwrap_or_default())
    }

    /// Whether the receiver of a call is called a frame of data, as pandas' own pages do: `df.query(text)`.
    pub(super) fn is_called_a_frame(&self, at: ExprId) -> bool {
        let file = self.hir();
        let Expr::Call { callee, .. } = file.exprs[at.0 as usize] else { return false };
        let Expr::Attribute { base, .. } = file.exprs[callee.0 as usize] else { return false };
        let text = self.program.file(self.place_of(at).file).source.slice(file.expr_spans[base.0 as usize]);
        // What a frame's methods give is one most often: `df.head(20).to_html()`.
        text.split(|letter: char| !letter.is_alphanumeric()).any(|word| matches!(word, "df" | "dataframe" | "frame"))
    }

    pub(super) fn note_unresolved(&mut self, at: ExprId, path: Option<&str>, gets_visitors_data: bool) {
        if self.quiet > 0 || self.out.unresolved.len() > 20_000 {
            return;
        }
        let place = self.place_of(at);
        let name = match path {
            Some(path) => path.to_owned(),
            None => {
                let file = self.hir();
                let Expr::Call { callee, .. } = file.exprs[at.0 as usize] else { return };
                let span = file.expr_spans[callee.0 as usize];
                let text = self.program.file(place.file).source.slice(span);
                text.chars().take(80).collect()
            }
        };
        self.out.unresolved.push(Unresolved { place, name, gets_visitors_data });
    }
}
