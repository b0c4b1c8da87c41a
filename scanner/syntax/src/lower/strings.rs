//! F-strings and template strings: text and holes.

use ruff_python_ast as ast;

use super::{Lowering, settle};
use crate::hir::{Constant, Expr, Part, Run};

impl Lowering<'_> {
    pub(super) fn f_string(&mut self, value: &ast::FStringValue) -> Expr {
        let mark = self.gathered.parts.len();
        for part in value {
            match part {
                ast::FStringPart::Literal(literal) => self.literal_part(&literal.value, mark),
                ast::FStringPart::FString(string) => self.elements(&string.elements, mark),
            }
        }
        // An f-string without holes is a plain string.
        let constant = match self.gathered.parts.get(mark..) {
            Some([]) | None => Some(self.string("")),
            Some([Part::Literal(text)]) => Some(*text),
            Some(_) => None,
        };
        if let Some(text) = constant {
            self.gathered.parts.truncate(mark);
            return Expr::Constant(Constant::Str(text));
        }
        Expr::FString { parts: settle(&mut self.gathered.parts, mark, &mut self.file.parts) }
    }

    pub(super) fn t_string(&mut self, value: &ast::TStringValue) -> Expr {
        let mark = self.gathered.parts.len();
        for string in value.iter() {
            self.elements(&string.elements, mark);
        }
        Expr::TString { parts: settle(&mut self.gathered.parts, mark, &mut self.file.parts) }
    }

    fn elements(&mut self, elements: &ast::InterpolatedStringElements, mark: usize) {
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => self.literal_part(&literal.value, mark),
                ast::InterpolatedStringElement::Interpolation(hole) => {
                    if let Some(debug) = &hole.debug_text {
                        self.literal_part(debug.as_str(), mark);
                    }
                    let value = self.expr(&hole.expression);
                    let format = match &hole.format_spec {
                        Some(spec) => self.format(&spec.elements),
                        None => Run::default(),
                    };
                    let conversion = match hole.conversion.to_char() {
                        // `{x=}` shows the representation unless it says otherwise.
                        None if hole.debug_text.is_some() && hole.format_spec.is_none() => Some('r'),
                        other => other,
                    };
                    self.gathered.parts.push(Part::Hole { value, conversion, format });
                }
            }
        }
    }

    fn format(&mut self, elements: &ast::InterpolatedStringElements) -> Run {
        let mark = self.gathered.parts.len();
        self.elements(elements, mark);
        settle(&mut self.gathered.parts, mark, &mut self.file.parts)
    }

    /// Adds text; joins it with the text before it, if the list that began at `mark` ends in text.
    fn literal_part(&mut self, text: &str, mark: usize) {
        if text.is_empty() {
            return;
        }
        let last = self.gathered.parts.get(mark..).and_then(<[Part]>::last).copied();
        if let Some(Part::Literal(before)) = last {
            let joined = [self.strings.get(before.0), text].concat();
            self.gathered.parts.pop();
            let joined = self.string(&joined);
            self.gathered.parts.push(Part::Literal(joined));
        } else {
            let text = self.string(text);
            self.gathered.parts.push(Part::Literal(text));
        }
    }
}
