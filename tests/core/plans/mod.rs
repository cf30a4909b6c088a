//! `plan` and `apply`, on the sandbox and on a server of some hundred lines: through the step's door alone, so that nothing
//! here knows how they are done.

mod drift;
mod fields;
mod guards;
mod hidden;
mod hostile;
mod lives;
mod matching;
mod numbers;
mod overlaps;
mod restless;
mod rosters;
mod scopes;
mod secrets;
mod stops;
mod tampered;

use crate::simulation::land::{Land, Seen};
use crate::support::{Bench, SimHost};
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden_sandbox::{Config, Recorded};
use serde_json::{Map, Value, json};

/// The domain of all who are ours.
pub const HERE: &str = "here.example";

/// `kim` as a user name.
pub fn at_here(name: &str) -> String {
    format!("{name}@{HERE}")
}

/// A tenant in which only those are who were put there.
pub struct Town {
    pub bench: Bench,
    pub land: Land,
}

impl Town {
    pub fn new(land: Land) -> Self {
        Self::of(land, Config::default())
    }

    pub fn of(land: Land, config: Config) -> Self {
        let bench = Bench::new(Config {
            provider: land.provider(),
            users: 0,
            ..config
        });
        Self { bench, land }
    }

    /// Somebody of that name; returns the id.
    pub fn put(&self, name: &str, active: bool, family: &str) -> String {
        self.put_as(&at_here(name), active, family)
    }

    /// Somebody of that user name; returns the id.
    pub fn put_as(&self, user_name: &str, active: bool, family: &str) -> String {
        let mut record = self.land.record(user_name, active);
        record.extend(self.named("Pat", family));
        self.bench
            .world
            .sandbox(|sandbox| sandbox.add_user(record, 0))
    }

    /// So many of them, on and not in any roster: `extra-0`…
    pub fn crowd(&self, count: usize) {
        for number in 0..count {
            self.put(&format!("extra-{number}"), true, "Extra");
        }
    }

    fn named(&self, given: &str, family: &str) -> Map<String, Value> {
        let fields = match self.land {
            Land::Zuora => json!({ "firstName": given, "lastName": family }),
            _ => json!({ "name": { "givenName": given, "familyName": family } }),
        };
        object(fields)
    }

    /// Another family name, behind the API's back.
    pub fn rename(&self, id: &str, family: &str) {
        self.set(id, Value::Object(self.named("Pat", family)));
    }

    pub fn set(&self, id: &str, fields: Value) {
        let world = &self.bench.world;
        assert!(world.sandbox(|sandbox| sandbox.set_user(id, object(fields))));
    }

    /// On or off, behind the API's back.
    pub fn switch(&self, id: &str, active: bool) {
        let record = self.land.record("x", active).into_iter();
        let kept = record
            .filter(|(key, _)| key == "active" || key == "status" || key.starts_with("urn:zuora"));
        self.set(id, Value::Object(kept.collect()));
    }

    /// One of a roster, whom the tenant would take.
    pub fn person(&self, name: &str, family: &str) -> Value {
        let name = at_here(name);
        let mut person =
            json!({ "userName": name, "email": name, "givenName": "Pat", "familyName": family });
        if self.land == Land::Zuora {
            person["role"] = json!("Read Only");
        }
        person
    }

    pub async fn plan(&self, roster: &[Value], policy: Value) -> Value {
        let input = json!({ "roster": roster, "policy": policy });
        let output = run(&self.bench.client, "plan", &input, &json!({})).await;
        data(&output)
    }

    /// The error of a plan that there is none of.
    pub async fn no_plan(&self, roster: &[Value], policy: Value) -> Value {
        let input = json!({ "roster": roster, "policy": policy });
        error(&run(&self.bench.client, "plan", &input, &json!({})).await)
    }

    pub async fn apply(&self, plan: &Value, options: Value) -> Value {
        let output = run(
            &self.bench.client,
            "apply",
            &json!({ "plan": plan }),
            &options,
        )
        .await;
        data(&output)
    }

    /// The error of a plan that isn't carried out.
    pub async fn no_apply(&self, plan: &Value, options: Value) -> Value {
        let input = json!({ "plan": plan });
        error(&run(&self.bench.client, "apply", &input, &options).await)
    }

    /// Requests so far but for tokens.
    pub fn requests(&self) -> Vec<Recorded> {
        let requests = self.bench.world.sandbox(|it| it.requests().to_vec());
        let all = requests.into_iter();
        all.filter(|one| !one.path.ends_with("/token")).collect()
    }

