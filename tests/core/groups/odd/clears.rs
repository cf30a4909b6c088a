//! Servers that clear a group, or its name, by a write that asks for less (RFC 7644 §3.5.2.2).

use super::{FINANCE, Odd, SALES, provision, run, stored, tenant};
use serde_json::json;

/// The only way that is left clears the group: by a removal of members without a filter, or by what is taken for the
/// whole record.
fn clearing() -> Vec<Odd> {
    let odd = Odd {
        clears: true,
        ..Odd::default()
    };
    let by_patch = Odd {
        no_put: true,
        ..odd.clone()
    };
    let by_put = Odd {
        no_whole: true,
        oneid: true,
        ..odd
    };
    let oneid = Odd {
        oneid: true,
        ..by_patch.clone()
    };
    vec![by_patch, oneid, by_put]
}

#[tokio::test(start_paused = true)]
async fn who_went_with_the_others_is_put_back() {
    for odd in clearing() {
        for garbled in [false, true] {
            for verify in [true, false] {
                let odd = Odd {
                    garbled,
                    ..odd.clone()
                };
                let (client, server, _) = tenant(odd.clone(), &[FINANCE, SALES]);
                let options = json!({ "verify": verify });
                let input = json!({ "group": "Finance", "members": ["a@x.com"] });
                let taken = run(&client, "groups.removeMembers", input, options).await;
                assert_eq!(taken["outcome"], "updated", "{taken}");
                assert_eq!(stored(&server), ["Finance: Ub Uc", "Sales: Uc"], "{odd:?}");
                // Now that it is known how this server takes it.
                let person = json!({ "userName": "b@x.com", "groups": ["Sales"] });
                let options = json!({ "groupsMode": "exact", "verify": verify });
                let moved = run(&client, "provision", json!({ "person": person }), options).await;
                assert_eq!(moved["outcome"], "updated", "{moved}");
                assert_eq!(stored(&server), ["Finance: Uc", "Sales: Ub Uc"], "{odd:?}");
            }
        }
    }
}

/// Each would put the other one back, who has gone meanwhile.
#[tokio::test(start_paused = true)]
async fn leavers_of_one_group_do_not_put_each_other_back() {
    for odd in clearing() {
        let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
        let persons = ["a", "b", "d"].map(|who| {
            let groups = if who == "d" {
                json!(["Finance"])
            } else {
                json!([])
            };
            json!({ "userName": format!("{who}@x.com"), "groups": groups })
        });
        let input = json!({ "people": persons });
        let options = json!({ "groupsMode": "exact" });
        let done = run(&client, "provisionAll", input, options).await;
        assert_eq!(done["data"]["counts"]["updated"], 3, "{done}");
        assert_eq!(stored(&server), ["Finance: Uc Ud", "Sales: Uc"]);
    }
}

/// What can't be put back is said, with the ids of those who were in it.
#[tokio::test(start_paused = true)]
async fn a_group_that_stays_cleared_is_told() {
    let odd = Odd {
        clears: true,
        no_put: true,
        takes_no_more: true,
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
    let taken = provision(&client, "a", &[], true).await;
    assert_eq!(taken["error"]["code"], "outcome_unknown", "{taken}");
    let hint = taken["error"]["hint"].as_str().unwrap();
    assert!(
        hint.contains("Finance") && hint.contains("Ua, Ub, Uc"),
        "{hint}"
    );
    assert_eq!(stored(&server), ["Finance: ", "Sales: Uc"]);
}
