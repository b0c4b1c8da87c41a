//! What lies on a disk and is no plain Python: each has a clear answer.

use crate::place::Place;

/// The messages about files, as `path: message`.
fn problems(place: &Place, code: i32) -> Vec<String> {
    let report = place.run(&["scan", "--format", "json"]).ends_with(code).json();
    let problems = report["problems"].as_array().expect("a list").clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
    problems.iter().map(|problem| format!("{}: {}", text(&problem["path"]), text(&problem["message"]))).collect()
}

#[test]
fn an_empty_tree_is_an_error_that_says_so() {
    let place = Place::with(&[("notes/readme.md", "nothing")]);
    let ran = place.run(&["scan"]).ends_with(2);
    assert!(ran.err.contains("there is no Python file and no template here"), "{}", ran.err);
    assert!(ran.err.contains("help"), "{}", ran.err);
}

#[test]
fn a_tree_of_skipped_folders_says_which() {
    let place = Place::with(&[("node_modules/a.py", "x = 1\n")]);
    let ran = place.run(&["scan"]).ends_with(2);
    assert!(ran.err.contains("`node_modules` was not entered"), "{}", ran.err);
}

#[test]
fn a_path_that_does_not_exist() {
    let ran = Place::new().run(&["scan", "nowhere"]).ends_with(2);
    assert!(ran.err.contains("there is no such file or folder"), "{}", ran.err);
    assert!(ran.err.contains("nowhere"), "{}", ran.err);
}

#[test]
fn binary_content_named_py() {
    let place = Place::with(&[("good.py", "x = 1\n")]);
    place.write("bad.py", b"\x7fELF\0\0\0\x01");
    assert_eq!(problems(&place, 0), ["bad.py: holds binary data, not text"]);
}

#[test]
fn nothing_that_can_be_read_is_a_failure() {
    let place = Place::new();
    place.write("bad.py", b"\0\0");
    assert_eq!(problems(&place, 2), ["bad.py: holds binary data, not text"]);
}

#[test]
fn a_syntax_error_is_named_and_the_rest_is_read() {
    let place = Place::with(&[("broken.py", "def f(:\n    pass\n"), ("good.py", "x = 1\n")]);
    let problems = problems(&place, 0);
    assert!(problems.len() == 1 && problems[0].starts_with("broken.py: "), "{problems:?}");
}

#[test]
fn descriptions_of_interfaces_are_read_where_the_program_asks_for_them() {
    let broken = ("openapi.yaml", "openapi: 3.0.0\npaths: {/a: [\n");
    let asks = "import connexion\napp = connexion.App(__name__)\napp.add_api('openapi.yaml')\n";
    assert!(problems(&Place::with(&[broken, ("a.py", "x = 1\n"), ("deploy.yaml", "{{ x }}")]), 0).is_empty());
    let place = Place::with(&[broken, ("a.py", asks), ("deploy.yaml", "{{ x }}"), ("data.json", "[1")]);
    let problems = problems(&place, 0);
    let [problem] = &*problems else { panic!("{problems:?}") };
    assert!(problem.starts_with("openapi.yaml: cannot be read as a description of an interface"), "{problem}");
    let handler = ("handlers.py", "def read(name):\n    return {}\n");
    let good = (
        "openapi.yaml",
        "openapi: 3.0.0\npaths: {/a: {get: {operationId: handlers.read}}, /b: {get: {operationId: gone.read}}}\n",
    );
    let place = Place::with(&[good, ("a.py", asks), handler]);
    let out = place.run(&["routes"]).ends_with(0).out;
    assert!(out.contains("/a") && out.contains("handlers.py:1"), "{out}");
    let out = place.run(&["doctor"]).ends_with(0).out;
    assert!(out.contains("openapi.yaml: the description of 2 operations") && out.contains("gone.read"), "{out}");
}

#[test]
fn a_file_that_is_too_large() {
    let place = Place::with(&[("good.py", "x = 1\n")]);
    place.write("large.py", "x = 1\n".repeat(1_000_000));
    assert_eq!(problems(&place, 0), ["large.py: is larger than 5 MiB (6 MiB)"]);
}

#[test]
fn a_hundred_thousand_lines() {
    let place = Place::with(&[("long.py", &"value = compute(1, 'two')\n".repeat(100_000))]);
    // Read as a whole; where the analysis has a bound, it says so.
    assert!(problems(&place, 0).iter().all(|problem| problem.ends_with("was cut short")));
}

#[test]
fn five_thousand_nested_parentheses() {
    let place = Place::new();
    place.write("deep.py", format!("x = {}1{}\n", "(".repeat(5_000), ")".repeat(5_000)));
    // Read or refused: both are answers. A crash is none.
    assert!(problems(&place, 0).iter().all(|problem| problem.starts_with("deep.py: ")));
}

#[test]
fn twenty_thousand_files() {
    let place = Place::new();
    for folder in 0..200 {
        let path = place.path(&format!("p{folder}"));
        std::fs::create_dir(&path).expect("made");
        for file in 0..100 {
            std::fs::write(path.join(format!("m{file}.py")), format!("VALUE = {file}\n")).expect("written");
        }
    }
    let ran = place.run(&["doctor"]).ends_with(0);
    assert!(ran.out.contains("20000 Python files"), "{}", ran.out);
}

