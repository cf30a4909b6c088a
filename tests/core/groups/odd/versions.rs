//! Servers whose groups have versions (RFC 7644 §3.14): a whole group goes back for the version that was read.

use super::{FINANCE, Odd, SALES, Shared, Versions, run, stored, tenant};
use crate::support::SimHost;
use seatwarden::lifecycle::client::Client;
use serde_json::{Value, json};

/// A server that takes whole groups alone, if `whole`; else PATCH.
fn versioned(versions: Versions, whole: bool) -> (Client<SimHost>, Shared) {
    let odd = Odd {
        versions: Some(versions),
        patch: whole.then(|| (501, json!({}))),
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
    (client, server)
}

async fn add_to_sales(client: &Client<SimHost>, who: &str) -> Value {
    let input = json!({ "group": "Sales", "members": [who] });
    run(client, "groups.addMembers", input, json!({})).await
}

fn puts(server: &Shared) -> usize {
    let writes = &server.borrow().writes;
    writes.iter().filter(|one| one.starts_with("PUT")).count()
}

#[tokio::test(start_paused = true)]
async fn who_comes_in_from_elsewhere_meanwhile_is_not_written_away() {
    for versions in [Versions::Compared, Versions::Demanded] {
        let (client, server) = versioned(versions, true);
        server.borrow_mut().meddlers = 1;
        let added = add_to_sales(&client, "b@x.com").await;
        assert_eq!(added["outcome"], "updated", "{added}");
        assert_eq!(stored(&server), ["Finance: Ua Ub Uc", "Sales: Uc Ud Ub"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_group_that_never_rests_is_left_alone_and_may_be_tried_again() {
    let (client, server) = versioned(Versions::Compared, true);
    server.borrow_mut().meddlers = 1_000;
    let added = add_to_sales(&client, "b@x.com").await;
    assert_eq!(added["error"]["code"], "conflict", "{added}");
    assert_eq!(added["error"]["retryable"], true, "{added}");
    assert_eq!(puts(&server), 6);
    server.borrow_mut().meddlers = 0;
    let added = add_to_sales(&client, "b@x.com").await;
    assert_eq!(added["outcome"], "updated", "{added}");
    assert!(stored(&server)[1].ends_with("Ub"), "{:?}", stored(&server));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_cannot_compare_its_own_versions_is_not_asked_to_again() {
    let (client, server) = versioned(Versions::Refused, true);
    for (who, sent) in [("b@x.com", 2), ("a@x.com", 3)] {
        let added = add_to_sales(&client, who).await;
        assert_eq!(added["outcome"], "updated", "{added}");
        assert_eq!(puts(&server), sent);
    }
    assert_eq!(stored(&server), ["Finance: Ua Ub Uc", "Sales: Uc Ub Ua"]);
}

/// A change of one member can't write another one away: any version will do.
#[tokio::test(start_paused = true)]
async fn a_condition_that_is_demanded_is_given() {
    let (client, server) = versioned(Versions::Demanded, false);
    let added = add_to_sales(&client, "b@x.com").await;
    assert_eq!(added["outcome"], "updated", "{added}");
    let input = json!({ "group": "Sales", "name": "Sellers" });
    let renamed = run(&client, "groups.rename", input, json!({})).await;
    assert_eq!(renamed["outcome"], "renamed", "{renamed}");
    assert_eq!(stored(&server), ["Finance: Ua Ub Uc", "Sellers: Ub Uc"]);
    assert_eq!(puts(&server), 0);
}

#[tokio::test(start_paused = true)]
async fn who_comes_in_while_a_refusal_is_waited_out_is_not_written_away() {
    let odd = Odd {
        patch: Some((501, json!({}))),
        busy: true,
        ..Odd::default()
    };
    let (client, server, _) = tenant(odd, &[FINANCE, SALES]);
    let added = add_to_sales(&client, "b@x.com").await;
    assert_eq!(added["outcome"], "updated", "{added}");
    assert_eq!(stored(&server), ["Finance: Ua Ub Uc", "Sales: Uc Ud Ub"]);
}
