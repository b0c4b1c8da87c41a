//! Reports on standard output and in files: whole or not at all.

use crate::place::{HOLE, Place, Ran, program};
use std::fs::OpenOptions;
use std::process::Stdio;

const ALL: [&str; 7] = ["text", "json", "sarif", "html", "github", "gitlab", "junit"];

#[test]
fn several_reports_in_one_run() {
    let place = Place::with(&[("app.py", HOLE)]);
    let outputs: Vec<String> = ALL.iter().map(|format| format!("--output={format}=report.{format}")).collect();
    let mut arguments = vec!["scan", "--exit-zero", "--quiet"];
    arguments.extend(outputs.iter().map(String::as_str));
    let ran = place.run(&arguments).ends_with(0);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    for format in ALL {
        let file = place.read(&format!("report.{format}"));
        let printed = place.run(&["scan", "--exit-zero", "--format", format]).ends_with(0).out;
        assert_eq!(file, printed, "{format}");
    }
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    let place = Place::new();
    for number in 0..40 {
        place.write(&format!("p{}/m{number}.py", number % 3), HOLE);
    }
    for format in ALL {
        let run = |threads: &str| place.run(&["scan", "--exit-zero", "--format", format, "--threads", threads]).out;
        let one = run("1");
        assert_eq!(one, run("2"), "{format}");
        assert_eq!(one, run("7"), "{format}");
    }
}

#[test]
fn standard_input_is_scanned() {
    let place = Place::new();
    let ran = place.run_with_input(&["scan", "-", "--stdin-filename", "app/new.py", "--format", "json"], b"def f(:\n");
    let report = ran.ends_with(0).json();
    assert_eq!(report["problems"][0]["path"], "app/new.py");
    let ran = place.run(&["scan", "-", "."]).ends_with(2);
    assert!(ran.err.contains("cannot be scanned together"), "{}", ran.err);
}

#[test]
fn colours_only_where_they_are_wanted() {
    let place = Place::with(&[("broken.py", "def f(:\n")]);
    assert!(!place.run(&["scan"]).out.contains('\u{1b}'));
    assert!(place.run(&["scan", "--color", "always"]).out.contains('\u{1b}'));
    assert!(!place.run(&["scan", "--color", "always", "--format", "json"]).out.contains('\u{1b}'));
    let forced =
        |name: &str| Ran::of(place.command(&["scan"]).env("CLICOLOR_FORCE", "1").env(name, "1").output().expect("run"));
    assert!(forced("UNUSED").out.contains('\u{1b}'));
    assert!(!forced("NO_COLOR").out.contains('\u{1b}'));
}

#[test]
fn a_folder_that_does_not_exist() {
    let place = Place::with(&[("app.py", "x = 1\n")]);
    let ran = place.run(&["scan", "--output", "json=none/report.json"]).ends_with(2);
    assert!(ran.err.contains("none/report.json") && ran.err.contains("help"), "{}", ran.err);
    let ran = place.run(&["scan", "--output", "json=."]).ends_with(2);
    assert!(ran.err.contains("this is a folder"), "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let place = Place::with(&[("app.py", "x = 1\n")]);
    let ran = place.run(&["scan", "--output", "json=/dev/full"]).ends_with(2);
    assert!(ran.err.contains("`/dev/full` cannot be written") && ran.err.contains("make room"), "{}", ran.err);
    let full = OpenOptions::new().write(true).open("/dev/full").expect("opened");
    let ran = Ran::of(place.command(&["scan"]).stdout(full).output().expect("run")).ends_with(2);
    assert!(ran.err.contains("the output cannot be written"), "{}", ran.err);
}

/// A limit on the size of files stands for a disk that fills up while a report is being written.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_the_old_report() {
    let place = Place::with(&[("app.py", "x = 1\n"), ("report.html", "the old one")]);
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" scan --quiet --output html=report.html";
    let output = std::process::Command::new("/bin/sh")
        .args(["-c", script])
        .arg(program())
        .current_dir(place.path(""))
        .env_clear()
        .output()
        .expect("run");
    let ran = Ran::of(output).ends_with(2);
    assert!(ran.err.contains("report.html` cannot be written"), "{}", ran.err);
    assert_eq!(place.read("report.html"), "the old one");
    let left: Vec<_> = std::fs::read_dir(place.path("")).expect("read").collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let place = Place::with(&[("app.py", "x = 1\n")]);
    let script = "\"$0\" rules | head -n 0; \"$0\" scan --format sarif | head -c 1 >/dev/null";
    let output = std::process::Command::new("/bin/sh")
        .args(["-c", script])
        .arg(program())
        .current_dir(place.path(""))
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .output()
        .expect("run");
    assert_eq!(Ran::of(output).ends_with(0).err, "");
}

/// Standard input that never ends holds the run; the signal ends it.
#[cfg(unix)]
#[test]
fn an_interrupted_run() {
    let place = Place::with(&[("report.json", "the old one")]);
    let mut child = place
        .command(&["scan", "-", "--output", "json=report.json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("run");
    let input = child.stdin.take();
    // The handler is in place before anything is read; a moment is enough on any machine, and more does no harm.
    std::thread::sleep(std::time::Duration::from_millis(500));
    let killed = std::process::Command::new("/bin/sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
    assert!(killed.expect("run").success());
    let ran = Ran::of(child.wait_with_output().expect("run")).ends_with(130);
    drop(input);
    assert_eq!(ran.out, "");
    assert_eq!(place.read("report.json"), "the old one");
}
