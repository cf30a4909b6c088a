//! What a Zuora tenant answers and isn't so: outcomes go by what is there, and by nobody's word.

use crate::support::{Script, SimHost, World, reply};
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden_sandbox::{Exchange, Request};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

/// Users by id and name, and what is answered in place of the truth: method, path, and how often.
#[derive(Default)]
struct Tenant {
    users: Vec<Value>,
    profiles: Vec<Value>,
    says: Vec<(&'static str, String, u32, Exchange)>,
    /// Writes that were carried out, as `PUT /v1/users/u-1`.
    writes: Vec<String>,
    /// Whether what is said in place of the truth is also done.
    does: bool,
}

fn user(id: &str, name: &str, status: &str) -> Value {
    json!({
        "id": id, "username": name, "status": status, "firstName": "Jane", "lastName": "Doe",
        "email": name, "roleId": "p-1", "role": "Read Only",
    })
}

type Shared = Rc<RefCell<Tenant>>;

fn tenant(users: &[Value]) -> (Client<SimHost>, Shared, Rc<World>) {
    let shared = Rc::new(RefCell::new(Tenant {
        users: users.to_vec(),
        profiles: vec![
            json!({ "profiles": [{ "id": "p-1", "name": "Read Only" }], "success": true }),
        ],
        ..Tenant::default()
    }));
    let server = Rc::clone(&shared);
    let script = Script(move |request: &Request| server.borrow_mut().answer(request));
    let world = World::new(Box::new(script), 7);
    let connection = json!({ "provider": "zuora", "clientId": "id", "clientSecret": "secret" });
    (world.client(&connection, &json!({})), shared, world)
}

impl Tenant {
    fn answer(&mut self, request: &Request) -> Exchange {
        let url = url::Url::parse(&request.url).unwrap();
        let (method, path) = (request.method.as_str(), url.path());
        if path == "/oauth/token" {
            let body = json!({ "access_token": "abcdef", "expires_in": 3600 });
            return reply(200, &[], &body);
        }
        let said = self
            .says
            .iter_mut()
            .find(|(of, at, times, _)| *of == method && at == path && *times > 0);
        let said = said.map(|(_, _, times, answer)| {
            *times -= 1;
            answer.clone()
        });
        let said = match said {
            Some(said) if !self.does => return said,
            said => said,
        };
        let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let truth = self.carry_out(method, path, &body, &url);
        said.unwrap_or(truth)
    }

