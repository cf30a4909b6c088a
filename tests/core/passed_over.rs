//! A page that somebody is removed from shifts those behind it, and Zuora says no total: whoever was passed over in one
//! reading is looked for in another before anything comes of it.

use crate::batches::feed::{deactivate, provision};
use crate::support::server::Server;
use crate::support::{SimHost, World, no_options, person, who};
use seatwarden::error::ErrorCode;
use seatwarden::lifecycle::client::Client;
use seatwarden::lifecycle::list::ListQuery;
use seatwarden::lifecycle::result::Outcome;
use seatwarden_sandbox::{Config, Delivery, Exchange, Request, Sandbox};
use serde_json::{Value, json};
use std::rc::Rc;

/// A tenant in which, once the first page was given, somebody of it is removed: whoever was first on the second page
/// stands on the first one then.
struct Shifting(Sandbox, bool);

impl Server for Shifting {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange {
        let answer = self.0.handle(request, now);
        let is_list = request.method == "GET" && request.url.contains("/v1/users");
        if is_list && !std::mem::replace(&mut self.1, true) {
            let first = self.0.users()[1]["id"].as_str().unwrap().to_owned();
            assert!(self.0.remove_user(&first));
        }
        answer
    }
    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        Some(&mut self.0)
    }
}

/// And who is passed over: his userName is not his mail address.
fn bench() -> (Client<SimHost>, Rc<World>) {
    let mut sandbox = Sandbox::new(Config {
        users: 90,
        ..Config::default()
    });
    let id = sandbox.users()[40]["id"].as_str().unwrap().to_owned();
    let Value::Object(fields) = json!({
        "username": "jdoe", "email": "jane.doe@example.com", "firstName": "Jane", "lastName": "Doe", "status": "Active",
    }) else {
        unreachable!()
    };
    assert!(sandbox.set_user(&id, fields));
    let connection = sandbox.connection();
    let world = World::new(Box::new(Shifting(sandbox, false)), 7);
    (world.client(&connection, &json!({})), world)
}

/// A tenant, or something in between, that gives its second page for each later one, as the last.
struct Clamping(Sandbox);

impl Server for Clamping {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange {
        let mut request = request.clone();
        let later = ["page=3", "page=4", "page=5"];
        let Some(page) = later.into_iter().find(|page| request.url.contains(page)) else {
            return self.0.handle(&request, now);
        };
        request.url = request.url.replace(page, "page=2");
        let mut answer = self.0.handle(&request, now);
        if let Delivery::Response(response) = &mut answer.delivery {
            let mut body: Value = serde_json::from_slice(&response.body).unwrap();
            body.as_object_mut().unwrap().remove("nextPage");
            response.body = body.to_string().into_bytes();
        }
        answer
    }
    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        Some(&mut self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn a_last_page_of_people_who_came_before_is_no_end() {
    let sandbox = Sandbox::new(Config {
        users: 100,
        ..Config::default()
    });
    let (connection, users) = (sandbox.connection(), sandbox.users());
    let world = World::new(Box::new(Clamping(sandbox)), 7);
    let client = world.client(&connection, &json!({}));
    let mut listing = client.list(ListQuery::default(), &no_options()).unwrap();
    let mut ended = Ok(None);
    for _ in 0..100 {
        ended = client.next_page(&mut listing).await;
        if !matches!(ended, Ok(Some(_))) {
            break;
        }
    }
    assert_eq!(ended.unwrap_err().code, ErrorCode::IncompleteListing);
    // Who stands on the third page isn't gone.
    let name = users[89]["username"].as_str().unwrap();
    let error = client.deactivate(&who(name), &no_options()).await;
    assert_eq!(error.unwrap_err().code, ErrorCode::IncompleteListing);
}

fn stored(world: &World) -> Vec<Value> {
    let is_she = |user: &Value| user["email"] == "jane.doe@example.com";
    let users = world.sandbox(|sandbox| sandbox.users());
    users.into_iter().filter(is_she).collect()
}

fn jane() -> Value {
    json!({ "email": "jane.doe@example.com", "givenName": "Jane", "familyName": "Doe", "role": "Read Only" })
}

#[tokio::test(start_paused = true)]
async fn nobody_is_said_to_be_gone_who_was_passed_over_once() {
    for name in ["jdoe", "jane.doe@example.com"] {
        let (client, world) = bench();
        let alone = client.deactivate(&who(name), &no_options()).await;
        assert_eq!(alone.unwrap().outcome, Outcome::Deactivated, "{name}");
        assert_eq!(stored(&world)[0]["status"], "Inactive");

        let (client, world) = bench();
        let given = vec![json!("nobody@example.com"), json!(name)];
        let (left, _) = deactivate(&client, given).await;
        assert_eq!(left.words(), ["not_found", "deactivated"], "{name}");
        assert_eq!(stored(&world)[0]["status"], "Inactive");
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_gets_a_second_account_who_was_passed_over_once() {
    let (client, world) = bench();
    let alone = client.provision(&person(jane()), &no_options()).await;
    assert_ne!(alone.unwrap().outcome, Outcome::Created);
    assert_eq!(stored(&world).len(), 1);

    let (client, world) = bench();
    let (joined, _) = provision(&client, vec![jane()]).await;
    assert_eq!(joined.words().len(), 1);
    assert_ne!(joined.words(), ["created"]);
    assert_eq!(stored(&world).len(), 1);
}

/// However many of a batch aren't found, the tenant is read twice for all of them and not twice for each.
#[tokio::test(start_paused = true)]
async fn a_batch_reads_the_tenant_twice_at_the_most() {
    let (client, world) = bench();
    let strangers = (0..200).map(|n| json!(format!("stranger{n}@example.com")));
    let (left, _) = deactivate(&client, strangers.collect()).await;
    assert_eq!(left.words(), vec!["not_found"; 200]);
    let lists = world.sandbox(|sandbox| {
        let lists = sandbox.requests().iter();
        lists.filter(|one| one.path.ends_with("/v1/users")).count()
    });
    // Three pages, and up to three times as many that were asked for ahead.
    assert!(lists <= 2 * 3 * 4, "{lists}");
}
