//! The name by which a finding is known again in the next run.

use sha2::{Digest, Sha256};

/// A stable name made of `parts`: 32 lower-case hexadecimal digits, the same on every machine.
///
/// What goes in decides what it survives: a rule gives what stays when lines move and locals are renamed
/// (its id, the file, the holder, the text of the construct), never offsets.
pub fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length goes in first, so ["ab", "c"] and ["a", "bc"] are different names.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn has_32_lower_case_digits() {
        let name = fingerprint(&["sql-injection", "shop/views.py"]);
        assert_eq!(name.len(), 32);
        assert!(name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)));
    }

    #[test]
    fn never_changes_between_releases() {
        // Baselines of users hold these: a change here makes every known finding new.
        assert_eq!(fingerprint(&[]), "e3b0c44298fc1c149afbf4c8996fb924");
        assert_eq!(fingerprint(&["sql-injection", "shop/views.py", "search"]), GOLDEN);
    }

    const GOLDEN: &str = "5a34bc274d58f7463f8dde8f560ac719";

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
        assert_ne!(fingerprint(&["ab"]), fingerprint(&["ab", ""]));
        assert_ne!(fingerprint(&[]), fingerprint(&[""]));
    }

    #[test]
    fn order_counts() {
        assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["b", "a"]));
    }
}