    fn carry_out(&mut self, method: &str, path: &str, body: &Value, url: &url::Url) -> Exchange {
        if method != "GET" {
            self.writes.push(format!("{method} {path}"));
        }
        let page = url.query_pairs().find(|(key, _)| key == "page");
        let page: usize = page.map_or(1, |(_, page)| page.parse().unwrap());
        match (method, path) {
            ("GET", "/v1/users") => {
                reply(200, &[], &json!({ "users": self.users, "success": true }))
            }
            ("GET", "/v1/user-profiles") => match self.profiles.get(page - 1) {
                Some(profiles) => reply(200, &[], profiles),
                None => reply(200, &[], &self.profiles[self.profiles.len() - 1].clone()),
            },
            ("POST", "/v1/users") => {
                let id = format!("u-{}", self.users.len() + 1);
                let mut made = body.clone();
                made["id"] = json!(id);
                made["status"] = json!("Active");
                self.users.push(made);
                reply(200, &[], &json!({ "id": id, "success": true }))
            }
            _ => {
                let id = path.rsplit('/').next().unwrap();
                let Some(at) = self.users.iter().position(|user| user["id"] == id) else {
                    return reply(404, &[], &json!({ "message": "no such user" }));
                };
                match method {
                    "PUT" => {
                        for (key, value) in body.as_object().unwrap() {
                            self.users[at][key] = value.clone();
                        }
                    }
                    "DELETE" => drop(self.users.remove(at)),
                    _ => return reply(200, &[], &self.users[at]),
                }
                reply(200, &[], &json!({ "id": id, "success": true }))
            }
        }
    }
}

async fn run(client: &Client<SimHost>, action: &str, input: Value, options: Value) -> Value {
    let step = json!({ "action": action, "input": input, "options": options }).to_string();
    serde_json::from_str(&step::run_on(client, &step).await).unwrap()
}

fn says(server: &Shared, method: &'static str, path: &str, times: u32, status: u16, body: Value) {
    let answer = reply(status, &[], &body);
    server
        .borrow_mut()
        .says
        .push((method, path.to_owned(), times, answer));
}

fn person(name: &str) -> Value {
    json!({ "person": { "email": name, "givenName": "Jane", "familyName": "Doe", "role": "Read Only" } })
}

fn outcomes(world: &World) -> Vec<String> {
    let audit = world.audit.borrow();
    let text = |record: &Value, key: &str| record[key].as_str().unwrap().to_owned();
    let told = audit
        .iter()
        .map(|record| format!("{}: {}", text(record, "action"), text(record, "outcome")));
    told.collect()
}

/// FACTS §4: a key is good for a day, and the answer to the first call with it comes again.
#[tokio::test(start_paused = true)]
async fn a_replayed_create_lets_nobody_else_in() {
    let (client, server, world) = tenant(&[user("u-1", "bob@x.com", "Inactive")]);
    let replay = json!({ "id": "u-1", "success": true });
    says(&server, "POST", "/v1/users", 1, 200, replay);
    let options = json!({ "idempotencyKey": "K" });
    let made = run(&client, "provision", person("jane@x.com"), options.clone()).await;
    assert_eq!(made["error"]["code"], "conflict", "{made}");
    assert!(
        made["error"]["hint"]
            .as_str()
            .unwrap()
            .contains("idempotencyKey")
    );
    assert_eq!(server.borrow().writes.len(), 0);
    assert_eq!(outcomes(&world), ["create: failed"]);
    // The account that was made then is gone.
    let replay = json!({ "id": "u-7", "success": true });
    says(&server, "POST", "/v1/users", 1, 200, replay);
    let made = run(&client, "provision", person("jane@x.com"), options).await;
    assert_eq!(made["error"]["code"], "outcome_unknown", "{made}");
    // Without a key of the caller's own: whoever isn't meant stays off all the same.
    let replay = json!({ "id": "u-1", "success": true });
    says(&server, "POST", "/v1/users", 1, 200, replay);
    let made = run(&client, "provision", person("jane@x.com"), json!({})).await;
    assert_eq!(made["warnings"][0]["code"], "not_applied", "{made}");
    assert_eq!(server.borrow().users[0]["status"], "Inactive");
}

#[tokio::test(start_paused = true)]
async fn an_empty_id_is_none() {
    let (client, server, _) = tenant(&[user("u-1", "bob@x.com", "Active")]);
    let nothing = json!({ "id": "", "success": true });
    says(&server, "POST", "/v1/users", 1, 200, nothing.clone());
    let made = run(&client, "provision", person("jane@x.com"), json!({})).await;
    assert_eq!(made["error"]["code"], "outcome_unknown", "{made}");
    server.borrow_mut().does = true;
    says(&server, "POST", "/v1/users", 1, 200, nothing);
    let made = run(&client, "provision", person("jane@x.com"), json!({})).await;
    assert_eq!(made["data"]["user"]["id"], "u-2", "{made}");
}

/// Guide, "Deactivate User": "Verify the response reflects status=Inactive".
#[tokio::test(start_paused = true)]
async fn an_answer_that_still_shows_him_active_is_no_yes() {
    let still = user("u-1", "jane@x.com", "Active");
    for (verify, looks) in [(false, 0), (true, 0), (true, 9)] {
        let (client, server, world) = tenant(std::slice::from_ref(&still));
        says(&server, "PUT", "/v1/users/u-1", 9, 200, still.clone());
        let input = json!({ "who": { "userName": "jane@x.com" } });
        if looks > 0 {
            // Found, and then never to be read again.
            says(&server, "GET", "/v1/users/u-1", 1, 200, still.clone());
            says(&server, "GET", "/v1/users/u-1", looks, 403, json!({}));
        }
        let off = run(&client, "deactivate", input, json!({ "verify": verify })).await;
        let told = if looks > 0 {
            "outcome_unknown"
        } else {
            "vendor_rejected"
        };
        assert_eq!(off["error"]["code"], told, "{off}");
        assert_eq!(outcomes(&world), ["deactivate: unknown"]);
    }
}

#[tokio::test(start_paused = true)]
async fn who_is_removed_is_looked_for() {
    let jane = user("u-1", "jane@x.com", "Active");
    let input = json!({ "who": { "userName": "jane@x.com" } });
    let sure = json!({ "confirm": "jane@x.com" });
    let gone = json!({ "message": "no such user" });
    let path = "/v1/users/u-1";
    let removed = async |ways: &[(&'static str, u32, u16)]| {
        let (client, server, _) = tenant(std::slice::from_ref(&jane));
        for (method, times, status) in ways {
            let body = match (method, status) {
                (&"GET", 200) => jane.clone(),
                (_, 404) => gone.clone(),
                _ => json!({ "id": "u-1", "success": true }),
            };
            says(&server, method, path, *times, *status, body);
        }
        run(&client, "remove", input.clone(), sure.clone()).await
    };
    // Lost, then not found, and still there.
    let lost = removed(&[("DELETE", 1, 502), ("DELETE", 1, 404)]).await;
    assert_eq!(lost["error"]["code"], "outcome_unknown", "{lost}");
    // Not found, and nobody can look.
    let dark = removed(&[("DELETE", 1, 404), ("GET", 1, 200), ("GET", 9, 403)]).await;
    assert_eq!(dark["error"]["code"], "forbidden", "{dark}");
    // Yes, and nobody can look.
    let unseen = removed(&[("DELETE", 1, 200), ("GET", 1, 200), ("GET", 9, 403)]).await;
    assert_eq!(unseen["outcome"], "removed", "{unseen}");
    assert_eq!(unseen["warnings"][0]["code"], "not_verified", "{unseen}");
}

#[tokio::test(start_paused = true)]
async fn who_is_shown_is_not_gone() {
    let jane = user("u-1", "jane@x.com", "Active");
    let gone =
        json!({ "success": false, "reasons": [{ "code": 58_170_040, "message": "no such user" }] });
    for status in [404, 200] {
        for does in [false, true] {
            let (client, server, world) = tenant(std::slice::from_ref(&jane));
            server.borrow_mut().does = does;
            says(&server, "PUT", "/v1/users/u-1", 9, status, gone.clone());
            let who = json!({ "who": { "userName": "jane@x.com" } });
            let off = run(&client, "deactivate", who.clone(), json!({})).await;
            if does {
                assert_eq!(off["outcome"], "deactivated", "{off}");
                assert_eq!(outcomes(&world), ["deactivate: deactivated"]);
            } else {
                assert_eq!(off["error"]["code"], "vendor_rejected", "{off}");
                let change = json!({ "who": "u-1", "change": { "familyName": "Roe" } });
                let moved = run(&client, "update", change, json!({})).await;
                assert_eq!(moved["error"]["code"], "vendor_rejected", "{moved}");
            }
        }
        let (client, server, _) = tenant(std::slice::from_ref(&jane));
        says(
            &server,
            "POST",
            "/v1/users/u-1/password",
            9,
            status,
            gone.clone(),
        );
        let reset = run(&client, "resetPassword", json!({ "who": "u-1" }), json!({})).await;
        assert_eq!(reset["error"]["code"], "vendor_rejected", "{reset}");
    }
}

#[tokio::test(start_paused = true)]
async fn profiles_are_read_to_the_end_or_not_at_all() {
    let page = |ids: &[usize]| {
        let rows = ids.iter();
        let rows: Vec<_> = rows
            .map(|id| json!({ "id": format!("p-{id}"), "name": format!("Role {id}") }))
            .collect();
        json!({ "profiles": rows, "nextPage": "https://rest.zuora.com/v1/user-profiles?page=9", "success": true })
    };
    let (client, server, _) = tenant(&[]);
    let mut last = page(&[4]);
    last.as_object_mut().unwrap().remove("nextPage");
    server.borrow_mut().profiles = vec![page(&[1]), page(&[]), page(&[2, 3]), last];
    let roles = run(&client, "roles", json!({}), json!({})).await;
    assert_eq!(
        roles["data"]["roles"].as_array().unwrap().len(),
        4,
        "{roles}"
    );
    // A page number that nobody heeds.
    server.borrow_mut().profiles = vec![page(&[1, 2])];
    let roles = run(&client, "roles", json!({}), json!({})).await;
    assert_eq!(
        roles["data"]["roles"].as_array().unwrap().len(),
        2,
        "{roles}"
    );
    server.borrow_mut().profiles = (0..200).map(|id| page(&[id])).collect();
    let roles = run(&client, "roles", json!({}), json!({})).await;
    assert_eq!(roles["error"]["code"], "incomplete_listing", "{roles}");
}

#[tokio::test(start_paused = true)]
async fn a_row_that_names_another_than_its_record_is_nobody_to_touch() {
    let (client, server, _) = tenant(&[user("u-1", "jane@x.com", "Active")]);
    let other = user("u-1", "joe@x.com", "Active");
    says(&server, "GET", "/v1/users/u-1", 99, 200, other);
    for (action, input) in [
        ("deactivate", json!({ "who": "jane@x.com" })),
        ("provision", person("jane@x.com")),
        ("get", json!({ "who": { "userName": "jane@x.com" } })),
    ] {
        let refused = run(&client, action, input, json!({})).await;
        assert_eq!(refused["error"]["code"], "conflict", "{refused}");
    }
    assert_eq!(server.borrow().writes.len(), 0);
}
