//! The real program in throw-away folders, with an environment that holds nothing.

mod commands;
mod files;
mod findings;
mod guarded;
mod outputs;
mod place;
mod settings;
mod words;
