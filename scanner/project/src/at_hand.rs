//! The file that a thread is reading, so that a failure of ours can name it and stay with it.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static AT_HAND: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The file that this thread is reading. While there is one, a panic is caught and becomes a problem of that file,
/// so a panic hook has nothing to print.
pub fn file_at_hand() -> Option<String> {
    AT_HAND.try_with(|at_hand| at_hand.try_borrow().ok().and_then(|file| file.clone())).ok().flatten()
}

/// Runs `work` on a file; a panic becomes its message.
pub(crate) fn guarded<T>(file: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    AT_HAND.with(|at_hand| at_hand.replace(Some(file.to_owned())));
    let result = catch_unwind(AssertUnwindSafe(work));
    AT_HAND.with(|at_hand| at_hand.replace(None));
    result.map_err(|panic| panic_message(panic.as_ref()))
}

/// What a panic says.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_panic_stays_with_its_file() {
        let seen = super::guarded("a.py", super::file_at_hand);
        assert_eq!(seen, Ok(Some("a.py".to_owned())));
        let failed = super::guarded("a.py", || panic!("number {}", 7));
        assert_eq!(failed, Err("number 7".to_owned()));
        assert_eq!(super::file_at_hand(), None);
    }
}
