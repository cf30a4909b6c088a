//! Every example of the guide, from its fixture files, in the order of an account's life.

use seatwarden_sandbox::{Config, ErrorShape, RecordShape, TokenShape};
use serde_json::Value;

use crate::world::{FORM, Got, World, encode, got, text};

/// An example of a request, as the guide prints it.
struct Example {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Example {
    /// The first line is method and path, headers follow, the body begins at the first line that is
    /// neither. The guide folds the form of its token request over two lines for print.
    fn read(printed: &str) -> Self {
        let mut lines = printed.lines();
        let (method, path) = lines.next().unwrap().split_once(' ').unwrap();
        let mut headers = Vec::new();
        let mut body = Vec::new();
        for line in lines {
            match line.split_once(": ") {
                Some((name, value)) if body.is_empty() => {
                    headers.push((name.to_owned(), value.to_owned()));
                }
                _ => body.push(line),
            }
        }
        let form = headers.iter().any(|(_, value)| value == FORM[0].1);
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers,
            body: body.join(if form { "" } else { "\n" }),
        }
    }

    /// Sends it, the placeholders filled in, with the token that the guide leaves out on POST and PUT.
    fn send(&self, world: &mut World) -> Got {
        let connection = world.sandbox.connection();
        let bearer = format!("Bearer {}", world.token);
        let body = self
            .body
            .replace("<id>", &encode(text(&connection, "clientId")))
            .replace("<secret>", &encode(text(&connection, "clientSecret")));
        let mut headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .filter(|(name, _)| name != "Authorization")
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        if self.path != "/oauth/token" {
            headers.push(("Authorization", &bearer));
        }
        got(world.send(&self.method, &self.path, &headers, body.as_bytes()))
    }
}

macro_rules! example {
    ($name:literal) => {
        (
            Example::read(include_str!(concat!(
                "../fixtures/zuora/",
                $name,
                ".request.http"
            ))),
            serde_json::from_str::<Value>(include_str!(concat!(
                "../fixtures/zuora/",
                $name,
                ".response.json"
            )))
            .unwrap(),
        )
    };
}

/// The tenant that the guide seems to have been written beside: one user, sparse answers.
fn tenant_of_the_guide(users: usize) -> World {
    World::new(Config {
        users,
        sparse: true,
        record: RecordShape::Guide,
        token: Some(TokenShape::Guide),
        errors: Some(ErrorShape::Status),
        ..Config::default()
    })
}

#[test]
fn the_guide_s_token_example_gets_a_token_of_the_printed_form() {
    let (request, printed) = example!("get-token");
    let mut world = tenant_of_the_guide(1);
    let got = request.send(&mut world);
    assert_eq!(got.status, 200);
    let (got, printed) = (got.body.as_object().unwrap(), printed.as_object().unwrap());
    assert!(got.keys().eq(printed.keys()));
    assert_eq!(got["token_type"], printed["token_type"]);
    assert_eq!(got["expires_in"], printed["expires_in"]);
    assert!(got["access_token"].as_str().unwrap().len() > 20);
}

#[test]
fn the_guide_s_list_example_gets_the_printed_row_and_next_page() {
    let (request, printed) = example!("list-users");
    let mut world = tenant_of_the_guide(21);
    let got = request.send(&mut world);
    assert_eq!(got.status, 200);
    assert_eq!(got.body["users"][0], printed["users"][0]);
    assert_eq!(got.body["users"].as_array().unwrap().len(), 20);
    assert_eq!(got.body["nextPage"], printed["nextPage"]);
    assert_eq!(
        got.body.as_object().unwrap().len(),
        printed.as_object().unwrap().len()
    );
}

#[test]
fn the_guide_s_profiles_example_gets_the_printed_profiles_first() {
    let (request, printed) = example!("get-user-profiles");
    let got = request.send(&mut tenant_of_the_guide(1));
    assert_eq!(got.status, 200);
    let profiles = got.body["profiles"].as_array().unwrap();
    assert_eq!(profiles[..2], printed["profiles"].as_array().unwrap()[..]);
    assert_eq!(profiles.len(), 3);
}

#[test]
fn the_guide_s_examples_sent_in_order_get_the_printed_answers_to_the_letter() {
    let mut world = tenant_of_the_guide(1);
    for (request, printed) in [
        example!("get-user"),
        example!("create-user"),
        example!("update-user"),
        example!("reset-password"),
        example!("delete-user"),
    ] {
        let got = request.send(&mut world);
        assert_eq!(got.status, 200, "{} {}", request.method, request.path);
        assert_eq!(got.body, printed, "{} {}", request.method, request.path);
    }
    let committed: Vec<bool> = world
        .sandbox
        .requests()
        .iter()
        .map(|request| request.committed)
        .collect();
    assert_eq!(committed, [false, true, true, true, true]);
    assert_eq!(world.sandbox.users().len(), 1);
    assert_eq!(world.sandbox.password_resets(), ["u-001"]);
}
