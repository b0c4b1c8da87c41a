//! "Did you mean": the known name that is nearest to a mistyped one.

/// The nearest of `known`, if any is near enough to be meant.
pub fn nearest<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wrong: Vec<char> = wrong.chars().take(64).map(|letter| if letter == '_' { '-' } else { letter }).collect();
    known
        .into_iter()
        .map(|name| (distance(&wrong, name), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

/// Letters to insert, delete, replace or swap with their neighbour.
fn distance(left: &[char], right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut here = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = above.get(column).copied().unwrap_or(0) + usize::from(letter != other);
            let deleted = above.get(column + 1).copied().unwrap_or(0) + 1;
            let inserted = here.get(column).copied().unwrap_or(0) + 1;
            let mut best = replaced.min(deleted).min(inserted);
            let swapped = row > 0
                && column > 0
                && Some(letter) == right.get(column - 1)
                && Some(other) == row.checked_sub(1).and_then(|at| left.get(at));
            if swapped {
                best = best.min(before.get(column - 1).copied().unwrap_or(0) + 1);
            }
            here.push(best);
        }
        before = std::mem::replace(&mut above, here);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_is_near_is_found_and_what_is_far_is_not() {
        let known = ["select", "ignore", "exclude", "min-severity", "sql-injection"];
        assert_eq!(nearest("slect", known), Some("select"));
        assert_eq!(nearest("min_severity", known), Some("min-severity"));
        assert_eq!(nearest("sql-injektion", known), Some("sql-injection"));
        assert_eq!(nearest("ignroe", known), Some("ignore"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
    }
}
