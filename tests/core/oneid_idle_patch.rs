//! OneID organizations that take a PATCH and do nothing: a leaver is switched off by DELETE, or it is said that he isn't.

use crate::oneid_leavers::{by_id, organization};
use crate::support::no_options;
use crate::support::oneid::{Organization, Patching, oneid, user};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::result::Outcome;
use seatwarden::model::Who;

/// FACTS §0, §6: PATCH isn't shown in the documents, and DELETE, which is, only switches off.
#[tokio::test(start_paused = true)]
async fn a_patch_that_is_taken_and_does_nothing_is_followed_by_delete() {
    let (client, server, _) = oneid(Organization {
        patch: Patching::Ignored,
        ..Organization::with(vec![user("id-1", "amy"), user("id-2", "bea")])
    });
    let result = client.deactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    assert!(!result.user.unwrap().active);
    assert_eq!(
        server.borrow().asked(),
        [
            "GET /Users/id-1",
            "PATCH /Users/id-1",
            // Once more a moment later: it may have been late.
            "GET /Users/id-1",
            "GET /Users/id-1",
            "DELETE /Users/id-1",
            "GET /Users/id-1"
        ]
    );
    // What did it is remembered.
    let bea = Who::Id(String::from("id-2"));
    let result = client.deactivate(&bea, &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
    let methods: Vec<_> = server
        .borrow()
        .writes()
        .into_iter()
        .map(|write| write.0)
        .collect();
    assert_eq!(methods, ["PATCH", "DELETE", "DELETE"]);
}

#[tokio::test(start_paused = true)]
async fn a_tenant_that_says_yes_to_everything_and_does_nothing_is_not_believed() {
    for delete in [Some(204), Some(404), Some(403)] {
        let (client, server, _) = oneid(Organization {
            patch: Patching::Ignored,
            delete,
            ..organization()
        });
        for _ in 0..2 {
            let error = client.deactivate(&by_id(), &no_options()).await;
            let error = error.unwrap_err();
            let wanted = match delete {
                Some(403) => ErrorCode::Forbidden,
                _ => ErrorCode::VendorRejected,
            };
            assert_eq!(error.code, wanted, "{delete:?} {error}");
            if delete != Some(403) {
                assert!(error.message.contains("still active"), "{error}");
            }
            assert_eq!(server.borrow().users[0]["active"], true);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn where_delete_is_refused_patch_is_tried_again() {
    let (client, server, _) = oneid(Organization {
        patch: Patching::Ignored,
        delete: Some(403),
        ..organization()
    });
    let failed = client.deactivate(&by_id(), &no_options()).await;
    assert_eq!(failed.unwrap_err().code, ErrorCode::Forbidden);
    // It was late, and is there again.
    server.borrow_mut().patch = Patching::Rfc;
    let result = client.deactivate(&by_id(), &no_options()).await.unwrap();
    assert_eq!(result.outcome, Outcome::Deactivated);
}
