//! A folder and its configuration to a report; reads the disk.

pub mod cases;
