//! Patterns of `match`.

use ruff_python_ast as ast;

use super::{Lowering, settle, span};
use crate::hir::{Constant, Pattern, PatternId, Run};
use crate::names::{Place, len32};

impl Lowering<'_> {
    pub(super) fn pattern(&mut self, pattern: &ast::Pattern) -> PatternId {
        match self.deeper(span(pattern), |this| this.pattern_here(pattern)) {
            Some(id) => id,
            None => self.push_pattern(Pattern::As { pattern: None, target: None }),
        }
    }

    fn push_pattern(&mut self, pattern: Pattern) -> PatternId {
        let id = PatternId(len32(&self.file.patterns));
        self.file.patterns.push(pattern);
        id
    }

    fn pattern_list<'p>(&mut self, list: impl IntoIterator<Item = &'p ast::Pattern>) -> Run {
        let mark = self.gathered.patterns.len();
        for item in list {
            let id = self.pattern(item);
            self.gathered.patterns.push(id);
        }
        settle(&mut self.gathered.patterns, mark, &mut self.file.pattern_lists)
    }

    fn pattern_here(&mut self, pattern: &ast::Pattern) -> PatternId {
        let mut captured = None;
        let lowered = match pattern {
            ast::Pattern::MatchValue(value) => Pattern::Value(self.expr(&value.value)),
            ast::Pattern::MatchSingleton(singleton) => Pattern::Singleton(match singleton.value {
                ast::Singleton::None => Constant::None,
                ast::Singleton::True => Constant::Bool(true),
                ast::Singleton::False => Constant::Bool(false),
            }),
            ast::Pattern::MatchSequence(sequence) => Pattern::Sequence(self.pattern_list(&sequence.patterns)),
            ast::Pattern::MatchMapping(mapping) => {
                let keys = self.expr_list(&mapping.keys);
                let patterns = self.pattern_list(&mapping.patterns);
                captured = mapping.rest.as_ref();
                Pattern::Mapping { keys, patterns, rest: None }
            }
            ast::Pattern::MatchClass(class) => {
                let callee = self.expr(&class.cls);
                let positional = self.pattern_list(&class.arguments.patterns);
                let keywords = self.pattern_list(class.arguments.keywords.iter().map(|keyword| &keyword.pattern));
                let start = len32(&self.file.keyword_names);
                for keyword in &class.arguments.keywords {
                    let name = self.name(keyword.attr.as_str());
                    self.mention(name);
                    self.file.keyword_names.push(name);
                }
                let keyword_names = Run { start, len: len32(&self.file.keyword_names) - start };
                Pattern::Class { class: callee, positional, keyword_names, keywords }
            }
            ast::Pattern::MatchStar(star) => {
                captured = star.name.as_ref();
                Pattern::Star(None)
            }
            ast::Pattern::MatchAs(binding) => {
                let inner = binding.pattern.as_deref().map(|inner| self.pattern(inner));
                captured = binding.name.as_ref();
                Pattern::As { pattern: inner, target: None }
            }
            ast::Pattern::MatchOr(or) => Pattern::Or(self.pattern_list(&or.patterns)),
        };
        let id = self.push_pattern(lowered);
        if let Some(name) = captured
            && name.is_valid()
        {
            let name = self.name(name.as_str());
            self.names.store(name, Place::Pattern(id.0));
        }
        id
    }
}
