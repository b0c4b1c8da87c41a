//! `stopple completions` and `stopple man`, made from the definitions of the flags.

use crate::End;
use crate::arguments::{Arguments, CompletionsOptions, ManOptions};
use crate::failure::Failure;
use crate::output::print;
use clap::CommandFactory;

/// Prints the completions of a shell.
pub(crate) fn completions(options: &CompletionsOptions) -> Result<End, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "stopple", &mut text);
    print(&String::from_utf8_lossy(&text)).map(|()| End::Clean)
}

/// Prints the manual page of the program or of a command.
pub(crate) fn man(options: &ManOptions) -> Result<End, Failure> {
    let mut program = Arguments::command();
    program.build();
    let command = match &options.command {
        None => program,
        Some(name) => {
            let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let advice = format!("the commands are {}", names.join(", "));
            let command = program.find_subcommand(name).cloned();
            let command = command.ok_or_else(|| Failure::new(format!("there is no command `{name}`"), advice))?;
            // The page of `scan` is called as Git calls its pages.
            let page: &'static str = Box::leak(format!("stopple-{name}").into_boxed_str());
            command.name(page)
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut text)
        .map_err(|error| Failure::new(format!("the manual page cannot be made: {error}"), ""))?;
    print(&String::from_utf8_lossy(&text)).map(|()| End::Clean)
}
