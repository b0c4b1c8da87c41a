//! The taint domain: where data comes from, for what it has been made harmless, and the way it took.

use crate::outcome::{Certainty, Place, StepKind};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_program::{ScopeRef, Symbol};

/// The read that data comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The kind of source (`concept::SOURCES`).
    pub kind: u16,
    /// The read.
    pub place: Place,
}

/// One origin's data on a value.
#[derive(Debug, Clone)]
pub struct Label {
    /// Where it comes from.
    pub origin: Origin,
    /// For what it is harmless.
    pub cleared: Concepts,
    /// How well its way is known.
    pub certainty: Certainty,
    /// Its way, the last step first. Not part of equality: the first way found is kept.
    pub trail: Option<Arc<Trail>>,
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.origin == other.origin && self.cleared == other.cleared && self.certainty == other.certainty
    }
}

/// What happened to data at a step; turned into words only for what is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happening {
    /// Assigned to a variable or attribute.
    Assigned(Symbol),
    /// Passed to a parameter of a function.
    Passed(ScopeRef, Symbol),
    /// Returned by a function.
    Returned(ScopeRef),
    /// Put into a larger string.
    Combined,
    /// Through a call of library code.
    Through,
    /// Through a call of code that is not known.
    ThroughUnknown,
    /// Through a call that was not followed, because a bound cut it off.
    Cut,
    /// Made harmless for these concepts by a call.
    Cleared(Concepts),
    /// Made harmless for these concepts by a check.
    Guarded(Concepts),
    /// Stored in an entry of a container.
    Stored,
    /// Written into a file.
    Written,
    /// Passed to a template.
    Rendered,
    /// Read from a row as this column, of this class where the row's class is known. It is no step that is shown.
    Column(Option<Symbol>, Symbol),
}

impl Happening {
    /// The kind of step that it is.
    pub const fn kind(self) -> StepKind {
        match self {
            Self::Passed(..) => StepKind::Call,
            Self::Returned(_) => StepKind::Return,
            _ => StepKind::Pass,
        }
    }
}

/// A step, and the steps before it.
#[derive(Debug)]
pub struct Trail {
    /// Where.
    pub place: Place,
    /// What.
    pub happening: Happening,
    /// The step before.
    pub before: Option<Arc<Trail>>,
    /// How many steps, this one included.
    pub length: u16,
}

/// More steps than this tell nobody anything.
const LONGEST_TRAIL: u16 = 40;
/// More origins than this on one value are not told apart.
const MOST_LABELS: usize = 12;

/// The kind of what a predictable generator gives.
static GUESSED: std::sync::LazyLock<Option<u16>> =
    std::sync::LazyLock::new(|| stopple_libraries::concept::source_named("weak-random"));

/// The kind of what comes out of a database.
static STORED: std::sync::LazyLock<Option<u16>> =
    std::sync::LazyLock::new(|| stopple_libraries::concept::source_named("database"));

/// What a text is harmless for that was escaped for a page.
static ESCAPED: std::sync::LazyLock<Concepts> =
    std::sync::LazyLock::new(|| Concepts::named("html").unwrap_or_default());

/// What a text is harmless for that holds no slash.
static SLASH: std::sync::LazyLock<Concepts> = std::sync::LazyLock::new(|| Concepts::named("slash").unwrap_or_default());

/// What a path is harmless for that leads where it should.
static PATH: std::sync::LazyLock<Concepts> =
    std::sync::LazyLock::new(|| Concepts::named("path-read").unwrap_or_default());

impl Label {
    /// Whether what carries the data is one segment of a path, and nothing but it: nothing was put before or behind it since
    /// it was known to hold no slash.
    pub fn is_whole_segment(&self) -> bool {
        if !self.cleared.holds(*SLASH) {
            return false;
        }
        for step in std::iter::successors(self.trail.as_deref(), |step| step.before.as_deref()) {
            match step.happening {
                Happening::Cleared(concepts) | Happening::Guarded(concepts) if concepts.holds(*SLASH) => return true,
                Happening::Cleared(_)
                | Happening::Guarded(_)
                | Happening::Assigned(_)
                | Happening::Passed(..)
                | Happening::Returned(_)
                | Happening::Stored => {}
                _ => return false,
            }
        }
        true
    }

