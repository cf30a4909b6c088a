//! Servers that show a write to a group late, as a read replica does: what isn't seen yet is no reason to put a whole
//! group back, or to clear it.

use super::{FINANCE, Odd, SALES, codes, run, stored, tenant};
use serde_json::json;

fn late(looks: u32) -> Odd {
    Odd {
        late: looks,
        ..Odd::default()
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_else_leaves_a_group_that_is_shown_as_it_was() {
    for looks in [1, 2, 99] {
        for oneid in [false, true] {
            let odd = Odd {
                oneid,
                ..late(looks)
            };
            let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
            let input = json!({ "group": "Finance", "members": ["a@x.com"] });
            let taken = run(&client, "groups.removeMembers", input, json!({})).await;
            assert_eq!(taken["ok"], true, "{taken}");
            if looks > 2 {
                assert_eq!(codes(&taken), ["not_applied"], "{taken}");
            } else {
                assert_eq!(taken["outcome"], "updated", "{taken}");
                assert_eq!(codes(&taken), Vec::<&str>::new());
            }
            assert_eq!(stored(&server), ["Finance: Ub Uc", "Sales: Uc"]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_comes_into_one_group_with_others_writes_none_of_them_away() {
    let (client, server, _) = tenant(late(99), &[FINANCE, SALES]);
    let people = ["a", "b", "d"]
        .map(|who| json!({ "userName": format!("{who}@x.com"), "groups": ["Sales"] }));
    let input = json!({ "people": people });
    let done = run(&client, "provisionAll", input, json!({})).await;
    assert_eq!(done["ok"], true, "{done}");
    assert_eq!(stored(&server), ["Finance: Ua Ub Uc", "Sales: Ua Ub Uc Ud"]);
}

/// A removal that clears the group, of which nothing is to be seen: nobody can tell who is left, and that is said.
#[tokio::test(start_paused = true)]
async fn a_clearing_removal_that_is_not_seen_is_told() {
    let odd = Odd {
        clears: true,
        no_put: true,
        ..late(99)
    };
    let (client, _, _) = tenant(odd, &[FINANCE, SALES]);
    let input = json!({ "group": "Finance", "members": ["a@x.com"] });
    let taken = run(&client, "groups.removeMembers", input, json!({})).await;
    assert_eq!(taken["error"]["code"], "outcome_unknown", "{taken}");
    let hint = taken["error"]["hint"].as_str().unwrap();
    assert!(hint.contains("Ua, Ub, Uc"), "{hint}");
}

/// A create that was lost, and a list that doesn't show it yet: a second one would make two of one name.
#[tokio::test(start_paused = true)]
async fn a_group_whose_create_was_lost_is_not_made_twice() {
    let odd = Odd {
        loses_creates: true,
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE]);
    let made = run(
        &client,
        "groups.create",
        json!({ "name": "Pilots" }),
        json!({}),
    )
    .await;
    assert_eq!(made["error"]["code"], "outcome_unknown", "{made}");
    assert_eq!(server.borrow().writes.len(), 1);
}
