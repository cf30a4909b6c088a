//! What is private is wiped before its memory is given back, and not before. Reading freed memory would prove nothing, so
//! the allocator looks at each block in the moment in which it is given back.
#![allow(missing_docs, clippy::unwrap_used)]

use seatwarden_json::{Privacy, from_str, from_string};
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// In all that is private here.
const CANARY: &[u8] = b"canary-in-the-mine";

/// How many blocks were given back with the canary in them.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// One test at a time, so that the count is its own.
static TURN: Mutex<()> = Mutex::new(());

struct Looking;

// SAFETY: all is System's. What is handed out is zeroed, so that each byte may be read when it comes back; `realloc` is the
// trait's own, which takes a new block, copies, and gives back the old one by `dealloc`.
unsafe impl GlobalAlloc for Looking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is the same.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is still the caller's, of this size, and was zeroed when it was handed out.
        let held = unsafe { std::slice::from_raw_parts(block, layout.size()) };
        if held.windows(CANARY.len()).any(|part| part == CANARY) {
            LEFT.fetch_add(1, Ordering::SeqCst);
        }
        // SAFETY: the caller's promise is the same.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Looking = Looking;

/// How many blocks come back with the canary in them while this is done.
fn left_by(done: impl FnOnce()) -> usize {
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let before = LEFT.load(Ordering::SeqCst);
    done();
    LEFT.load(Ordering::SeqCst) - before
}

/// A text of JSON with the canary in it, in one block without a byte to spare.
fn text(around: [&str; 2]) -> String {
    let canary = std::str::from_utf8(CANARY).unwrap();
    let mut text = String::with_capacity(around[0].len() + CANARY.len() + around[1].len());
    for part in [around[0], canary, around[1]] {
        text.push_str(part);
    }
    text
}

const TOKEN: [&str; 2] = ["{\"token\":\"", "\",\"for\":[3600]}"];

#[test]
fn what_is_not_private_is_not_wiped() {
    let left = left_by(|| drop(from_string(text(TOKEN), Privacy::Open).unwrap()));
    assert_eq!(left, 1, "the allocator looks, and finds");
}

#[test]
fn a_private_text_is_wiped_with_its_last_part_and_not_before() {
    let left = left_by(|| {
        let whole = from_string(text(TOKEN), Privacy::Private).unwrap();
        let (part, other) = (
            whole.get("token").unwrap().clone(),
            whole.get("for").unwrap().clone(),
        );
        drop(whole);
        assert_eq!(part.as_str().map(str::as_bytes), Some(CANARY));
        drop(part);
        assert_eq!(black_box(other).to_string(), "[3600]");
    });
    assert_eq!(left, 0);
}

#[test]
fn a_private_text_with_room_to_spare_leaves_nothing_where_it_was() {
    let left = left_by(|| {
        let mut roomy = String::with_capacity(4_096);
        roomy.push_str(TOKEN[0]);
        roomy.push_str(std::str::from_utf8(CANARY).unwrap());
        roomy.push_str(TOKEN[1]);
        drop(from_string(roomy, Privacy::Private).unwrap());
    });
    assert_eq!(left, 0);
}

#[test]
fn a_private_string_with_escapes_is_wiped_wherever_it_was_put_together() {
    for around in [
        ["{\"a\\nb\":\"\\\"", "\\u00e9\"}"],
        [
            "[\"\\/ ",
            " and \\t so on and on and \\n on and on and on \\\\ until it must move, \\/ and again \\/\"]",
        ],
        // As a name, too.
        ["{\"\\n", "\\n\":1}"],
    ] {
        let left = left_by(|| {
            let value = from_string(text(around), Privacy::Private).unwrap();
            let copy = value.clone();
            drop(value);
            drop(black_box(copy));
        });
        assert_eq!(left, 0, "{around:?}");
    }
}

#[test]
fn a_private_text_that_is_refused_is_wiped_with_what_comes_back() {
    for around in [
        ["{\"token\":\"", "\",oops"],
        ["[\"\\n", "\\ud800\"]"],
        ["[\"\\n", ""],
    ] {
        let left = left_by(|| {
            let (_, back) = from_string(text(around), Privacy::Private).unwrap_err();
            assert!(back.contains("canary"));
        });
        assert_eq!(left, 0, "{around:?}");
    }
}

#[test]
fn a_copy_for_reading_is_open() {
    let left = left_by(|| {
        let owned = text(TOKEN);
        drop(from_str(&owned).unwrap());
    });
    assert_eq!(left, 2, "the copy, and the test's own");
}
