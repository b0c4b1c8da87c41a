//! One set of tests for every store: memory, SQLite, and a Redis where one can be started.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use stopple_sessions::life::{Life, Limits};
use stopple_sessions::memory::Memory;
use stopple_sessions::redis::Redis;
use stopple_sessions::remember::{Recognised, begin, forget, recognise};
use stopple_sessions::server::{self, Kept};
use stopple_sessions::spend::{KEPT_LONGER, give_back, spend};
use stopple_sessions::sqlite::Sqlite;
use stopple_sessions::store::{Entry, Space, Store};
use stopple_sessions::{rates, revocation};

/// Far in the future, for a Redis looks at its own clock.
const NOW: u64 = 4_000_000_000;

/// A Redis of this test alone, behind a socket in a folder that goes away with it.
struct Server {
    child: Child,
    folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let child = Command::new("redis-server")
            .args(["--port", "0", "--save", "", "--appendonly", "no", "--unixsocket"])
            .arg(folder.path().join("redis.sock"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let server = Self { child, folder };
        server.wait();
        Some(server)
    }

    /// Waits until somebody listens: the socket is in the folder a moment before.
    fn wait(&self) {
        for _ in 0..500 {
            if std::os::unix::net::UnixStream::connect(self.folder.path().join("redis.sock")).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    fn address(&self) -> String {
        format!("unix://{}", self.folder.path().join("redis.sock").display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a test against each store.
fn each(test: impl Fn(Arc<dyn Store>)) {
    test(Arc::new(Memory::default()));
    let folder = tempfile::tempdir().unwrap();
    test(Arc::new(Sqlite::new(folder.path().join("store.sqlite3"))));
    if let Some(server) = Server::start() {
        test(Arc::new(Redis::new(&server.address(), "test").unwrap()));
    } else {
        assert!(std::env::var("CI").is_err(), "CI has to have a redis-server");
    }
}

fn entry(value: &[u8], owner: &str, ends: u64) -> Entry {
    Entry { value: value.to_vec(), owner: owner.to_owned(), ends }
}

#[test]
fn entries_are_written_found_and_end() {
    each(|store| {
        let (one, two) = ([1; 32], [2; 32]);
        assert_eq!(store.get(Space::Session, &one, NOW).unwrap(), None);
        store.put(Space::Session, &one, &entry(b"\0a\xff", "u", NOW + 10), NOW).unwrap();
        assert_eq!(store.get(Space::Session, &one, NOW).unwrap(), Some(entry(b"\0a\xff", "u", NOW + 10)));
        assert_eq!(store.get(Space::Session, &one, NOW + 10).unwrap(), None, "ended");
        assert_eq!(store.get(Space::Revoked, &one, NOW).unwrap(), None, "another space");
        let found = entry(b"\0a\xff", "u", NOW + 10);
        let all = |keys: &[_], now| store.get_all(Space::Session, keys, now).unwrap();
        assert_eq!(all(&[two, one, one], NOW), [None, Some(found.clone()), Some(found)]);
        assert_eq!(all(&[one, two], NOW + 10), [None, None], "ended");
        assert_eq!(all(&[], NOW), []);
        assert!(!store.update(Space::Session, &two, &entry(b"x", "u", NOW + 10), NOW).unwrap());
        assert!(store.update(Space::Session, &one, &entry(b"b", "u", NOW + 20), NOW).unwrap());
        assert!(store.remove(Space::Session, &one).unwrap());
        assert!(!store.remove(Space::Session, &one).unwrap());
        assert!(!store.update(Space::Session, &one, &entry(b"c", "u", NOW + 10), NOW).unwrap(), "stays removed");
    });
}

#[test]
fn a_swap_is_one_step() {
    each(|store| {
        let key = [1; 32];
        assert!(!store.swap(Space::Rate, &key, Some(b"a"), &entry(b"b", "", NOW + 10), NOW).unwrap());
        assert!(store.swap(Space::Rate, &key, None, &entry(b"a", "", NOW + 10), NOW).unwrap());
        assert!(!store.swap(Space::Rate, &key, None, &entry(b"b", "", NOW + 10), NOW).unwrap());
        assert!(store.swap(Space::Rate, &key, Some(b"a"), &entry(b"", "", NOW + 10), NOW).unwrap());
        assert!(store.swap(Space::Rate, &key, Some(b""), &entry(b"c", "", NOW + 10), NOW).unwrap());
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let store = Arc::clone(&store);
                std::thread::spawn(move || {
                    for _ in 0..10 {
                        rates::take(&*store, &[9; 32], NOW, 100, |kept| ((), Some(kept.unwrap_or(0) + 1))).unwrap();
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let count = rates::take(&*store, &[9; 32], NOW, 100, |kept| (kept, None)).unwrap();
        assert_eq!(count, Some(80), "nothing is lost");
    });
}

#[test]
fn owners_have_what_is_theirs() {
    each(|store| {
        for (number, owner) in [(1, "a"), (2, "a"), (3, "b"), (4, "")] {
            store.put(Space::Session, &[number; 32], &entry(b"x", owner, NOW + 10), NOW).unwrap();
        }
        let owned = |owner: &str, now| {
            let mut keys: Vec<u8> =
                store.owned(Space::Session, owner, now).unwrap().into_iter().map(|(key, _)| key[0]).collect();
            keys.sort_unstable();
            keys
        };
        assert_eq!(owned("a", NOW), [1, 2]);
        assert_eq!(owned("a", NOW + 10), Vec::<u8>::new());
        assert_eq!(store.remove_owned(Space::Session, "a", Some(&[2; 32])).unwrap(), 1);
        assert_eq!(owned("a", NOW), [2]);
        assert_eq!(store.remove_owned(Space::Session, "a", None).unwrap(), 1);
        assert_eq!(owned("b", NOW), [3]);
        // An entry that changes hands is not taken away with its former owner.
        store.put(Space::Session, &[3; 32], &entry(b"x", "c", NOW + 10), NOW).unwrap();
        assert_eq!(store.remove_owned(Space::Session, "b", None).unwrap(), 0);
        assert_eq!(owned("c", NOW), [3]);
    });
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::new(folder.path().join("store.sqlite3"));
    store.put(Space::Session, &[1; 32], &entry(b"x", "", NOW + 10), NOW).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o077, 0);
    }
}

#[test]
fn what_ended_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let stores: [Arc<dyn Store>; 2] =
        [Arc::new(Memory::default()), Arc::new(Sqlite::new(folder.path().join("store.sqlite3")))];
    for store in stores {
        for number in 0..10 {
            store.put(Space::Session, &[number; 32], &entry(b"x", "", NOW + 1 + u64::from(number)), NOW).unwrap();
        }
        assert!(spend(&*store, "link", NOW + 5, NOW).unwrap());
        assert_eq!(store.sweep(NOW + 5).unwrap(), 5);
        assert_eq!(store.sweep(NOW + 5).unwrap(), 0);
        assert_eq!(store.sweep(NOW + 5 + KEPT_LONGER).unwrap(), 6, "what was spent is swept too, later");
    }
}

#[test]
fn sessions_on_the_server() {
    each(|store| {
        let limits = Limits { idle: 100, absolute: 1000 };
        let kept = |used, data: &[u8]| Kept {
            life: Life { began: NOW, used },
            owner: "u".to_owned(),
            label: "Browser".to_owned(),
            data: data.to_vec(),
        };
        server::begin(&*store, b"one", &kept(NOW, b"a"), &limits, NOW).unwrap();
        server::begin(&*store, b"two", &kept(NOW + 5, b"b"), &limits, NOW).unwrap();
        assert_eq!(server::find(&*store, b"one", &limits, NOW).unwrap(), Some(kept(NOW, b"a")));
        assert_eq!(server::find(&*store, b"one", &limits, NOW + 101).unwrap(), None);
        let listed = server::list(&*store, "u", &limits, NOW).unwrap();
        assert_eq!(listed.iter().map(|(_, kept)| kept.data.clone()).collect::<Vec<_>>(), [b"b", b"a"]);
        assert!(!server::end_named(&*store, "other", &listed[0].0, NOW).unwrap());
        assert!(server::end_named(&*store, "u", &listed[0].0, NOW).unwrap());
        assert!(!server::write(&*store, b"two", &kept(NOW, b"c"), &limits, NOW).unwrap(), "ended meanwhile");
        assert!(server::write(&*store, b"one", &kept(NOW, b"c"), &limits, NOW).unwrap());
        server::begin(&*store, b"three", &kept(NOW, b"d"), &limits, NOW).unwrap();
        assert_eq!(server::end_all(&*store, "u", Some(b"one")).unwrap(), 1);
        assert!(server::end(&*store, b"one").unwrap());
    });
}

#[test]
fn sealed_sessions_end_on_the_servers_word() {
    each(|store| {
        let ended = |id: &[u8], user, began| revocation::is_ended(&*store, id, user, began, NOW).unwrap();
        assert!(!ended(b"one", Some("u"), NOW - 50));
        revocation::end_session(&*store, b"one", NOW + 100, NOW).unwrap();
        assert!(ended(b"one", None, NOW - 50) && !ended(b"two", Some("u"), NOW - 50));
        revocation::end_all(&*store, "u", NOW + 100, NOW).unwrap();
        assert!(ended(b"two", Some("u"), NOW) && !ended(b"two", Some("u"), NOW + 1) && !ended(b"two", Some("v"), NOW));
        let named = |names: [&str; 2]| names.map(str::to_owned);
        let one_ended = |names, since| revocation::is_one_ended(&*store, &named(names), since, NOW).unwrap();
        assert!(one_ended(["u", "v"], NOW) && one_ended(["v", "u"], NOW) && one_ended(["u", "u"], NOW));
        assert!(!one_ended(["u", "v"], NOW + 1) && !one_ended(["v", "w"], NOW));
        let both = |id: &[u8], user, names, since| {
            revocation::is_ended_and_others(&*store, (id, user, NOW - 50), (&named(names), since), NOW).unwrap()
        };
        assert_eq!(both(b"one", "v", ["v", "w"], NOW), (true, false));
        assert_eq!(both(b"two", "v", ["w", "u"], NOW), (false, true));
        assert_eq!(both(b"two", "u", ["w", "u"], NOW + 1), (true, false));
    });
}

#[test]
fn what_counts_once_counts_once() {
    each(|store| {
        assert!(spend(&*store, "link", NOW + 10, NOW).unwrap());
        assert!(!spend(&*store, "link", NOW + 10, NOW).unwrap());
        assert!(!spend(&*store, "link", NOW + 10, NOW + 11).unwrap(), "past its end");
        assert!(spend(&*store, "back", NOW + 10, NOW).unwrap());
        give_back(&*store, "back").unwrap();
        assert!(spend(&*store, "back", NOW + 10, NOW).unwrap() && !spend(&*store, "back", NOW + 10, NOW).unwrap());
        assert!(!spend(&*store, "late", NOW, NOW).unwrap(), "nothing that has ended can be spent");
        assert!(!spend(&*store, "link", NOW + 20, NOW + 15).unwrap(), "kept beyond its end, for clocks that differ");
        assert!(spend(&*store, "other", NOW + 10, NOW - 100).unwrap(), "another key");
        let threads: Vec<_> = (0..16)
            .map(|_| {
                let store = Arc::clone(&store);
                std::thread::spawn(move || spend(&*store, "raced", NOW + 10, NOW).unwrap())
            })
            .collect();
        let won = threads.into_iter().map(|thread| thread.join().unwrap()).filter(|won| *won).count();
        assert_eq!(won, 1);
    });
}

#[test]
fn remembered_logins_rotate_and_tell_a_thief() {
    each(|store| {
        let store = &*store;
        let first = begin(store, "u", 1000, NOW).unwrap();
        let other = begin(store, "u", 1000, NOW).unwrap();
        let Recognised::User { user, next: Some(second), ends } = recognise(store, &first, 60, NOW + 1).unwrap() else {
            panic!("not recognised")
        };
        assert_eq!((user.as_str(), ends), ("u", NOW + 1000));
        let within = recognise(store, &first, 60, NOW + 30).unwrap();
        assert_eq!(within, Recognised::User { user: "u".to_owned(), next: None, ends });
        assert_eq!(recognise(store, &first, 60, NOW + 100).unwrap(), Recognised::Stolen { user: "u".to_owned() });
        assert_eq!(recognise(store, &second, 60, NOW + 100).unwrap(), Recognised::Nobody);
        assert_eq!(recognise(store, &other, 60, NOW + 100).unwrap(), Recognised::Nobody, "all of the user's");
        let again = begin(store, "u", 1000, NOW).unwrap();
        forget(store, &again).unwrap();
        assert_eq!(recognise(store, &again, 60, NOW).unwrap(), Recognised::Nobody);
        assert_eq!(recognise(store, "nonsense", 60, NOW).unwrap(), Recognised::Nobody);
    });
}

#[test]
fn a_store_that_does_not_answer_says_so_and_recovers() {
    let Some(server) = Server::start() else { return };
    let address = server.address();
    let store = Redis::new(&address, "test").unwrap();
    store.put(Space::Session, &[1; 32], &entry(b"x", "", NOW + 10), NOW).unwrap();
    let path = server.folder.path().join("redis.sock");
    let mut server = server;
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let trouble = store.get(Space::Session, &[1; 32], NOW).unwrap_err();
    assert!(trouble.to_string().starts_with("Redis"), "{trouble}");
    let _ = std::fs::remove_file(&path);
    server.child = Command::new("redis-server")
        .args(["--port", "0", "--save", "", "--unixsocket"])
        .arg(&path)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let answered = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        store.get(Space::Session, &[1; 32], NOW).is_ok()
    });
    assert!(answered);
    assert!(Redis::new("nonsense", "test").is_err());
    let nowhere = Sqlite::new("/nonexistent/folder/store.sqlite3");
    assert!(nowhere.get(Space::Session, &[1; 32], NOW).is_err());
}
