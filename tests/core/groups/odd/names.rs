//! Groups of one name, or that differ by case; and one that is meant twice.

use super::{FINANCE, Odd, SALES, codes, provision, run, stored, tenant};
use serde_json::json;

const UPPER: (&str, &str, &[&str]) = ("g1", "Team", &["Ua"]);
const LOWER: (&str, &str, &[&str]) = ("g2", "team", &["Ub"]);
const TWIN: (&str, &str, &[&str]) = ("g3", "Team", &["Uc"]);

fn shown(on_users: bool, oneid: bool) -> Odd {
    Odd {
        on_users,
        oneid,
        ..Odd::default()
    }
}

const WAYS: [(bool, bool); 4] = [(false, false), (true, false), (false, true), (true, true)];

#[tokio::test(start_paused = true)]
async fn groups_that_differ_by_case_are_two() {
    for (on_users, oneid) in WAYS {
        let (client, server, _) = tenant(shown(on_users, oneid), &[UPPER, LOWER]);
        let joined = provision(&client, "a", &["team"], false).await;
        assert_eq!(joined["outcome"], "updated", "{joined}");
        assert_eq!(stored(&server), ["Team: Ua", "team: Ua Ub"]);
        let left = provision(&client, "a", &["team"], true).await;
        assert_eq!(left["outcome"], "updated", "{left}");
        assert_eq!(left["data"]["changes"][0]["to"], json!(["team"]), "{left}");
        assert_eq!(stored(&server), ["Team: ", "team: Ua Ub"]);
        let back = provision(&client, "a", &["Team"], true).await;
        assert_eq!(back["data"]["changes"][0]["to"], json!(["Team"]), "{back}");
        assert_eq!(stored(&server), ["Team: Ua", "team: Ub"]);
        let same = provision(&client, "a", &["Team"], true).await;
        assert_eq!(same["outcome"], "unchanged", "{same}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_that_differs_by_case_alone_still_means_the_only_group() {
    for (on_users, oneid) in WAYS {
        let (client, server, _) = tenant(shown(on_users, oneid), &[UPPER, SALES]);
        let same = provision(&client, "a", &["TEAM"], true).await;
        assert_eq!(same["outcome"], "unchanged", "{same}");
        assert_eq!(server.borrow().writes.len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_groups_of_one_name_the_id_tells_which() {
    for (on_users, oneid) in WAYS {
        let (client, server, _) = tenant(shown(on_users, oneid), &[UPPER, TWIN]);
        let joined = provision(&client, "a", &["g3"], false).await;
        assert_eq!(joined["outcome"], "updated", "{joined}");
        assert_eq!(stored(&server), ["Team: Ua", "Team: Ua Uc"]);
        let left = provision(&client, "a", &["g3"], true).await;
        assert_eq!(left["outcome"], "updated", "{left}");
        assert_eq!(stored(&server), ["Team: ", "Team: Ua Uc"]);
    }
}

#[tokio::test(start_paused = true)]
async fn one_group_by_name_and_by_id_is_told_once() {
    for (on_users, oneid) in WAYS {
        let (client, server, _) = tenant(shown(on_users, oneid), &[FINANCE, SALES]);
        let groups = ["Finance", "g1", "finance"];
        let joined = provision(&client, "d", &groups, true).await;
        let to = &joined["data"]["changes"][0]["to"];
        assert_eq!(*to, json!(["Finance"]), "{joined}");
        assert_eq!(server.borrow().writes.len(), 1);
    }
}

/// The rows of groups are read once for a batch.
#[tokio::test(start_paused = true)]
async fn a_person_who_comes_twice_in_a_batch_ends_in_the_last_groups() {
    for (on_users, oneid) in WAYS {
        let (client, server, _) = tenant(shown(on_users, oneid), &[FINANCE, SALES]);
        let entries = [["Finance"], ["Sales"], ["Finance"]];
        let persons = entries.map(|groups| json!({ "userName": "a@x.com", "groups": groups }));
        let options = json!({ "groupsMode": "exact" });
        let input = json!({ "people": persons });
        let done = run(&client, "provisionAll", input, options).await;
        assert_eq!(done["ok"], true, "{done}");
        assert_eq!(
            stored(&server),
            ["Finance: Ua Ub Uc", "Sales: Uc"],
            "{done}"
        );
    }
}

/// Ids and names may be the same words: `101` and `sales`.
#[tokio::test(start_paused = true)]
async fn a_name_is_not_taken_for_the_id_of_another_group() {
    const HOUSE: (&str, &str, &[&str]) = ("101", "Finance", &["Ua"]);
    const NAMED: (&str, &str, &[&str]) = ("g7", "101", &["Ub"]);
    for (on_users, oneid) in WAYS {
        let (client, server, _) = tenant(shown(on_users, oneid), &[HOUSE, NAMED]);
        let input = json!({ "group": { "name": "101" }, "members": ["d@x.com"] });
        let added = run(&client, "groups.addMembers", input, json!({})).await;
        assert_eq!(added["data"]["group"]["id"], "g7", "{added}");
        let joined = provision(&client, "c", &["101"], false).await;
        assert_eq!(joined["outcome"], "updated", "{joined}");
        assert_eq!(stored(&server), ["Finance: Ua", "101: Ub Uc Ud"]);
        let (client, server, _) = tenant(shown(on_users, oneid), &[HOUSE]);
        let renamed = json!({ "group": { "name": "101" }, "name": "Depot" });
        let refused = run(&client, "groups.rename", renamed, json!({})).await;
        assert_eq!(refused["error"]["code"], "not_found", "{refused}");
        assert_eq!(stored(&server), ["Finance: Ua"]);
        let by_id = provision(&client, "b", &["101"], false).await;
        assert_eq!(by_id["outcome"], "updated", "{by_id}");
        assert_eq!(stored(&server), ["Finance: Ua Ub"]);
        let emea = ("sales", "Sales EMEA", &["Ua"][..]);
        let (client, server, _) = tenant(shown(on_users, oneid), &[emea, ("g9", "Sales", &[])]);
        let moved = provision(&client, "a", &["Sales"], true).await;
        assert_eq!(moved["outcome"], "updated", "{moved}");
        assert_eq!(stored(&server), ["Sales EMEA: ", "Sales: Ua"]);
    }
}

/// Integer ids are unique for each kind alone; and a member may be given by its address alone (RFC 7643 §4.2).
#[tokio::test(start_paused = true)]
async fn a_group_in_a_group_is_nobody_and_stays() {
    let odd = Odd {
        patch: Some((501, serde_json::Value::Null)),
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE]);
    let nested = json!({ "value": "Ub", "type": "Group" });
    let by_uri = json!({ "$ref": "https://x/v2/Users/Uc", "value": null });
    server.borrow_mut().groups[0]["members"] =
        json!([nested, { "value": "Ub", "type": "User" }, by_uri]);
    let input = json!({ "group": "Finance", "members": ["d@x.com"] });
    let added = run(&client, "groups.addMembers", input, json!({})).await;
    assert_eq!(added["outcome"], "updated", "{added}");
    let input = json!({ "group": "Finance", "members": ["b@x.com"] });
    let taken = run(&client, "groups.removeMembers", input, json!({})).await;
    assert_eq!(taken["outcome"], "updated", "{taken}");
    let left = server.borrow().groups[0]["members"].clone();
    assert_eq!(left, json!([nested, by_uri, { "value": "Ud" }]));
    let input = json!({ "group": "Finance", "members": ["c@x.com"] });
    let taken = run(&client, "groups.removeMembers", input, json!({})).await;
    assert_eq!(taken["outcome"], "updated", "{taken}");
    let left = server.borrow().groups[0]["members"].clone();
    assert_eq!(left, json!([nested, { "value": "Ud" }]));
}

/// RFC 7643 §4.1.2: whoever is in a group by way of another can't leave it; `type` says so, where it is there.
#[tokio::test(start_paused = true)]
async fn a_group_that_is_held_by_way_of_another_is_not_told_as_left() {
    let odd = Odd {
        on_users: true,
        nested: true,
        ..Odd::default()
    };
    let groups: [(&str, &str, &[&str]); 3] = [
        ("g1", "Finance", &["Ua"]),
        ("g3", "Everybody", &["Ub", "g1"]),
        ("g4", "Pilots", &["Ua", "Ub"]),
    ];
    let (client, server, _) = tenant(odd, &groups);
    let moved = provision(&client, "a", &["Finance"], true).await;
    assert_eq!(moved["outcome"], "updated", "{moved}");
    assert_eq!(codes(&moved), ["not_applied"], "{moved}");
    let warning = moved["warnings"][0]["message"].as_str().unwrap();
    assert!(
        warning.contains("Everybody") && !warning.contains("Pilots"),
        "{warning}"
    );
    let held = json!(["Finance", "Everybody"]);
    assert_eq!(moved["data"]["user"]["groups"], held, "{moved}");
    assert_eq!(moved["data"]["changes"][0]["to"], held, "{moved}");
    assert_eq!(
        stored(&server),
        ["Finance: Ua", "Everybody: Ub g1", "Pilots: Ub"]
    );
    // Again, and there is nothing left that could be done.
    let same = provision(&client, "a", &["Finance"], true).await;
    assert_eq!(same["outcome"], "unchanged", "{same}");
    assert_eq!(codes(&same), ["not_applied"], "{same}");
}
