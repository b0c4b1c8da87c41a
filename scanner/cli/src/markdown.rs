//! A rule's page, which is Markdown, as text for a terminal.

use anstyle::{AnsiColor, Style};

/// The page with paragraphs filled to `width`; code stands indented and untouched.
pub(crate) fn render(page: &str, width: usize, color: bool) -> String {
    let mut out = Page { text: String::new(), paragraph: String::new(), indent: String::new(), width, color };
    let mut in_code = false;
    for line in page.lines() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            out.end_paragraph();
            in_code = !in_code;
        } else if in_code {
            out.code(line);
        } else if trimmed.is_empty() {
            out.end_paragraph();
            out.blank();
        } else if let Some(heading) = heading(trimmed) {
            out.end_paragraph();
            out.heading(heading);
        } else if let Some(item) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* ")) {
            out.end_paragraph();
            out.begin_item(item);
        } else if trimmed.starts_with('|') {
            out.end_paragraph();
            out.plain(trimmed);
        } else {
            out.add(trimmed);
        }
    }
    out.end_paragraph();
    let end = out.text.trim_end().len();
    out.text.truncate(end);
    out.text.push('\n');
    out.text
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    (rest.len() < line.len() && rest.starts_with(' ')).then(|| rest.trim())
}

/// The page so far, and the paragraph that is being put together.
struct Page {
    text: String,
    paragraph: String,
    /// What the lines of the paragraph after the first begin with.
    indent: String,
    width: usize,
    color: bool,
}

impl Page {
    fn style(&self, style: Style) -> Style {
        if self.color { style } else { Style::new() }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn heading(&mut self, heading: &str) {
        self.blank();
        let style = self.style(Style::new().bold());
        self.text.push_str(&format!("{style}{heading}{style:#}\n"));
    }

    fn code(&mut self, line: &str) {
        let style = self.style(AnsiColor::Cyan.on_default());
        self.text.push_str(format!("    {style}{line}{style:#}").trim_end());
        self.text.push('\n');
    }

    fn plain(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn begin_item(&mut self, item: &str) {
        self.indent = "  ".to_owned();
        self.paragraph = format!("- {item}");
    }

    fn add(&mut self, line: &str) {
        if !self.paragraph.is_empty() {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(line);
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let indent = std::mem::take(&mut self.indent);
        let mut column = 0;
        let mut in_code = false;
        let style = self.style(AnsiColor::Cyan.on_default());
        for word in without_link_brackets(&paragraph).split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > self.width {
                self.text.push('\n');
                self.text.push_str(&indent);
                column = indent.len();
            } else if column > 0 {
                self.text.push(' ');
                column += 1;
            }
            column += length;
            if !self.color {
                self.text.push_str(word);
                continue;
            }
            // Colour says what the backticks say.
            for (index, piece) in word.split('`').enumerate() {
                in_code ^= index > 0;
                if in_code && !piece.is_empty() {
                    self.text.push_str(&format!("{style}{piece}{style:#}"));
                } else {
                    self.text.push_str(piece);
                }
            }
        }
        if column > 0 {
            self.text.push('\n');
        }
    }
}

/// `[words](address)` as `words (address)`, and no `**`.
fn without_link_brackets(paragraph: &str) -> String {
    let mut text = String::new();
    let mut rest = paragraph;
    while let Some((before, link)) = rest.split_once('[') {
        text.push_str(before);
        match link.split_once("](").and_then(|(words, link)| Some((words, link.split_once(')')?))) {
            Some((words, (address, after))) if !words.contains(['`', ']']) => {
                text.push_str(&format!("{words} ({address})"));
                rest = after;
            }
            _ => {
                text.push('[');
                rest = link;
            }
        }
    }
    text.push_str(rest);
    text.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn a_page_becomes_text() {
        let page = "# Title\n\nSome **long** words that\nare filled, see [here](https://x.example).\n\n- one `a[0]`\n- two\n\n```python\nx = [1]\n```\n";
        let text = render(page, 30, false);
        assert_eq!(
            text,
            "Title\n\nSome long words that are\nfilled, see here\n(https://x.example).\n\n- one `a[0]`\n- two\n\n    x = [1]\n"
        );
    }
}