    /// Whether one segment stands beside others where a path may lead elsewhere.
    fn is_beside_others(&self) -> bool {
        self.cleared.holds(*SLASH) && !self.cleared.holds(*PATH) && !self.is_whole_segment()
    }

    /// Whether the way of `self` says less than that of `other`: of a segment, that it may not stand alone.
    fn is_less_of_segment(&self, other: &Self) -> bool {
        self.is_beside_others() && other.cleared.holds(*SLASH) && !other.is_beside_others()
    }

    /// Whether this data comes out of a database.
    pub fn is_of_database(&self) -> bool {
        Some(self.origin.kind) == *STORED
    }

    /// Whether this data was made of that of `earlier`: it took the same way at first.
    pub fn comes_from(&self, earlier: &Self) -> bool {
        if self.origin != earlier.origin {
            return false;
        }
        let Some(last) = &earlier.trail else { return true };
        let mut at = self.trail.as_deref();
        while let Some(step) = at.filter(|step| step.length >= last.length) {
            if (step.length, step.place, step.happening) == (last.length, last.place, last.happening) {
                return true;
            }
            at = step.before.as_deref();
        }
        false
    }

    /// Whether nothing was done with the data but to say which column of a row it is.
    pub fn is_just_read(&self) -> bool {
        let mut steps = std::iter::successors(self.trail.as_deref(), |step| step.before.as_deref());
        steps.all(|step| matches!(step.happening, Happening::Column(..)))
    }

    /// Data that was just read, as what a longer expression reads.
    pub fn read_at(&self, place: Place) -> Self {
        let steps: Vec<&Trail> = std::iter::successors(self.trail.as_deref(), |step| step.before.as_deref()).collect();
        let origin = Origin { place, ..self.origin };
        let fresh = Self { origin, cleared: self.cleared, certainty: self.certainty, trail: None };
        steps.iter().rev().fold(fresh, |label, step| label.step(place, step.happening))
    }

    /// The label with one more step on its way.
    pub fn step(&self, place: Place, happening: Happening) -> Self {
        let length = self.trail.as_ref().map_or(0, |trail| trail.length);
        let mut label = self.clone();
        let repeated = self.trail.as_ref().is_some_and(|trail| trail.place == place && trail.happening == happening);
        if length < LONGEST_TRAIL && !repeated {
            label.trail = Some(Arc::new(Trail { place, happening, before: self.trail.clone(), length: length + 1 }));
        }
        label
    }
}

/// A small set of labels, in order of origin. `None` is clean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taint(Option<Arc<Vec<Label>>>);

impl Taint {
    /// No data from anywhere.
    pub const CLEAN: Self = Self(None);

    /// One label.
    pub fn of(label: Label) -> Self {
        Self(Some(Arc::new(vec![label])))
    }

    /// Data that was just read.
    pub fn read(kind: u16, place: Place) -> Self {
        Self::of(Label {
            origin: Origin { kind, place },
            cleared: Concepts::NONE,
            certainty: Certainty::Understood,
            trail: None,
        })
    }

    /// Whether nothing is on it.
    pub const fn is_clean(&self) -> bool {
        self.0.is_none()
    }

    /// The labels.
    pub fn labels(&self) -> &[Label] {
        self.0.as_ref().map_or(&[], |labels| labels.as_slice())
    }

    /// Whether a visitor sent some of it, and it was not made harmless for everything.
    pub fn is_visitors(&self) -> bool {
        let sent = |label: &&Label| stopple_libraries::concept::is_visitors(label.origin.kind);
        self.labels().iter().filter(sent).any(|label| label.cleared != Concepts::ALL)
    }

