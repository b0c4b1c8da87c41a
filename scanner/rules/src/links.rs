//! Addresses that let in whoever has them: `url_for("account.reset", code=code)`.

use crate::{code::Code, naming};
use stopple_syntax::hir::{Argument, Expr, ExprId};

/// Words of views to which somebody is sent a link that lets him in.
const VIEWS: &[&str] = &[
    "reset",
    "recover",
    "recovery",
    "confirm",
    "confirmation",
    "verify",
    "verification",
    "activate",
    "activation",
    "invite",
    "invitation",
    "invited",
    "magic",
    "redeem",
    "passwordless",
    "unlock",
];

/// What is given to a view that lets somebody in by a link, where the expression makes such a link: the arguments by which
/// the view knows him.
pub(crate) fn proofs_in_link<'a>(file: Code<'a>, made: ExprId) -> Vec<(&'a str, ExprId)> {
    let Expr::Call { callee, arguments } = file.expr(made) else { return Vec::new() };
    let given = file.arguments(arguments);
    let view = given.first().and_then(|first| file.string(first.value())).unwrap_or_default();
    let is_link = file.dotted(callee).rsplit('.').next() == Some("url_for")
        && naming::has_any(view.rsplit('.').next().unwrap_or_default(), VIEWS);
    let proof = |argument: &Argument| match argument {
        Argument::Keyword(name, value) => Some((file.name(*name), *value)).filter(|(name, _)| is_proof(name)),
        _ => None,
    };
    given.iter().filter(|_| is_link).filter_map(proof).collect()
}

/// Whether a parameter of a view is what its link proves somebody by: not `_external`, not a number of a row.
fn is_proof(name: &str) -> bool {
    const PROOFS: &[&str] = &[
        "token",
        "code",
        "key",
        "secret",
        "signature",
        "sig",
        "t",
        "ticket",
        "nonce",
        "hash",
        "digest",
        "otp",
        "uuid",
    ];
    !name.starts_with('_') && naming::has_any(name, PROOFS)
}
