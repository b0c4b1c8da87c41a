//! YAML (and JSON, which is YAML but for its tabs) as a tree that is walked by key.
//!
//! The tree is made of events, one after the other, so no depth of a text is a depth of our stack. What an alias stands
//! for is the same node again, never a copy: a text of a few lines cannot become gigabytes. A node can hold itself that
//! way, so whoever walks counts how deep.

use saphyr_parser::{Event, Parser, ScanError};

/// A node, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(usize);

#[derive(Debug)]
enum Node {
    Scalar(Box<str>),
    List(Vec<NodeId>),
    Map(Vec<(Box<str>, NodeId)>),
}

/// A text that is no YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub line: u32,
    pub message: String,
}

/// The first document of a text.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A list or a mapping that has begun, with the key whose value comes next.
type Open = (NodeId, Option<Box<str>>);

impl Tree {
    /// Reads a text.
    pub fn read(text: &str) -> Result<Self, Broken> {
        let mut tree = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut anchors: Vec<(usize, NodeId)> = Vec::new();
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, _) = event.map_err(|error| broken(&error))?;
            let (node, anchor) = match event {
                Event::Scalar(text, _, anchor, _) => (tree.put(&mut open, Node::Scalar(text.into())), anchor),
                Event::SequenceStart(anchor, _) => (tree.put(&mut open, Node::List(Vec::new())), anchor),
                Event::MappingStart(anchor, _) => (tree.put(&mut open, Node::Map(Vec::new())), anchor),
                Event::Alias(anchor) => {
                    if let Some((_, node)) = anchors.iter().rev().find(|(id, _)| *id == anchor) {
                        tree.hold(&mut open, *node);
                    }
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop();
                    continue;
                }
                Event::DocumentEnd => break,
                _ => continue,
            };
            if anchor != 0 {
                anchors.push((anchor, node));
            }
            if !matches!(tree.nodes[node.0], Node::Scalar(_)) {
                open.push((node, None));
            }
        }
        Ok(tree)
    }

    fn put(&mut self, open: &mut [Open], node: Node) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(node);
        self.hold(open, id);
        id
    }

    /// Puts a node where the next one belongs: into the list at hand, or as key or value into the mapping.
    fn hold(&mut self, open: &mut [Open], id: NodeId) {
        let Some((holder, key)) = open.last_mut() else { return };
        // A key that is a list or a mapping is nobody's.
        let own = match self.nodes.get(id.0) {
            Some(Node::Scalar(text)) => text.clone(),
            _ => Box::default(),
        };
        match (&mut self.nodes[holder.0], key.take()) {
            (Node::List(items), _) => items.push(id),
            (Node::Map(entries), Some(key)) => entries.push((key, id)),
            (Node::Map(_), None) => *key = Some(own),
            (Node::Scalar(_), _) => {}
        }
    }

    /// The node around all others.
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// The text of a scalar.
    pub fn text(&self, at: NodeId) -> Option<&str> {
        match self.nodes.get(at.0)? {
            Node::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; none if it is no list.
    pub fn items(&self, at: NodeId) -> &[NodeId] {
        match self.nodes.get(at.0) {
            Some(Node::List(items)) => items,
            _ => &[],
        }
    }

    /// The entries of a mapping; none if it is no mapping.
    pub fn entries(&self, at: NodeId) -> &[(Box<str>, NodeId)] {
        match self.nodes.get(at.0) {
            Some(Node::Map(entries)) => entries,
            _ => &[],
        }
    }

    /// What a mapping holds under a key.
    pub fn get(&self, at: NodeId, key: &str) -> Option<NodeId> {
        self.entries(at).iter().find(|(own, _)| **own == *key).map(|(_, value)| *value)
    }

    /// The text that a mapping holds under a key.
    pub fn get_text(&self, at: NodeId, key: &str) -> Option<&str> {
        self.get(at, key).and_then(|node| self.text(node))
    }
}

fn broken(error: &ScanError) -> Broken {
    Broken { line: u32::try_from(error.marker().line()).unwrap_or(1), message: error.info().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_is_found_by_key() {
        let tree = Tree::read("a:\n  - x\n  - {b: 1, 'c': [y]}\nd: |\n  text\n").expect("YAML");
        let root = tree.root().expect("a root");
        let list = tree.get(root, "a").expect("a list");
        let [x, map] = tree.items(list) else { panic!("two items") };
        assert_eq!(tree.text(*x), Some("x"));
        assert_eq!(tree.get_text(*map, "b"), Some("1"));
        assert_eq!(tree.get(*map, "c").map(|list| tree.items(list).len()), Some(1));
        assert_eq!(tree.get_text(root, "d"), Some("text\n"));
    }

    #[test]
    fn an_alias_is_the_node_again_even_inside_of_itself() {
        let tree = Tree::read("a: &x {in: path}\nb: *x\nc: &y [*y, *y]\n*x : 1\n").expect("YAML");
        let root = tree.root().expect("a root");
        assert_eq!(tree.get(root, "a"), tree.get(root, "b"));
        let around = tree.get(root, "c").expect("a list");
        assert_eq!(tree.items(around), [around, around]);
    }

    #[test]
    fn json_is_read_too_and_what_is_neither_is_a_problem_with_its_line() {
        let tree = Tree::read("{\"paths\": {\"/a\": {\"get\": {}}}, \"n\": null}").expect("JSON");
        assert!(tree.root().and_then(|root| tree.get(root, "paths")).is_some());
        let broken = Tree::read("a: [1, 2\nb: }\n").expect_err("no YAML");
        assert_eq!(broken.line, 2);
        assert!(Tree::read("").expect("nothing").root().is_none());
    }

    #[test]
    fn depth_is_no_depth_of_the_stack() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        // Read or refused: whatever it is, it is an answer.
        let answer = Tree::read(&deep);
        assert!(answer.is_err() || answer.is_ok_and(|tree| tree.root().is_some()));
    }
}
