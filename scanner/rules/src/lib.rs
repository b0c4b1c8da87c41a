//! Judgement: the rule catalog, and what must not meet.
