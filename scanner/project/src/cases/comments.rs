//! The comments of a text, line by line.

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// The 1-based line on which it begins.
    pub(crate) line: u32,
    /// The line that it speaks of: its own, or the next line of code if it stands alone.
    pub(crate) about: u32,
    /// Its text, without the signs around it.
    pub(crate) text: String,
}

/// The comments of a Python text. Strings are told from code; what is no Python is read as far as it goes.
pub(crate) fn of_python(text: &str) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut quote: Option<String> = None;
    for (line, number) in text.lines().zip(1u32..) {
        let mut rest = line;
        let mut alone = quote.is_none();
        while let Some(letter) = rest.chars().next() {
            let after = rest.get(letter.len_utf8()..).unwrap_or_default();
            if let Some(mark) = &quote {
                if letter == '\\' {
                    rest =
                        after.chars().next().map_or("", |skipped| after.get(skipped.len_utf8()..).unwrap_or_default());
                } else if let Some(behind) = rest.strip_prefix(mark.as_str()) {
                    rest = behind;
                    quote = None;
                } else {
                    rest = after;
                }
                continue;
            }
            if letter == '#' {
                found.push((number, alone, after.trim().to_owned()));
                break;
            }
            alone &= letter.is_whitespace();
            rest = after;
            if letter == '"' || letter == '\'' {
                let triple = letter.to_string().repeat(3);
                let two_more = letter.to_string().repeat(2);
                match rest.strip_prefix(two_more.as_str()) {
                    Some(behind) => {
                        rest = behind;
                        quote = Some(triple);
                    }
                    None => quote = Some(letter.to_string()),
                }
            }
        }
        // Only a triple-quoted string goes on in the next line (or one that ends with a backslash).
        if quote.as_ref().is_some_and(|mark| mark.len() == 1) && !line.ends_with('\\') {
            quote = None;
        }
    }
    speak_of(found, text, |line| line.trim_start().starts_with('#'))
}

/// The comments of a template, `{# ... #}`.
pub(crate) fn of_template(text: &str) -> Vec<Comment> {
    let mut found = Vec::new();
    for (line, number) in text.lines().zip(1u32..) {
        let mut rest = line;
        while let Some((before, behind)) = rest.split_once("{#") {
            let (comment, after) = behind.split_once("#}").unwrap_or((behind, ""));
            let alone = before.trim().is_empty() && after.trim().is_empty();
            found.push((number, alone, comment.trim().to_owned()));
            rest = after;
        }
    }
    speak_of(found, text, |line| line.trim_start().starts_with("{#"))
}

/// Gives each comment the line that it speaks of.
fn speak_of(found: Vec<(u32, bool, String)>, text: &str, is_comment: impl Fn(&str) -> bool) -> Vec<Comment> {
    let lines: Vec<&str> = text.lines().collect();
    let next_code = |line: u32| {
        let behind = lines.iter().zip(1u32..).skip(line as usize);
        behind.into_iter().find(|(text, _)| !text.trim().is_empty() && !is_comment(text)).map(|(_, number)| number)
    };
    found
        .into_iter()
        .map(|(line, alone, text)| {
            let about = if alone { next_code(line).unwrap_or(line) } else { line };
            Comment { line, about, text }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(found: &[Comment]) -> Vec<(u32, &str)> {
        found.iter().map(|comment| (comment.about, comment.text.as_str())).collect()
    }

    #[test]
    fn strings_hold_no_comments() {
        let text = "a = '# no'  # yes\nb = \"\"\"\n# no\n\"\"\"  # and yes\nc = 'it\\'s # no'\n";
        assert_eq!(texts(&of_python(text)), [(1, "yes"), (4, "and yes")]);
    }

    #[test]
    fn a_comment_alone_speaks_of_the_next_code() {
        assert_eq!(texts(&of_python("# one\n\n# two\nx = 1\n")), [(4, "one"), (4, "two")]);
    }

    #[test]
    fn templates() {
        assert_eq!(texts(&of_template("<p>{{ a }}</p> {# here #}\n{# next #}\n<b>\n")), [(1, "here"), (3, "next")]);
    }
}
