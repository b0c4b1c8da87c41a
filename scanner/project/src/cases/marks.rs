//! The marks that tell the truth on a line: `flaw: id`, `source(q): kind`, `clean: why` and their family.

use super::comments::Comment;

/// What a mark claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Claim {
    /// A finding of the rule is here.
    Flaw,
    /// The trace of the label begins here.
    Source,
    /// The trace of the label passes here.
    Step,
    /// Nothing is found here, though a reader might expect it.
    Clean,
    /// A finding ought to be here and is not.
    Missed,
    /// A finding is here and ought not to be.
    Noise,
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What it claims.
    pub(crate) claim: Claim,
    /// The line that it speaks of.
    pub(crate) line: u32,
    /// The flows that it belongs to.
    pub(crate) labels: Vec<String>,
    /// Rule ids, or the source kind.
    pub(crate) ids: Vec<String>,
}

const CLAIMS: &[(&str, Claim)] = &[
    ("flaw", Claim::Flaw),
    ("source", Claim::Source),
    ("step", Claim::Step),
    ("clean", Claim::Clean),
    ("missed", Claim::Missed),
    ("noise", Claim::Noise),
];

/// The marks in these comments, and what is wrong with marks (line, sentence).
pub(crate) fn read(comments: &[Comment], is_rule: &dyn Fn(&str) -> bool) -> (Vec<Mark>, Vec<(u32, String)>) {
    let mut marks = Vec::new();
    let mut problems = Vec::new();
    for comment in comments {
        for (at, piece) in comment.text.split(';').enumerate() {
            match mark(piece.trim(), comment.about, is_rule) {
                Some(Ok(mark)) => marks.push(mark),
                Some(Err(problem)) => problems.push((comment.line, problem)),
                // An ordinary comment, unless it looks like a mark that is misspelt.
                None if at == 0 => {
                    if let Some((word, rest)) = piece.split_once(':') {
                        let first = rest.trim().split([' ', ',']).next().unwrap_or_default();
                        if is_rule(first) && word.split(['(', ' ']).count() <= 2 {
                            problems.push((comment.line, format!("`{}` is no mark", word.trim())));
                        }
                    }
                    break;
                }
                None => {}
            }
        }
    }
    (marks, problems)
}

fn mark(piece: &str, line: u32, is_rule: &dyn Fn(&str) -> bool) -> Option<Result<Mark, String>> {
    let (head, rest) = piece.split_once(':').unwrap_or((piece, ""));
    let (word, labels) = match head.trim().split_once('(') {
        Some((word, labels)) => (word, labels.strip_suffix(')')?),
        None => (head.trim(), ""),
    };
    let (_, claim) = CLAIMS.iter().find(|(name, _)| *name == word)?;
    if rest.is_empty() && *claim != Claim::Step {
        return None;
    }
    let names = |text: &str| -> Vec<String> {
        text.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    };
    let (ids, reason) = rest.split_once(" -- ").or_else(|| rest.split_once(" — ")).unwrap_or((rest, ""));
    let mut mark = Mark { claim: *claim, line, labels: names(labels), ids: names(ids) };
    match claim {
        Claim::Flaw | Claim::Missed | Claim::Noise => {
            if let Some(wrong) = mark.ids.iter().find(|id| !is_rule(id)) {
                return Some(Err(format!("`{wrong}` is no rule")));
            }
            if mark.ids.is_empty() {
                return Some(Err(format!("`{word}` names no rule")));
            }
            if *claim != Claim::Flaw && reason.trim().is_empty() {
                return Some(Err(format!("`{word}` gives no reason (`{word}: id -- why`)")));
            }
        }
        Claim::Source => {
            let known = |kind: &String| stopple_libraries::concept::source_named(kind).is_some();
            if mark.ids.len() != 1 || !mark.ids.iter().all(known) {
                return Some(Err(format!("`{}` is no kind of source", rest.trim())));
            }
        }
        Claim::Step => {
            mark.ids.clear();
            if mark.labels.is_empty() {
                return Some(Err("`step` names no flow (`step(q)`)".into()));
            }
        }
        Claim::Clean => {
            mark.ids.clear();
            if rest.trim().is_empty() {
                return Some(Err("`clean` gives no reason (`clean: why`)".into()));
            }
        }
    }
    Some(Ok(mark))
}

#[cfg(test)]
mod tests {
    use super::super::comments::of_python;
    use super::*;

    fn of(text: &str) -> (Vec<Mark>, Vec<(u32, String)>) {
        read(&of_python(text), &|id| id == "sql-injection")
    }

    #[test]
    fn several_marks_on_a_line() {
        let (marks, problems) = of("x  # source(q): http-query; flaw(q): sql-injection");
        assert_eq!(problems, []);
        let claims: Vec<Claim> = marks.iter().map(|mark| mark.claim).collect();
        assert_eq!(claims, [Claim::Source, Claim::Flaw]);
    }

    #[test]
    fn a_reason_is_not_optional_where_the_answer_is_wrong() {
        assert_eq!(of("x  # missed: sql-injection").1.len(), 1);
        assert_eq!(of("x  # missed: sql-injection -- tomorrow").1.len(), 0);
        assert_eq!(of("x  # noise: sql-injection — tomorrow").1.len(), 0);
    }

    #[test]
    fn misspelt_marks_are_told() {
        assert_eq!(of("x  # flow: sql-injection").1.len(), 1);
        assert_eq!(of("x  # flaw: sql-injektion").1.len(), 1);
        assert_eq!(of("x  # a note: nothing").1.len(), 0);
    }
}
