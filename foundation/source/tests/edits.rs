//! Edits: applied all or not at all, in any order.

use proptest::prelude::*;
use stopple_source::{Edit, EditError, Span, apply_edits};

#[test]
fn replaces_inserts_and_deletes() {
    let edits = [Edit::replace(Span::new(4, 7), "no"), Edit::insert(0, "# "), Edit::delete(Span::new(7, 8))];
    assert_eq!(apply_edits("yes yes!", &edits), Ok("# yes no".into()));
}

#[test]
fn insertions_at_one_place_keep_their_order() {
    let edits = [Edit::insert(1, "1"), Edit::insert(1, "2"), Edit::replace(Span::new(1, 2), "B")];
    assert_eq!(apply_edits("abc", &edits), Ok("a12Bc".into()));
}

#[test]
fn neighbours_do_not_overlap() {
    let edits = [Edit::delete(Span::new(1, 2)), Edit::insert(2, "x"), Edit::delete(Span::new(0, 1))];
    assert_eq!(apply_edits("abc", &edits), Ok("xc".into()));
}

#[test]
fn overlaps_are_refused() {
    let (one, other) = (Span::new(0, 2), Span::new(1, 3));
    let edits = [Edit::delete(other), Edit::delete(one)];
    assert_eq!(apply_edits("abc", &edits), Err(EditError::Overlap(one, other)));
    let inside = [Edit::delete(Span::new(0, 3)), Edit::insert(1, "x")];
    assert!(apply_edits("abc", &inside).is_err());
    let twice = [Edit::delete(one), Edit::delete(one)];
    assert_eq!(apply_edits("abc", &twice), Err(EditError::Overlap(one, one)));
}

#[test]
fn what_does_not_fit_is_refused() {
    for span in [Span::new(0, 1), Span::new(2, 1), Span::new(3, 9), Span::new(9, 9)] {
        assert_eq!(apply_edits("éa", &[Edit::delete(span)]), Err(EditError::Misplaced(span)));
    }
}

#[test]
fn errors_say_which_bytes() {
    let error = EditError::Overlap(Span::new(0, 2), Span::new(1, 3));
    assert_eq!(error.to_string(), "the edits of bytes 0..2 and 1..3 overlap");
}

proptest! {
    #[test]
    fn nothing_changes_without_edits(text in ".*") {
        prop_assert_eq!(apply_edits(&text, &[]), Ok(text));
    }

    #[test]
    fn never_panics(text in ".{0,20}", edits in proptest::collection::vec((0_u32..40, 0_u32..40, ".{0,3}"), 0..6)) {
        let edits: Vec<Edit> = edits.into_iter().map(|(a, b, text)| Edit::replace(Span::new(a, b), text)).collect();
        let _ = apply_edits(&text, &edits);
    }

    #[test]
    fn the_order_of_disjoint_edits_does_not_matter(cuts in proptest::collection::btree_set(0_u32..60, 2..12)) {
        let text: String = ('a'..='z').chain('A'..='Z').chain('0'..='7').collect();
        let cuts: Vec<u32> = cuts.into_iter().collect();
        let mut edits: Vec<Edit> =
            cuts.chunks_exact(2).map(|pair| Edit::replace(Span::new(pair[0], pair[1]), "_")).collect();
        let forward = apply_edits(&text, &edits);
        edits.reverse();
        prop_assert!(forward.is_ok());
        prop_assert_eq!(forward, apply_edits(&text, &edits));
    }
}
