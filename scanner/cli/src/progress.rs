//! Progress on a terminal, for work that takes long enough to wonder.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;
use stopple_project::{Progress, Stage};

/// Work that is shorter shows nothing.
const PATIENCE: Duration = Duration::from_millis(300);

/// A bar on standard error; gone when dropped.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar that appears after a while; never where nobody looks.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = ProgressBar::hidden();
        if !quiet && std::io::stderr().is_terminal() {
            let later = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                if !later.is_finished() {
                    later.set_draw_target(ProgressDrawTarget::stderr());
                    later.enable_steady_tick(Duration::from_millis(100));
                }
            });
        }
        Self(bar)
    }

    fn show(&self, template: &str, message: String) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
        self.0.set_message(message);
    }
}

impl Progress for Bar {
    fn stage(&self, stage: Stage) {
        let waiting = "{spinner} {msg} ({elapsed})";
        match stage {
            Stage::Finding => self.show(waiting, "looking for files".to_owned()),
            Stage::Reading(count) => {
                self.0.set_length(u64::try_from(count).unwrap_or(u64::MAX));
                self.0.set_position(0);
                self.show("{spinner} {msg} {wide_bar} {pos}/{len}", "reading".to_owned());
            }
            Stage::Analysing(count) => self.show(waiting, format!("following data through {count} files")),
            Stage::Judging => self.show(waiting, "judging".to_owned()),
        }
    }

    fn advance(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
