//! Nothing in the tree names the machine that it was written on, or a registry's host.

use super::Tree;

/// What must not stand anywhere, in two halves, so that this list does not find itself.
const STRANGERS: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/ro", "ot/."),
    (".py", "env/"),
    ("pypi", ".org"),
    ("python", "hosted.org"),
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("registry.npm", "js"),
    ("proxy.go", "lang"),
    ("deb.deb", "ian.org"),
];

/// Complaints about names of machines and hosts.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let strangers: Vec<String> = STRANGERS.iter().map(|(start, end)| format!("{start}{end}")).collect();
    tree.texts("")
        .flat_map(|(path, text)| {
            let found: Vec<String> = text
                .lines()
                .enumerate()
                .filter_map(|(number, line)| {
                    let stranger = strangers.iter().find(|stranger| line.contains(stranger.as_str()))?;
                    Some(format!("{}:{}: names a machine or a registry (`{stranger}`)", path.display(), number + 1))
                })
                .collect();
            found
        })
        .collect()
}
