//! A folder and its configuration to a report: discovery, settings, suppressions, baseline, threads; reads the disk.
//!
//! [`scan`] is the one door. All files come through one walk from the root, so excludes and ignore files hold however
//! a file is named; files are read and analysed on the scan's own threads; what the rules find is then sorted into what
//! is shown and what is silent, and nothing that could not be read is dropped on the way.

mod at_hand;
mod baseline;
pub mod cases;
mod configuration;
mod date;
mod discovery;
mod error;
mod ground;
mod manifest;
mod nearest;
mod outcome;
mod paths;
mod reading;
mod request;
mod scan;
mod selection;
mod sorting;
mod stubs;
mod suppression;

pub use at_hand::file_at_hand;
pub use baseline::baseline_text;
pub use configuration::{Configuration, PathIgnore, RuleSettings};
pub use date::Date;
pub use discovery::Skipped;
pub use error::ScanError;
pub use nearest::nearest;
pub use outcome::{Outcome, Silence};
pub use paths::SKIPPED_FOLDERS;
pub use reading::LARGEST_FILE;
pub use request::{Choices, ConfigurationSource, Input, Progress, Request, Silent, Stage};
pub use scan::scan;
