//! Tells entities that read files from entities that only grow.

use crate::{Context, Draft};
use stopple_finding::Severity;
use stopple_flow::outcome::Hit;
use stopple_libraries::Concepts;

/// A second look at parsed XML.
pub fn refine(_context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    if Concepts::named("xml-bomb") == Some(hit.concept) {
        draft.severity = Severity::Low;
        draft = draft.note("expat since 2.4.1 stops entities that grow without end");
    }
    Some(draft)
}
