//! Whether a regular expression of Python takes exponential time on some text.
//!
//! Looked for is one shape: an unbounded repetition of a group that can match the same text in several ways, with
//! something behind it that may fail. Patterns that are not understood are taken for harmless.

/// Letters of ASCII, and one bit for all others.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Letters(u128, bool);

impl Letters {
    const NONE: Self = Self(0, false);
    const ALL: Self = Self(u128::MAX, true);

    fn of(test: impl Fn(char) -> bool, others: bool) -> Self {
        let bits = (0u8..128).filter(|code| test(char::from(*code))).fold(0, |bits, code| bits | 1 << code);
        Self(bits, others)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0, self.1 || other.1)
    }

    fn without(self) -> Self {
        Self(!self.0, !self.1)
    }

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0 || (self.1 && other.1)
    }
}

/// A part of a pattern with how often it may stand.
struct Item {
    kind: Kind,
    least: u32,
    unbounded: bool,
    /// Gives nothing back: possessive, or an atomic group.
    keeps: bool,
}

enum Kind {
    Letter(Letters),
    Group(Vec<Vec<Item>>),
    /// `^`, `$`, `\b` and their kind, and what looks ahead or behind.
    Place,
}

/// Whether matching may take time that doubles with each letter. `whole`: the match must reach the end of the text.
pub(crate) fn is_exponential(pattern: &str, whole: bool) -> bool {
    let mut reader = Reader { letters: pattern.chars().collect(), at: 0, depth: 0 };
    let Some(branches) = reader.branches() else { return false };
    reader.at == reader.letters.len() && branches.iter().any(|branch| has_bad_item(branch, whole))
}

/// What is left of a pattern that is written with `re.VERBOSE`.
pub(crate) fn without_comments(pattern: &str) -> String {
    let (mut left, mut in_class, mut letters) = (String::new(), false, pattern.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                left.push(letter);
                left.extend(letters.next());
                continue;
            }
            '#' if !in_class => {
                letters.find(|letter| *letter == '\n');
                continue;
            }
            letter if letter.is_whitespace() && !in_class => continue,
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        left.push(letter);
    }
    left
}

fn has_bad_item(items: &[Item], may_fail_behind: bool) -> bool {
    items.iter().enumerate().any(|(at, item)| {
        let fails =
            may_fail_behind || items.iter().skip(at + 1).any(|next| next.least > 0 || matches!(next.kind, Kind::Place));
        let Kind::Group(branches) = &item.kind else { return false };
        if item.keeps {
            return false;
        }
        let bad = item.unbounded && fails && (branches.iter().any(|branch| divides(branch)) || overlaps(branches));
        bad || branches.iter().any(|branch| has_bad_item(branch, fails))
    })
}

/// Whether a repetition of this sequence can divide a text in several ways: one unbounded part, and beside it only
/// what may be left out or what that part matches as well.
fn divides(items: &[Item]) -> bool {
    let flat = without_brackets(items);
    let parts = || flat.iter().copied().filter(|item| !matches!(item.kind, Kind::Place));
    parts().any(|part| {
        if !part.unbounded || part.keeps {
            return false;
        }
        let own = first_letters(part);
        parts()
            .filter(|other| !std::ptr::eq(*other, part))
            .all(|other| other.least == 0 || first_letters(other).meets(own) && is_single(other))
    })
}

/// The parts of a sequence, those of a group that stands once and has one branch among them: `(a)(b+)` is `ab+`.
fn without_brackets(items: &[Item]) -> Vec<&Item> {
    let mut flat = Vec::new();
    for item in items {
        match &item.kind {
            Kind::Group(branches) if item.least == 1 && !item.unbounded && !item.keeps => match branches.as_slice() {
                [only] => flat.extend(without_brackets(only)),
                _ => flat.push(item),
            },
            _ => flat.push(item),
        }
    }
    flat
}

fn is_single(item: &Item) -> bool {
    matches!(item.kind, Kind::Letter(_))
}

