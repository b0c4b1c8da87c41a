//! Tells the shell, and the choice of the program, from a mere argument.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::Concepts;

/// A second look at a started program.
pub fn refine(_context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if Concepts::named("shell") == Some(hit.concept) || hit.whole {
        return Some(draft);
    }
    // No shell reads it, and the program is given: the visitor's text stays one argument.
    Some(draft.quiet().note("without a shell this is one argument of a known program; it may still be an option"))
}
