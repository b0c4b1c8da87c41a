//! Values and taint through the whole program; knows concepts, no rules.