#[test]
fn excludes_and_ignore_files_hold_however_a_file_is_named() {
    let files = [
        ("stopple.toml", "exclude = ['legacy/']\n"),
        (".gitignore", "made.py\n"),
        ("legacy/a.py", "x = 1\n"),
        ("made.py", "x = 1\n"),
        ("build/b.py", "x = 1\n"),
        ("good.py", "x = 1\n"),
    ];
    let place = Place::with(&files);
    let read = |arguments: &[&str]| {
        let report = place.run(&[&["scan", "--format", "json"], arguments].concat()).ends_with(0).json();
        report["sums"]["files"].as_u64().expect("a number")
    };
    assert_eq!(read(&[]), 1);
    assert_eq!(read(&["legacy/a.py", "made.py", "build/b.py"]), 0);
    assert_eq!(read(&["legacy/a.py", "good.py", "./good.py", "."]), 1);
    assert_eq!(read(&["--exclude", "good.py", "good.py"]), 0);
    let ran = place.run_with_input(&["scan", "-", "--stdin-filename", "legacy/new.py"], b"x = 1\n").ends_with(0);
    assert!(ran.err.contains("nothing was scanned"), "{}", ran.err);
}

#[test]
fn a_folder_that_is_named_is_meant() {
    let place = Place::with(&[
        (".git/HEAD", "ref: refs/heads/main\n"),
        (".gitignore", "/fetched/\n"),
        ("stopple.toml", "exclude = ['legacy/']\n"),
        ("app.py", "x = 1\n"),
        ("build/b.py", "x = 1\n"),
        (".corpus/shop/a.py", "x = 1\n"),
        ("fetched/shop/a.py", "x = 1\n"),
        ("fetched/shop/venv/b.py", "x = 1\n"),
        ("legacy/old/a.py", "x = 1\n"),
    ]);
    let read = |arguments: &[&str]| {
        let report = place.run(&[&["scan", "--format", "json"], arguments].concat()).ends_with(0).json();
        report["sums"]["files"].as_u64().expect("a number")
    };
    assert_eq!(read(&["."]), 1);
    assert_eq!(read(&["build"]), 1);
    assert_eq!(read(&[".corpus/shop"]), 1);
    assert_eq!(read(&["fetched/shop"]), 1);
    assert_eq!(read(&["fetched/shop/a.py"]), 0);
    let ran = place.run(&["scan", "legacy/old"]).ends_with(2);
    assert!(ran.err.contains("`legacy/old` was not entered (excluded by the settings)"), "{}", ran.err);
}

#[test]
fn the_text_of_other_encodings_is_read() {
    let place = Place::new();
    place.write("latin.py", b"# coding: latin-1\nname = '\xe9'\n");
    place.write("marked.py", b"\xef\xbb\xbfname = 'x'\n");
    assert_eq!(problems(&place, 0), [""; 0]);
}

#[cfg(unix)]
mod unix {
    use super::problems;
    use crate::place::Place;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn links_that_lead_nowhere_or_in_circles() {
        let place = Place::with(&[("app/good.py", "x = 1\n")]);
        symlink("gone.py", place.path("app/broken.py")).expect("linked");
        symlink("gone", place.path("app/broken_folder")).expect("linked");
        symlink("circle.py", place.path("app/circle.py")).expect("linked");
        symlink("..", place.path("app/up")).expect("linked");
        assert_eq!(
            problems(&place, 0),
            [
                "app/broken.py: is a symbolic link that leads nowhere",
                "app/broken_folder: is a symbolic link that leads nowhere",
                "app/circle.py: is a symbolic link that runs in a circle",
            ]
        );
        let ran = place.run(&["doctor"]).ends_with(0);
        assert!(ran.out.contains("app/up: a link to a folder that is read under its own name"), "{}", ran.out);
    }

    #[test]
    fn a_link_to_another_place_is_told_and_not_followed() {
        let other = Place::with(&[("secret.py", "x = 1\n")]);
        let place = Place::with(&[("good.py", "x = 1\n")]);
        symlink(other.path(""), place.path("outside")).expect("linked");
        assert_eq!(
            problems(&place, 0),
            ["outside: is a link to a folder that is not part of the scan, and was not followed"]
        );
    }

    #[test]
    fn a_file_is_read_once_however_often_it_is_linked() {
        let other = Place::with(&[("shared.py", "x = 1\n")]);
        let place = Place::with(&[("good.py", "x = 1\n")]);
        for name in ["one.py", "two.py"] {
            symlink(other.path("shared.py"), place.path(name)).expect("linked");
        }
        symlink("good.py", place.path("again.py")).expect("linked");
        let report = place.run(&["scan", "--format", "json"]).ends_with(0).json();
        assert_eq!(report["sums"]["files"], 2);
    }

    #[test]
    fn what_cannot_be_read() {
        let place = Place::with(&[("good.py", "x = 1\n")]);
        let _socket = UnixListener::bind(place.path("socket.py")).expect("bound");
        assert_eq!(problems(&place, 0), ["socket.py: is not a file but a pipe, a socket or a device"]);
    }

    #[test]
    fn a_device_that_never_ends() {
        let place = Place::with(&[("good.py", "x = 1\n")]);
        symlink("/dev/zero", place.path("endless.py")).expect("linked");
        assert_eq!(problems(&place, 0), ["endless.py: is not a file but a pipe, a socket or a device"]);
    }

    /// A file that even the administrator cannot read, so the test holds for every user.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_whose_content_is_refused() {
        let place = Place::with(&[("good.py", "x = 1\n")]);
        symlink("/proc/self/mem", place.path("refused.py")).expect("linked");
        let problems = problems(&place, 0);
        assert!(problems.len() == 1 && problems[0].starts_with("refused.py: cannot be read: "), "{problems:?}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_not_unicode() {
        let place = Place::new();
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.py");
        std::fs::write(place.path("").join(name), "def f(:\n").expect("written");
        let problems = problems(&place, 0);
        assert!(problems.len() == 1 && problems[0].starts_with("caf\u{fffd}.py: "), "{problems:?}");
    }
}
