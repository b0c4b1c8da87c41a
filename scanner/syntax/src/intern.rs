//! Gives each distinct text of a file a small number.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

/// Distinct texts in the order in which they were first seen.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    /// Hash of a text to its number; a text whose hash is taken sits at the next free hash.
    numbers: FxHashMap<u64, u32>,
    texts: Vec<Box<str>>,
}

impl Interner {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self {
            numbers: FxHashMap::with_capacity_and_hasher(capacity, rustc_hash::FxBuildHasher),
            texts: Vec::with_capacity(capacity),
        }
    }

    /// The number of `text`, new if it was not seen before.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        let mut key = hasher.finish();
        loop {
            match self.numbers.get(&key) {
                Some(number) if self.get(*number) == text => return *number,
                Some(_) => key = key.wrapping_add(1),
                None => break,
            }
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key, number);
        self.texts.push(text.into());
        number
    }

    /// The text of a number that [`Self::intern`] gave.
    pub(crate) fn get(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// How many distinct texts there are.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The texts, each at its number.
    pub(crate) fn into_texts(self) -> Vec<Box<str>> {
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_number() {
        let mut interner = Interner::default();
        let a = interner.intern("a");
        let b = interner.intern("b");
        assert_ne!(a, b);
        assert_eq!(interner.intern("a"), a);
        assert_eq!(interner.get(b), "b");
        assert_eq!(interner.into_texts(), ["a".into(), "b".into()]);
    }
}