    /// Requests so far that were to change something: `POST /v1/users`.
    pub fn writes(&self) -> Vec<String> {
        let writes = self.requests().into_iter();
        writes
            .filter(|one| one.method != "GET")
            .map(|one| format!("{} {}", one.method, one.path))
            .collect()
    }

    /// How often the tenant became another, by its own word.
    pub fn committed(&self) -> usize {
        let requests = self.requests().into_iter();
        requests.filter(|one| one.committed).count()
    }

    /// As [`Town::committed`], of a tenant that makes many in one request: each of them counts.
    pub fn made(&self) -> usize {
        let requests = self.requests().into_iter().filter(|one| one.committed);
        let each = requests.map(|one| match &one.body {
            Some(Value::Array(people)) => people.len(),
            Some(body) => body["Operations"]
                .as_array()
                .filter(|_| one.path.ends_with("/Bulk"))
                .map_or(1, Vec::len),
            None => 1,
        });
        each.sum()
    }

    /// Who has that user name.
    pub fn named_users(&self, name: &str) -> Vec<Seen> {
        let users = self.bench.world.sandbox(|sandbox| sandbox.users());
        users
            .iter()
            .map(|user| self.land.seen(user))
            .filter(|user| user.name.eq_ignore_ascii_case(&at_here(name)))
            .collect()
    }

    /// The one who has that user name.
    pub fn seen(&self, name: &str) -> Seen {
        let [only] = &self.named_users(name)[..] else {
            panic!("{:?}: not one {name}", self.land);
        };
        only.clone()
    }

    pub fn audits(&self) -> Vec<Value> {
        self.bench.world.audit.borrow().clone()
    }
}

pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("no object: {other}"),
    }
}

/// A step's answer as it was written.
pub async fn run_text(client: &Client<SimHost>, step: &str) -> String {
    let hours = std::time::Duration::from_secs(48 * 3600);
    let answer = step::run_on(client, step);
    tokio::time::timeout(hours, answer).await.expect("it hangs")
}

pub async fn run(client: &Client<SimHost>, action: &str, input: &Value, options: &Value) -> Value {
    let step = json!({ "action": action, "input": input, "options": options });
    serde_json::from_str(&run_text(client, &step.to_string()).await).unwrap()
}

/// What came of a step that worked.
pub fn data(output: &Value) -> Value {
    assert_eq!(output["ok"], true, "{output}");
    output["data"].clone()
}

/// The error of a step that didn't.
pub fn error(output: &Value) -> Value {
    assert_eq!(output["ok"], false, "{output}");
    output["error"].clone()
}

pub fn message(error: &Value) -> String {
    error["message"].as_str().unwrap().to_owned()
}

/// All who are ours, and nobody else: who isn't in the roster is switched off.
pub fn leavers_go() -> Value {
    json!({ "onMissing": "deactivate", "scope": { "domains": [HERE] } })
}

/// As [`leavers_go`], for any number of them.
pub fn many_leavers_go() -> Value {
    let mut policy = leavers_go();
    policy["maxRemovals"] = json!(100_000);
    policy
}

/// The user names in one list of a plan; those to be created by what was given.
pub fn names(plan: &Value, list: &str) -> Vec<String> {
    let entries = plan[list].as_array().unwrap().iter();
    entries
        .map(|entry| {
            let of = if list == "create" {
                &entry["person"]
            } else {
                entry
            };
            let name = of["userName"].as_str().or(of["email"].as_str());
            let name = name.unwrap().to_owned();
            name.strip_suffix(&format!("@{HERE}"))
                .map_or(name.clone(), str::to_owned)
        })
        .collect()
}

/// The four lists of a plan.
pub const LISTS: [&str; 4] = ["reactivate", "create", "update", "deactivate"];

/// Whether a plan would change nothing.
pub fn is_empty(plan: &Value) -> bool {
    LISTS.iter().all(|list| plan[list] == json!([]))
}

/// The outcomes of a batch, in order; of what failed, the code of its error.
pub fn outcomes(result: &Value) -> Vec<String> {
    let results = result["results"].as_array().unwrap().iter();
    results
        .map(|one| {
            let word = if one["ok"] == true {
                &one["result"]["outcome"]
            } else {
                &one["error"]["code"]
            };
            word.as_str().unwrap().to_owned()
        })
        .collect()
}

/// The codes of a plan's warnings.
pub fn codes(plan: &Value) -> Vec<String> {
    let warnings = plan["warnings"].as_array().unwrap().iter();
    warnings
        .map(|warning| warning["code"].as_str().unwrap().to_owned())
        .collect()
}