    /// Adds the labels of `other`. Data that came both ways is harmless only for what both ways made it harmless.
    pub fn join(&mut self, other: &Self) {
        let Some(theirs) = &other.0 else { return };
        let Some(ours) = &mut self.0 else {
            self.0 = Some(Arc::clone(theirs));
            return;
        };
        if Arc::ptr_eq(ours, theirs) {
            return;
        }
        let needed = theirs.iter().any(|label| {
            ours.iter().find(|own| own.origin == label.origin).is_none_or(|own| {
                own.cleared.common(label.cleared) != own.cleared
                    || label.certainty > own.certainty
                    || label.is_less_of_segment(own)
            })
        });
        if !needed {
            return;
        }
        let ours = Arc::make_mut(ours);
        for label in theirs.iter() {
            match ours.binary_search_by(|own| own.origin.cmp(&label.origin)) {
                Ok(at) => {
                    let own = &mut ours[at];
                    let common = own.cleared.common(label.cleared);
                    // The way that is told is one on which it is harmless for least, and of those the one known best.
                    let is_less = common == label.cleared && (common != own.cleared || label.certainty > own.certainty);
                    if is_less && !own.is_less_of_segment(label) || label.is_less_of_segment(own) {
                        own.trail.clone_from(&label.trail);
                    }
                    own.certainty = match (own.cleared.holds(*ESCAPED), label.cleared.holds(*ESCAPED)) {
                        // Of a text that is escaped on one way only, the other way is told, as well as that one is known.
                        (true, false) => label.certainty,
                        (false, true) => own.certainty,
                        _ => own.certainty.max(label.certainty),
                    };
                    own.cleared = common;
                }
                Err(at) if ours.len() < MOST_LABELS => ours.insert(at, label.clone()),
                Err(_) => {}
            }
        }
    }

    /// Both together.
    pub fn joined(mut self, other: &Self) -> Self {
        self.join(other);
        self
    }

    /// The labels that did not come in through a parameter of this function.
    pub fn not_passed_to(&self, function: ScopeRef) -> Self {
        let came_in = |label: &&Label| {
            let mut at = label.trail.as_deref();
            while let Some(step) = at {
                if matches!(step.happening, Happening::Passed(scope, _) if scope == function) {
                    return false;
                }
                at = step.before.as_deref();
            }
            true
        };
        let left: Vec<Label> = self.labels().iter().filter(came_in).cloned().collect();
        if left.is_empty() { Self::CLEAN } else { Self(Some(Arc::new(left))) }
    }

    /// The taint with each label changed.
    pub fn map(&self, change: impl Fn(&Label) -> Label) -> Self {
        match &self.0 {
            None => Self::CLEAN,
            Some(labels) => {
                let mut changed: Vec<Label> = labels.iter().map(change).collect();
                changed.sort_by_key(|label| label.origin);
                let mut taint = Self::CLEAN;
                if changed.windows(2).all(|pair| pair[0].origin != pair[1].origin) {
                    taint.0 = Some(Arc::new(changed));
                } else {
                    for label in changed {
                        taint.join(&Self::of(label));
                    }
                }
                taint
            }
        }
    }

    /// What a predictable generator gave, and the rest.
    pub fn split_guessed(&self) -> (Self, Self) {
        let (guessed, rest): (Vec<Label>, Vec<Label>) =
            self.labels().iter().cloned().partition(|label| *GUESSED == Some(label.origin.kind));
        let of = |labels: Vec<Label>| if labels.is_empty() { Self::CLEAN } else { Self(Some(Arc::new(labels))) };
        (of(guessed), of(rest))
    }

    /// The taint with one more step on the way of each label.
    pub fn step(&self, place: Place, happening: Happening) -> Self {
        if self.is_clean() { Self::CLEAN } else { self.map(|label| label.step(place, happening)) }
    }

    /// Whether some of it comes out of a database.
    pub fn is_of_database(&self) -> bool {
        self.labels().iter().any(Label::is_of_database)
    }