/// Whether two branches of a few letters each match the same: `a|a`, or `a|aa`, of which two make one.
fn overlaps(branches: &[Vec<Item>]) -> bool {
    let letters = |branch: &Vec<Item>| {
        let one = |item: &Item| match item {
            Item { kind: Kind::Letter(letters), least: 1, .. } => Some(*letters),
            _ => None,
        };
        branch.iter().map(one).collect::<Option<Vec<Letters>>>().filter(|letters| (1..=3).contains(&letters.len()))
    };
    branches.iter().enumerate().any(|(at, one)| {
        let Some(own) = letters(one) else { return false };
        let all_meet = |other: Vec<Letters>| own.iter().all(|own| other.iter().all(|other| other.meets(*own)));
        branches.iter().skip(at + 1).filter_map(letters).any(all_meet)
    })
}

fn first_letters(item: &Item) -> Letters {
    match &item.kind {
        Kind::Letter(letters) => *letters,
        Kind::Place => Letters::NONE,
        Kind::Group(branches) => branches.iter().fold(Letters::NONE, |all, branch| {
            let mut found = all;
            for item in branch {
                found = found.and(first_letters(item));
                if item.least > 0 {
                    break;
                }
            }
            found
        }),
    }
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    depth: u32,
}

impl Reader {
    fn next(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn take(&mut self) -> Option<char> {
        let letter = self.next()?;
        self.at += 1;
        Some(letter)
    }

    fn skip(&mut self, text: &str) -> bool {
        let wanted: Vec<char> = text.chars().collect();
        let found = self.letters.get(self.at..).is_some_and(|rest| rest.starts_with(&wanted));
        if found {
            self.at += wanted.len();
        }
        found
    }

    fn branches(&mut self) -> Option<Vec<Vec<Item>>> {
        // Nobody nests deeper; the reader calls itself.
        if self.depth > 50 {
            return None;
        }
        self.depth += 1;
        let mut branches = vec![Vec::new()];
        loop {
            match self.next() {
                None | Some(')') => break,
                Some('|') => {
                    self.at += 1;
                    branches.push(Vec::new());
                }
                Some(_) => {
                    let item = self.item()?;
                    branches.last_mut()?.push(item);
                }
            }
        }
        self.depth -= 1;
        Some(branches)
    }

    fn item(&mut self) -> Option<Item> {
        let mut keeps = false;
        let kind = match self.take()? {
            '(' => {
                let mut is_place = false;
                if self.skip("?") {
                    if self.skip(">") {
                        keeps = true;
                    } else if self.skip("P<") {
                        while self.take()? != '>' {}
                    } else if self.skip("=") || self.skip("!") || self.skip("<=") || self.skip("<!") || self.skip("#") {
                        is_place = true;
                    } else if !self.skip(":") {
                        // Flags, `(?i:...)`, or something that is not understood.
                        while !matches!(self.next()?, ':' | ')') {
                            if !self.take()?.is_ascii_alphabetic() {
                                return None;
                            }
                        }
                        self.skip(":");
                    }
                }
                let branches = self.branches()?;
                if self.take()? != ')' {
                    return None;
                }
                if is_place { Kind::Place } else { Kind::Group(branches) }
            }
            '[' => Kind::Letter(self.class()?),
            '.' => Kind::Letter(Letters::of(|letter| letter != '\n', true)),
            '^' | '$' => Kind::Place,
            '\\' => match self.take()? {
                'b' | 'B' | 'A' | 'Z' | 'z' => Kind::Place,
                '1'..='9' => return None,
                letter => Kind::Letter(escaped(letter)),
            },
            letter => Kind::Letter(single(letter)),
        };
        let (least, unbounded) = self.quantifier();
        if self.at > 0 && (least, unbounded) != (1, false) {
            if self.skip("+") {
                keeps = true;
            } else {
                self.skip("?");
            }
        }
        Some(Item { kind, least, unbounded, keeps })
    }

    /// How often at least, and whether there is no bound (a bound above 20 counts as none).
    fn quantifier(&mut self) -> (u32, bool) {
        match self.next() {
            Some('*') => self.quantified(0, true),
            Some('+') => self.quantified(1, true),
            Some('?') => self.quantified(0, false),
            Some('{') => {
                let rest = self.letters.get(self.at + 1..).unwrap_or_default();
                let Some(end) = rest.iter().position(|letter| *letter == '}') else { return (1, false) };
                let text: String = rest.iter().take(end).collect();
                let (least, most) = match text.split_once(',') {
                    Some((least, "")) => (least.parse().unwrap_or(0), u32::MAX),
                    Some((least, most)) => (least.parse().unwrap_or(0), most.parse().unwrap_or(0)),
                    None => match text.parse() {
                        Ok(number) => (number, number),
                        Err(_) => return (1, false),
                    },
                };
                self.at += end + 2;
                (least, most > 20 && most != least)
            }
            _ => (1, false),
        }
    }

    fn quantified(&mut self, least: u32, unbounded: bool) -> (u32, bool) {
        self.at += 1;
        (least, unbounded)
    }

    fn class(&mut self) -> Option<Letters> {
        let negated = self.skip("^");
        let mut letters = Letters::NONE;
        let mut is_first = true;
        loop {
            let letter = self.take()?;
            if letter == ']' && !is_first {
                break;
            }
            is_first = false;
            let one = if letter == '\\' { escaped(self.take()?) } else { single(letter) };
            let is_range = self.next() == Some('-') && self.letters.get(self.at + 1).is_some_and(|end| *end != ']');
            if is_range && letter != '\\' {
                self.at += 1;
                let mut end = self.take()?;
                if end == '\\' {
                    end = self.take()?;
                }
                letters = letters.and(Letters::of(|inside| letter <= inside && inside <= end, !end.is_ascii()));
            } else {
                letters = letters.and(one);
            }
        }
        Some(if negated { letters.without() } else { letters })
    }
}

fn single(letter: char) -> Letters {
    Letters::of(|other| other == letter, !letter.is_ascii())
}

fn escaped(letter: char) -> Letters {
    let word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    match letter {
        'd' => Letters::of(|letter| letter.is_ascii_digit(), false),
        'w' => Letters::of(word, true),
        's' => Letters::of(|letter| letter.is_ascii_whitespace(), false),
        'D' => Letters::of(|letter| !letter.is_ascii_digit(), true),
        'W' => Letters::of(|letter| !word(letter), true),
        'S' => Letters::of(|letter| !letter.is_ascii_whitespace(), true),
        'n' => single('\n'),
        'r' => single('\r'),
        't' => single('\t'),
        'x' | 'u' | 'N' => Letters::ALL,
        other => single(other),
    }
}

#[cfg(test)]
mod tests {
    use super::is_exponential;

