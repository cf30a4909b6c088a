//! Servers that show an empty list, or none, instead of the members.

use super::{FINANCE, Odd, SALES, codes, provision, run, stored, tenant};
use serde_json::{Value, json};

/// AWS: "`GetGroup` and `ListGroups` return an empty member list".
#[tokio::test(start_paused = true)]
async fn an_empty_list_of_members_is_no_proof_of_an_empty_group() {
    for no_put in [false, true] {
        let odd = Odd {
            empty: true,
            no_put,
            ..Odd::default()
        };
        let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
        let input = json!({ "group": "Finance", "members": ["d@x.com"] });
        let added = run(&client, "groups.addMembers", input, json!({})).await;
        assert_eq!(added["outcome"], "updated", "{added}");
        assert_eq!(codes(&added), ["not_verifiable"], "{added}");
        let input = json!({ "group": "Finance", "members": ["a@x.com"] });
        let taken = run(&client, "groups.removeMembers", input, json!({})).await;
        assert_eq!(taken["outcome"], "updated", "{taken}");
        assert_eq!(codes(&taken), ["not_verifiable"], "{taken}");
        let put = provision(&client, "a", &["Sales"], false).await;
        assert_eq!(codes(&put), ["not_verifiable"], "{put}");
        assert_eq!(stored(&server), ["Finance: Ub Uc Ud", "Sales: Ua Uc"]);
    }
    // No PATCH: the whole would have to be put, and nobody knows what that is.
    let odd = Odd {
        empty: true,
        patch: Some((501, Value::Null)),
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
    let refused = provision(&client, "d", &["Finance"], false).await;
    assert_eq!(refused["error"]["code"], "not_supported", "{refused}");
    assert_eq!(stored(&server), ["Finance: Ua Ub Uc", "Sales: Uc"]);
}

#[tokio::test(start_paused = true)]
async fn rows_with_an_empty_list_are_looked_behind() {
    let odd = Odd {
        rows: Some(false),
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd.clone(), &[FINANCE, SALES]);
    let left = provision(&client, "a", &[], true).await;
    assert_eq!(left["outcome"], "updated", "{left}");
    assert_eq!(stored(&server), ["Finance: Ub Uc", "Sales: Uc"]);
    // An empty group, on a server without PATCH: another group shows its members.
    let odd = Odd {
        patch: Some((501, Value::Null)),
        ..odd
    };
    let (client, server, _) = tenant(odd, &[("g0", "Empty", &[]), FINANCE]);
    let put = provision(&client, "d", &["Empty"], false).await;
    assert_eq!(put["outcome"], "updated", "{put}");
    assert_eq!(stored(&server), ["Empty: Ud", "Finance: Ua Ub Uc"]);
}

/// A row without members says nothing of who is in it, and the group itself does: the whole record can go back.
#[tokio::test(start_paused = true)]
async fn a_whole_record_goes_back_where_only_rows_hide_the_members() {
    for oneid in [false, true] {
        let odd = Odd {
            oneid,
            rows: Some(true),
            patch: Some((405, Value::Null)),
            no_put_op: true,
            ..Odd::default()
        };
        let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
        let put = provision(&client, "d", &["Finance"], false).await;
        assert_eq!(put["outcome"], "updated", "{put}");
        let left = provision(&client, "a", &[], true).await;
        assert_eq!(left["outcome"], "updated", "{left}");
        assert_eq!(stored(&server), ["Finance: Ub Uc Ud", "Sales: Uc"]);
    }
}

/// FACTS §1: a lock is told with 200, and is no matter of the form.
#[tokio::test(start_paused = true)]
async fn a_refusal_that_is_not_of_the_form_leads_to_no_other_form() {
    for (code, told) in [
        ("90000050", "vendor_unavailable"),
        ("90000010", "forbidden"),
    ] {
        let said = json!({ "success": false, "reasons": [{ "code": code, "message": "no" }] });
        let odd = Odd {
            oneid: true,
            patch: Some((200, said)),
            ..Odd::default()
        };
        let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
        let refused = provision(&client, "d", &["Finance"], false).await;
        assert_eq!(refused["error"]["code"], told, "{refused}");
        let writes = server.borrow().writes.clone();
        assert!(
            writes.iter().all(|write| write.starts_with("PATCH ")),
            "{writes:?}"
        );
        assert_eq!(stored(&server), ["Finance: Ua Ub Uc", "Sales: Uc"]);
        // The lock is gone: the first form is asked again.
        server.borrow_mut().odd.patch = None;
        server.borrow_mut().writes.clear();
        let put = provision(&client, "d", &["Finance"], false).await;
        assert_eq!(put["outcome"], "updated", "{put}");
        assert_eq!(server.borrow().writes.len(), 1);
    }
}

/// A large group hides who is in it, though others don't; users tell.
#[tokio::test(start_paused = true)]
async fn a_group_that_hides_its_members_is_not_empty_if_a_user_says_so() {
    let odd = Odd {
        hides: Some("g1"),
        on_users: true,
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
    // Sales shows who is in it.
    run(
        &client,
        "groups.get",
        json!({ "group": "Sales" }),
        json!({}),
    )
    .await;
    let input = json!({ "group": "Finance", "members": ["d@x.com"] });
    let added = run(&client, "groups.addMembers", input, json!({})).await;
    assert_eq!(
        (&added["outcome"], &added["warnings"]),
        (&json!("updated"), &json!([])),
        "{added}"
    );
    assert_eq!(stored(&server), ["Finance: Ua Ub Uc Ud", "Sales: Uc"]);
    let input = json!({ "group": "Finance", "members": ["a@x.com"] });
    let taken = run(&client, "groups.removeMembers", input, json!({})).await;
    assert_eq!(
        (&taken["outcome"], &taken["warnings"]),
        (&json!("updated"), &json!([])),
        "{taken}"
    );
    assert_eq!(stored(&server), ["Finance: Ub Uc Ud", "Sales: Uc"]);
}

/// Some users' records always show an empty list.
#[tokio::test(start_paused = true)]
async fn an_empty_list_of_groups_is_no_proof_of_being_in_none() {
    let odd = Odd {
        empty_groups: true,
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
    let moved = provision(&client, "a", &["Sales"], true).await;
    assert_eq!(
        (&moved["outcome"], &moved["warnings"]),
        (&json!("updated"), &json!([])),
        "{moved}"
    );
    assert_eq!(stored(&server), ["Finance: Ub Uc", "Sales: Ua Uc"]);
    let same = provision(&client, "a", &["Sales"], true).await;
    assert_eq!(same["outcome"], "unchanged", "{same}");
}
