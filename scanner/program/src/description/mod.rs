//! OpenAPI descriptions: which function answers which address, and with what of the request it is called.
//!
//! Some frameworks are given a file that describes an interface and find the handlers by the names in it. This reads
//! versions 2 and 3, of each only what says who is called with what; a description that is wrong elsewhere is none of
//! our business.

mod yaml;

use std::sync::Arc;
use stopple_source::SourceFile;
use yaml::{NodeId, Tree};

/// References that lead on to references, and schemas inside of schemas, are followed so far.
const DEEPEST: u32 = 8;
/// Fields of all schemas of one operation: a schema that holds itself twice grows with every level.
const MOST_FIELDS: u32 = 400;
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A description that was read.
#[derive(Debug)]
pub struct Description {
    /// Its path and text.
    pub source: Arc<SourceFile>,
    /// What stands before every address.
    pub prefix: String,
    /// In the order of the text.
    pub operations: Vec<Operation>,
}

/// A text that claims to be a description and cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Counted from 1.
    pub line: u32,
    /// Why.
    pub message: String,
}

/// An address and a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The address below the prefix, e.g. `/pets/{id}`.
    pub path: String,
    /// In upper case.
    pub method: String,
    /// The handler's name with its module, if it is said.
    pub function: Option<String>,
    /// What the handler is called with.
    pub inputs: Vec<Input>,
    /// Whether an answer of it is HTML.
    pub answers_html: bool,
    /// Whether it says that the caller has to show who it is.
    pub is_guarded: bool,
}

/// An argument of the handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name in the description.
    pub name: String,
    /// The part of the request that it comes from.
    pub part: Part,
    /// What is known of its value.
    pub shape: Shape,
}

/// A part of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The address: one segment of it.
    Segment,
    /// The address: all that is left of it.
    Path,
    /// The query string.
    Query,
    /// A form field.
    Form,
    /// The body.
    Body,
}

/// What is known of a value that was held against its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Any,
    /// It is a text.
    Text,
    /// It is a number or a boolean.
    Number,
    /// It is one of the words that the description lists.
    Listed,
    /// It is an uploaded file.
    File,
    /// It is a mapping; what has no field here is unknown.
    Fields(Vec<(Arc<str>, Shape)>),
    /// It is a list.
    List(Box<Shape>),
}

/// Whether a text may be a description: it has one of the keys of one. Most files in a project are none, and need no
/// reading.
pub fn may_be_description(text: &str) -> bool {
    let key = |line: &str| {
        let line = line.trim_start_matches(['{', ' ', '\t', '"', '\'']);
        let rest = line.strip_prefix("openapi").or_else(|| line.strip_prefix("swagger"));
        rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
    };
    text.contains("paths") && text.lines().any(key)
}

impl Operation {
    /// The name of the handler where names follow addresses: a module for each fixed part, a function for the method.
    /// A list is `collection`.
    pub fn function_by_address(&self, module: &str, collection: &str) -> String {
        let parts: Vec<&str> = self.path.split('/').filter(|part| !part.is_empty()).collect();
        let fixed = |part: &&&str| !part.contains('{');
        let lists = self.method == "GET" && parts.last().is_some_and(|last| fixed(&last));
        let function = if lists { collection.to_owned() } else { self.method.to_lowercase() };
        let modules = parts.iter().filter(fixed).map(|part| part.replace('-', "_"));
        let way: Vec<String> = std::iter::once(module.to_owned()).chain(modules).chain([function]).collect();
        way.join(".")
    }
}

impl Description {
    /// Reads a file. `None` if it is no description.
    pub fn read(source: Arc<SourceFile>) -> Option<Result<Self, Unreadable>> {
        // JSON may be indented by tabs, which YAML refuses; in a text of JSON no tab stands as such.
        let is_json = source.path.ends_with(".json");
        let text = if is_json { source.text.replace('\t', " ") } else { source.text.to_string() };
        let tree = match Tree::read(&text) {
            Ok(tree) => tree,
            Err(broken) => return Some(Err(Unreadable { line: broken.line, message: broken.message })),
        };
        let root = tree.root()?;
        let paths = tree.get(root, "paths")?;
        if tree.get(root, "openapi").is_none() && tree.get(root, "swagger").is_none() {
            return None;
        }
        let reader = Reader { tree: &tree, root };
        let operations = tree.entries(paths).iter().flat_map(|(path, item)| reader.operations(path, *item)).collect();
        let prefix = reader.prefix();
        Some(Ok(Self { source, prefix, operations }))
    }
}

struct Reader<'t> {
    tree: &'t Tree,
    root: NodeId,
}