    #[test]
    fn repetitions_inside_repetitions() {
        for pattern in [
            r"^(a+)+$",
            r"^([a-z]+)*$",
            r"^(\w+\s?)+$",
            r"(\d+,?)+;",
            r"^(?:[\w.]+)*@",
            r"^(a|a)*$",
            r"^(a|aa)+$",
            r"^(\d\d|\d)*x",
            r"^([a-zA-Z0-9_.-]+)+@x$",
            r"(x+x+)+y",
            r"^((ab)*)*c",
            r"^(?P<name>\w+ ?)*!",
            r"^([a-z0-9])(([\-.]|[_]+)?([a-z0-9]+))*@",
        ] {
            assert!(is_exponential(pattern, false), "{pattern}");
        }
    }

    #[test]
    fn harmless_patterns() {
        for pattern in [
            r"^\w+(\s\w+)*$",
            r"^(\w+\.)+\w+$",
            r"^[a-z]+$",
            r"(a+)+",
            r"^(?:\w++\s?)+$",
            r"^(?>\w+)+$",
            r"^(\d{3}-)*\d{4}$",
            r"^(/[\w-]+)+$",
            r"^(a|b)*$",
            r"^[a-z0-9]+([-._]([a-z0-9]+))*@",
            r"^[^@\s]+@[^@\s]+\.[a-z]+$",
            r"^\s*(\w+)\s*$",
            "(",
            "[",
            r"\",
            "a{",
        ] {
            assert!(!is_exponential(pattern, false), "{pattern}");
        }
    }

    #[test]
    fn blanks_and_comments_are_no_part_of_a_verbose_pattern() {
        let written = "  ( [ #x]+ \\# )+  # words\n  \\s* ";
        assert_eq!(super::without_comments(written), r"([ #x]+\#)+\s*");
    }

    #[test]
    fn a_full_match_fails_at_the_end() {
        assert!(is_exponential(r"(a+)+", true));
    }
}
