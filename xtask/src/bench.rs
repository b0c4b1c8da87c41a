//! x
#[derive(clap::Subcommand)]
pub enum What {
    /// x
    Scan,
}
pub fn run(_: &What) -> Result<(), String> {
    Ok(())
}
