//! Who is meant: `get` and `find`.

use crate::support::{Bench, no_options, who};
use seatwarden::error::ErrorCode;
use seatwarden::model::Who;
use seatwarden_sandbox::{Config, LEAVER_EMAIL, LEAVER_USERNAME};
use serde_json::{Value, json};

fn add(bench: &Bench, user: Value) -> String {
    let Value::Object(mut fields) = user else {
        unreachable!()
    };
    for (key, value) in [
        ("firstName", "A"),
        ("lastName", "B"),
        ("status", "Active"),
        ("profileId", "p-readonly"),
    ] {
        fields.entry(key).or_insert_with(|| json!(value));
    }
    bench.world.sandbox(|sandbox| sandbox.add_user(fields, 0))
}

async fn found(bench: &Bench, who: &Who) -> Option<String> {
    let user = bench.client.find(who, &no_options()).await.unwrap();
    user.map(|user| user.id)
}

#[tokio::test(start_paused = true)]
async fn a_text_with_an_at_is_a_user_name_first_and_a_mail_address_then() {
    let bench = Bench::new(Config::default());
    let by_mail = add(
        &bench,
        json!({ "username": "a1", "email": "shared@example.com" }),
    );
    assert_eq!(
        found(&bench, &who("shared@example.com")).await,
        Some(by_mail)
    );
    let by_name = add(
        &bench,
        json!({ "username": "shared@example.com", "email": "b@example.com" }),
    );
    assert_eq!(
        found(&bench, &who("shared@example.com")).await,
        Some(by_name)
    );
}

#[tokio::test(start_paused = true)]
async fn a_text_without_an_at_is_an_id_first_and_a_user_name_then() {
    let bench = Bench::new(Config::default());
    let named_like_an_id = add(
        &bench,
        json!({ "username": "u-002", "email": "x@example.com" }),
    );
    assert_eq!(found(&bench, &who("u-002")).await.as_deref(), Some("u-002"));
    assert_eq!(
        found(&bench, &Who::UserName("u-002".into())).await,
        Some(named_like_an_id)
    );
    assert_eq!(found(&bench, &who("no-such-thing")).await, None);
}

#[tokio::test(start_paused = true)]
async fn a_byte_exact_user_name_wins_over_those_that_differ_by_case() {
    let bench = Bench::new(Config {
        duplicate_names: true,
        ..Config::default()
    });
    let upper = add(
        &bench,
        json!({ "username": "Kim@example.com", "email": "1@example.com" }),
    );
    let lower = add(
        &bench,
        json!({ "username": "kim@example.com", "email": "2@example.com" }),
    );
    assert_eq!(found(&bench, &who("kim@example.com")).await, Some(lower));
    assert_eq!(found(&bench, &who("Kim@example.com")).await, Some(upper));
    let error = bench
        .client
        .find(&who("KIM@example.com"), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::AmbiguousMatch);
    assert!(error.hint.is_some());
}

#[tokio::test(start_paused = true)]
async fn two_with_the_same_mail_address_are_ambiguous_on_any_page() {
    for sparse in [false, true] {
        let bench = Bench::new(Config {
            sparse,
            ..Config::default()
        });
        add(
            &bench,
            json!({ "username": "first", "email": "Both@example.com" }),
        );
        for n in 0..45 {
            add(
                &bench,
                json!({ "username": format!("n{n}"), "email": format!("n{n}@example.com") }),
            );
        }
        add(
            &bench,
            json!({ "username": "second", "email": "both@example.com" }),
        );
        let error = bench
            .client
            .find(&who("both@example.com"), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::AmbiguousMatch);
    }
}

#[tokio::test(start_paused = true)]
async fn an_email_is_only_an_email() {
    let bench = Bench::new(Config::default());
    assert_eq!(
        found(&bench, &Who::Email(LEAVER_USERNAME.into())).await,
        None
    );
    assert!(
        found(&bench, &Who::Email(LEAVER_EMAIL.to_uppercase()))
            .await
            .is_some()
    );
}

#[tokio::test(start_paused = true)]
async fn get_of_nobody_is_not_found_and_find_is_null() {
    let bench = Bench::new(Config::default());
    let error = bench
        .client
        .get(&who("ghost@example.com"), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(
        error
            .message
            .starts_with("get ghost@example.com on zuora tenant"),
        "{}",
        error.message
    );
    assert_eq!(found(&bench, &who("ghost@example.com")).await, None);
}

#[tokio::test(start_paused = true)]
async fn zuora_has_no_external_id_and_says_so() {
    let bench = Bench::new(Config::default());
    let error = bench
        .client
        .find(&Who::ExternalId("hr-1".into()), &no_options())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotSupported);
    assert!(bench.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn dots_are_no_ids() {
    let bench = Bench::new(Config::default());
    for dots in [".", ".."] {
        let error = bench
            .client
            .get(&Who::Id(dots.into()), &no_options())
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput);
        assert_eq!(error.message, "who.id: can't be \".\" or \"..\"");
        assert_eq!(found(&bench, &who(dots)).await, None);
    }
    assert!(
        bench
            .requests()
            .iter()
            .all(|request| request.path == "/v1/users")
    );
}