    /// The taint of a row as that of one of its columns. The step stands where the row was read, so that two reads of one
    /// column are the same data.
    pub fn of_column(&self, class: Option<Symbol>, name: Symbol) -> Self {
        self.map(|label| match label.is_of_database() {
            true => label.step(label.origin.place, Happening::Column(class, name)),
            false => label.clone(),
        })
    }

    /// The taint after it was made harmless for `concepts`; labels that are harmless for all of them vanish.
    pub fn cleared(&self, concepts: Concepts, place: Place, happening: Happening) -> Self {
        if self.is_clean() || concepts.is_empty() {
            return self.clone();
        }
        self.map(|label| {
            // What can be guessed can be guessed as a number, too.
            if label.cleared.holds(concepts) || concepts == Concepts::ALL && *GUESSED == Some(label.origin.kind) {
                return label.clone();
            }
            let mut label = label.step(place, happening);
            label.cleared = label.cleared.and(concepts);
            label
        })
    }

    /// The taint, harmless for `concepts` no longer, but for what is harmless for everything.
    pub fn not_cleared(&self, concepts: Concepts) -> Self {
        let is_meant = |label: &Label| label.cleared != Concepts::ALL && !label.cleared.common(concepts).is_empty();
        if !self.labels().iter().any(is_meant) {
            return self.clone();
        }
        self.map(|label| match is_meant(label) {
            true => Label { cleared: Concepts(label.cleared.0 & !concepts.0), ..label.clone() },
            false => label.clone(),
        })
    }

    /// The taint as it was before the last call that made it harmless for any of `concepts`.
    pub fn restored(&self, concepts: Concepts, place: Place) -> Self {
        self.map(|label| {
            let mut at = label.trail.as_deref();
            let mut earlier = Concepts::NONE;
            let mut undone = None;
            while let Some(step) = at {
                if let Happening::Cleared(cleared) | Happening::Guarded(cleared) = step.happening {
                    let undoes = matches!(step.happening, Happening::Cleared(_)) && cleared != Concepts::ALL;
                    if undone.is_none() && undoes && !cleared.common(concepts).is_empty() {
                        undone = Some(cleared);
                    } else {
                        earlier = earlier.and(cleared);
                    }
                }
                at = step.before.as_deref();
            }
            match undone {
                Some(undone) if !label.cleared.common(Concepts(undone.0 & !earlier.0)).is_empty() => {
                    let mut label = label.step(place, Happening::Through);
                    label.cleared = Concepts(label.cleared.0 & !(undone.0 & !earlier.0));
                    label
                }
                _ => label.clone(),
            }
        })
    }

    /// The taint on a part of what unknown code gave: most often that is a thing that was found by the data, or a property
    /// of what was made of it, and not the data itself.
    pub fn part_of_unknown(&self) -> Self {
        if self.labels().iter().all(|label| label.certainty != Certainty::ThroughUnknown) {
            return self.clone();
        }
        self.weakened(Certainty::LookedUp)
    }

    /// What unknown code makes of a thing that other unknown code gave for this data: it is hardly the data itself.
    pub fn found_with(&self, thing: &Self) -> Self {
        let was_found = |label: &Label| {
            let own = thing.labels().iter().find(|own| own.origin == label.origin);
            own.is_some_and(|own| own.certainty <= Certainty::ThroughUnknown)
        };
        if thing.is_clean() || self.is_clean() {
            return self.clone();
        }
        self.map(|label| {
            let mut label = label.clone();
            if label.certainty == Certainty::ThroughUnknown && was_found(&label) {
                label.certainty = Certainty::LookedUp;
            }
            label
        })
    }

    /// The taint with the certainty of each label at most `certainty`. What one request stored and unknown code made
    /// something of is hardly known at all.
    pub fn weakened(&self, certainty: Certainty) -> Self {
        self.map(|label| {
            let mut label = label.clone();
            label.certainty = match (label.certainty, certainty) {
                (Certainty::Stored, Certainty::ThroughUnknown) => Certainty::LookedUp,
                (own, most) => own.min(most),
            };
            label
        })
    }
}