impl Reader<'_> {
    /// The path of the first server, or the base path.
    fn prefix(&self) -> String {
        let server = self.tree.get(self.root, "servers").and_then(|servers| self.tree.items(servers).first().copied());
        let url = server.and_then(|server| self.tree.get_text(server, "url")).unwrap_or_default();
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => url,
        };
        let base = self.tree.get_text(self.root, "basePath").unwrap_or(path);
        base.trim_end_matches('/').to_owned()
    }

    fn operations(&self, path: &str, item: NodeId) -> Vec<Operation> {
        let item = self.resolved(item);
        let shared: Vec<NodeId> = self.list(item, "parameters");
        let mut operations = Vec::new();
        for (method, operation) in self.tree.entries(item) {
            if !METHODS.contains(&&**method) {
                continue;
            }
            let own = self.list(*operation, "parameters");
            let mut inputs: Vec<Input> = Vec::new();
            let mut budget = MOST_FIELDS;
            // An operation's own parameter takes the place of one of the whole address.
            for parameter in own.into_iter().chain(shared.iter().copied()) {
                if let Some(input) = self.input(parameter, &mut budget)
                    && !inputs.iter().any(|before| before.name == input.name)
                {
                    inputs.push(input);
                }
            }
            self.add_body(*operation, &mut inputs, &mut budget);
            operations.push(Operation {
                path: path.to_owned(),
                method: method.to_uppercase(),
                function: self.function(item, *operation),
                inputs,
                answers_html: self.answers_html(*operation),
                is_guarded: self.is_guarded(*operation),
            });
        }
        operations
    }

    /// The handler's name: the one that is said, in the module that is said for it.
    fn function(&self, item: NodeId, operation: NodeId) -> Option<String> {
        let id = self.tree.get_text(operation, "operationId")?.trim();
        let module = ["x-openapi-router-controller", "x-swagger-router-controller"].into_iter().find_map(|word| {
            [operation, item, self.root].into_iter().find_map(|holder| self.tree.get_text(holder, word))
        });
        Some(match module {
            Some(module) => format!("{}.{id}", module.trim()),
            None => id.to_owned(),
        })
    }

    fn input(&self, parameter: NodeId, budget: &mut u32) -> Option<Input> {
        let parameter = self.resolved(parameter);
        let name = self.tree.get_text(parameter, "name")?.to_owned();
        // Version 2 writes the schema of everything but a body into the parameter itself.
        let schema = self.tree.get(parameter, "schema").unwrap_or(parameter);
        let mut shape = self.shape(schema, 0, budget);
        let part = match self.tree.get_text(parameter, "in")? {
            "path" if self.tree.get_text(schema, "format") == Some("path") => Part::Path,
            "path" => Part::Segment,
            "query" => Part::Query,
            "formData" => Part::Form,
            "body" => Part::Body,
            // Headers and cookies are no arguments.
            _ => return None,
        };
        // A query string holds texts, so what is no object in it is no more than a text.
        if shape == Shape::Any && part != Part::Body {
            shape = Shape::Text;
        }
        Some(Input { name, part, shape })
    }

    /// The body of version 3: as one argument, and the fields of a form by their names too.
    fn add_body(&self, operation: NodeId, inputs: &mut Vec<Input>, budget: &mut u32) {
        let Some(body) = self.tree.get(operation, "requestBody") else { return };
        let body = self.resolved(body);
        let content = self.tree.get(body, "content");
        let kinds = content.map(|content| self.tree.entries(content)).unwrap_or_default();
        let mut name = self.tree.get_text(body, "x-body-name");
        let mut shapes: Vec<(bool, Shape)> = Vec::new();
        for (kind, media) in kinds {
            let Some(schema) = self.tree.get(*media, "schema") else { continue };
            name = name.or_else(|| self.tree.get_text(self.resolved(schema), "x-body-name"));
            let is_form = kind.contains("form");
            shapes.push((is_form, self.shape(schema, 0, budget)));
        }
        for (_, shape) in shapes.iter().filter(|(is_form, _)| *is_form) {
            let Shape::Fields(fields) = shape else { continue };
            for (field, shape) in fields {
                inputs.push(Input { name: field.to_string(), part: Part::Form, shape: shape.clone() });
            }
        }
        // Of several kinds of bodies the caller chooses.
        let shape = match <[(bool, Shape); 1]>::try_from(shapes) {
            Ok([(_, shape)]) => shape,
            Err(_) => Shape::Any,
        };
        inputs.push(Input { name: name.unwrap_or("body").to_owned(), part: Part::Body, shape });
    }

    fn answers_html(&self, operation: NodeId) -> bool {
        let is_html = |kind: &str| kind.contains("html");
        let produces = |holder| self.tree.get(holder, "produces").map(|list| self.tree.items(list)).unwrap_or_default();
        let own = produces(operation);
        let said = if own.is_empty() { produces(self.root) } else { own };
        let responses = self.tree.get(operation, "responses");
        let contents = responses.map(|responses| self.tree.entries(responses)).unwrap_or_default();
        said.iter().filter_map(|kind| self.tree.text(*kind)).any(is_html)
            || contents.iter().any(|(_, response)| {
                let content = self.tree.get(self.resolved(*response), "content");
                content.is_some_and(|content| self.tree.entries(content).iter().any(|(kind, _)| is_html(kind)))
            })
    }

    /// `security:` of the operation or of the whole; an empty requirement is none.
    fn is_guarded(&self, operation: NodeId) -> bool {
        let said = self.tree.get(operation, "security").or_else(|| self.tree.get(self.root, "security"));
        let Some(said) = said else { return false };
        let requirements = self.tree.items(said);
        !requirements.is_empty() && requirements.iter().all(|one| !self.tree.entries(*one).is_empty())
    }

    fn list(&self, at: NodeId, key: &str) -> Vec<NodeId> {
        self.tree.get(at, key).map(|list| self.tree.items(list).to_vec()).unwrap_or_default()
    }

    /// What a reference inside of the file leads to; anything else is what it is.
    fn resolved(&self, at: NodeId) -> NodeId {
        let mut at = at;
        for _ in 0..DEEPEST {
            let Some(way) = self.tree.get_text(at, "$ref").and_then(|way| way.strip_prefix("#/")) else { break };
            let mut target = Some(self.root);
            for step in way.split('/') {
                let step = step.replace("~1", "/").replace("~0", "~");
                target = target.and_then(|node| self.tree.get(node, &step));
            }
            match target {
                Some(target) => at = target,
                None => break,
            }
        }
        at
    }

    fn shape(&self, schema: NodeId, depth: u32, budget: &mut u32) -> Shape {
        let schema = self.resolved(schema);
        if depth > DEEPEST || *budget == 0 {
            return Shape::Any;
        }
        *budget -= 1;
        if self.tree.get(schema, "enum").is_some() || self.tree.get(schema, "const").is_some() {
            return Shape::Listed;
        }
        let own = self.tree.get(schema, "type");
        // Version 3.1 lists types; a value may be absent in any version.
        let mut kinds = own.map(|own| self.tree.items(own)).unwrap_or_default().iter();
        let kind = own.and_then(|own| self.tree.text(own)).or_else(|| {
            let mut kinds = kinds.by_ref().filter_map(|kind| self.tree.text(*kind)).filter(|kind| *kind != "null");
            kinds.next().filter(|_| kinds.next().is_none())
        });
        match kind {
            Some("integer" | "number" | "boolean") => Shape::Number,
            Some("file") => Shape::File,
            Some("string") if self.tree.get_text(schema, "format") == Some("binary") => Shape::File,
            Some("string") => Shape::Text,
            Some("array") => match self.tree.get(schema, "items") {
                Some(items) => Shape::List(Box::new(self.shape(items, depth + 1, budget))),
                None => Shape::Any,
            },
            Some("object") | None => {
                let fields = self.fields(schema, depth, budget);
                if fields.is_empty() { Shape::Any } else { Shape::Fields(fields) }
            }
            Some(_) => Shape::Any,
        }
    }

    /// The fields of a schema and of all that it is made of.
    fn fields(&self, schema: NodeId, depth: u32, budget: &mut u32) -> Vec<(Arc<str>, Shape)> {
        let mut fields: Vec<(Arc<str>, Shape)> = Vec::new();
        for (name, field) in self.tree.get(schema, "properties").map(|all| self.tree.entries(all)).unwrap_or_default() {
            fields.push((Arc::from(&**name), self.shape(*field, depth + 1, budget)));
        }
        for part in self.list(schema, "allOf") {
            if let Shape::Fields(more) = self.shape(part, depth + 1, budget) {
                for field in more {
                    if !fields.iter().any(|(name, _)| *name == field.0) {
                        fields.push(field);
                    }
                }
            }
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str) -> Description {
        let source = Arc::new(SourceFile::new(path, text));
        Description::read(source).expect("a description").expect("readable")
    }

    #[test]
    fn version_3_names_handlers_and_shapes() {
        let description = read(
            "openapi.yaml",
            r##"
openapi: "3.0.3"
servers:
  - url: https://example.com/api/
security: [{key: []}]
paths:
  /pets/{pet_id}:
    parameters:
      - {name: pet_id, in: path, schema: {type: integer}}
      - {$ref: "#/components/parameters/limit"}
    get:
      operationId: get_pet
      x-openapi-router-controller: shop.pets
      responses: {"200": {content: {text/html: {}}}}
    put:
      operationId: shop.pets.put_pet
      security: []
      parameters:
        - {name: limit, in: query, schema: {type: [string, "null"]}}
        - {name: X-Trace, in: header, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Pet"}
components:
  parameters:
    limit: {name: limit, in: query, schema: {enum: [a, b]}}
  schemas:
    Named: {properties: {name: {type: string}}}
    Pet:
      allOf: [{$ref: "#/components/schemas/Named"}]
      properties:
        age: {type: number}
        friends: {type: array, items: {type: boolean}}
"##,
        );
        assert_eq!(description.prefix, "/api");
        let [get, put] = &*description.operations else { panic!("two operations") };
        assert_eq!((get.method.as_str(), get.function.as_deref()), ("GET", Some("shop.pets.get_pet")));
        assert!(get.answers_html && get.is_guarded && !put.answers_html && !put.is_guarded);
        let input = |name: &str, part, shape| Input { name: name.to_owned(), part, shape };
        assert_eq!(
            get.inputs,
            [input("pet_id", Part::Segment, Shape::Number), input("limit", Part::Query, Shape::Listed)]
        );
        let fields = Shape::Fields(vec![
            ("age".into(), Shape::Number),
            ("friends".into(), Shape::List(Box::new(Shape::Number))),
            ("name".into(), Shape::Text),
        ]);
        assert_eq!(
            put.inputs,
            [
                input("limit", Part::Query, Shape::Text),
                input("pet_id", Part::Segment, Shape::Number),
                input("body", Part::Body, fields),
            ]
        );
    }

    #[test]
    fn version_2_in_json_with_tabs() {
        let description = read(
            "swagger.json",
            "{\n\t\"swagger\": \"2.0\", \"basePath\": \"/v1\", \"produces\": [\"text/html\"],\n\t\"paths\": {\"/f\": {\"post\": {\"operationId\": \"a.b\",\
             \"parameters\": [{\"in\": \"formData\", \"name\": \"f\", \"type\": \"file\"}, {\"in\": \"body\", \"name\": \"pet\", \"schema\": {}}]}}}}",
        );
        assert_eq!(description.prefix, "/v1");
        let [post] = &*description.operations else { panic!("one operation") };
        assert!(post.answers_html && !post.is_guarded);
        let found: Vec<_> = post.inputs.iter().map(|one| (one.name.as_str(), one.part, &one.shape)).collect();
        assert_eq!(found, [("f", Part::Form, &Shape::File), ("pet", Part::Body, &Shape::Any)]);
    }

    #[test]
    fn names_may_follow_addresses() {
        let operation = |method: &str, path: &str| Operation {
            path: path.to_owned(),
            method: method.to_owned(),
            function: None,
            inputs: Vec::new(),
            answers_html: false,
            is_guarded: false,
        };
        for (method, path, name) in [
            ("GET", "/pets", "api.pets.search"),
            ("POST", "/pets", "api.pets.post"),
            ("GET", "/pets/{id}", "api.pets.get"),
            ("GET", "/big-pets/{id}/toys", "api.big_pets.toys.search"),
            ("GET", "/", "api.get"),
        ] {
            assert_eq!(operation(method, path).function_by_address("api", "search"), name);
        }
    }

    #[test]
    fn schemas_that_hold_themselves_end() {
        let description = read(
            "openapi.yml",
            "openapi: 3.0.0\npaths:\n  /a:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema: &s\n              properties: {a: *s, b: *s, c: *s}\n",
        );
        assert!(matches!(description.operations[0].inputs[0].shape, Shape::Fields(_)));
        assert!(description.operations[0].function.is_none());
    }

    #[test]
    fn what_is_no_description_is_told_from_what_is_broken() {
        let read = |text: &str| Description::read(Arc::new(SourceFile::new("a.yaml", text)));
        assert!(read("paths: {}\n").is_none());
        assert!(read("- openapi\n").is_none());
        assert_eq!(read("openapi: 3\npaths: [\n").and_then(Result::err).map(|broken| broken.line > 1), Some(true));
        assert!(may_be_description("openapi: 3\npaths:\n") && !may_be_description("version: 2\npaths: openapi\n"));
        assert!(may_be_description("{\"swagger\": \"2.0\", \"paths\": {}}"));
    }
}
