//! What no reader knows: the words that people see in a form, an example that the reader takes, what is meant by nothing.
//! Which fields there are is not said here: words for a field that the reader doesn't take end the build, and so does a
//! field without words.

use crate::node::Node;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Words for one path.
struct Word {
    path: &'static str,
    title: &'static str,
    description: &'static str,
    /// JSON. Empty: none is shown.
    example: &'static str,
    /// JSON; what is meant if nothing is given. Empty: nothing.
    default: &'static str,
    format: &'static str,
}

const fn word(path: &'static str, title: &'static str, description: &'static str) -> Word {
    Word {
        path,
        title,
        description,
        example: "",
        default: "",
        format: "",
    }
}

impl Word {
    const fn like(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }

    const fn or(mut self, default: &'static str) -> Self {
        self.default = default;
        self
    }

    const fn in_format(mut self, format: &'static str) -> Self {
        self.format = format;
        self
    }
}

/// Fields whose example only their own tenant takes: the reader isn't asked about one.
const OPAQUE: [&str; 2] = ["query.cursor", "options.resume"];
/// Options that a form had better ask for, though the reader goes on without.
const NEEDED: [(&str, &str); 2] = [
    ("remove", "options.confirm"),
    ("groups.remove", "options.confirm"),
];

#[rustfmt::skip] // a line a field, as in a table
const WORDS: &[Word] = &[
    word("step", "Seatwarden step", "One verb on one tenant, as JSON. Whatever goes wrong is in the output, never thrown. A field that is null is as if it weren't there."),
    word("step.action", "Action", "What to do."),
    word("step.connection", "Connection", "The tenant, and the credentials for it. On a client (client.run) it is left out."),
    word("step.input", "Input", "What the action is about."),
    word("step.options", "Options", "How it is done."),
    word("step.group", "Group", "One group: by a plain text, or by the one field that is given."),
    word("step.who", "Who", "One account: by a plain text, or by the one field that is given."),

    word("action.token", "Get a token", "Shows that the credentials work, and when the token ends. The token itself is in the output only with reveal."),
    word("action.list", "List users", "Everybody once, or an error; never a quiet half. Cut at limit: then the output has a cursor."),
    word("action.get", "Get a user", "One user with all that the tenant shows. Nobody there is the error not_found."),
    word("action.find", "Find a user", "As get, but nobody there is null and no error."),
    word("action.provision", "Give a seat (joiner, mover)", "Makes the account be as asked, whatever it was: created, updated, reactivated or unchanged. Twice is the same as once."),
    word("action.update", "Change a user", "Changes fields of an account that is there, and nothing else: an account that is off stays off."),
    word("action.deactivate", "Take a seat back (leaver)", "Switches the account off and reads it back. Nobody there and already off are outcomes, not errors."),
    word("action.reactivate", "Switch a user on again", "Switches the account on and reads it back. Already on is an outcome, not an error."),
    word("action.remove", "Delete a user for good", "It can't be undone; deactivate can. options.confirm has to be the account's userName."),
    word("action.resetPassword", "Send a password reset mail", "The vendor mails the user a way to set a new password. None passes through here."),
    word("action.provisionAll", "Give many seats", "Many people at once, each as by provision: one result each, in order, no matter what fails."),
    word("action.deactivateAll", "Take many seats back", "Many accounts at once, each as by deactivate: one result each, in order, no matter what fails."),
    word("action.plan", "Plan a whole tenant", "Compares a roster with everybody in the tenant and says what it would take. Writes nothing."),
    word("action.apply", "Apply a plan", "Does what a plan says, if the tenant is still as the plan saw it, and nothing else."),
    word("action.roles", "List roles", "The roles that users can have."),
    word("action.capabilities", "Show what can be done", "What this connection can do. Only a SCIM server is asked, once, what it takes in bulk."),
    word("action.request", "Send a request of your own", "With the connection's token, pace and retries. Whatever the tenant answers is a result, refusals too."),
    word("action.groups.list", "List groups", "Every group, or an error; never a quiet half."),
    word("action.groups.get", "Get a group", "One group, with all its members where the tenant shows them."),
    word("action.groups.create", "Make a group", "If one of that name is there, it gets the members that it lacks. Twice is the same as once."),
    word("action.groups.rename", "Rename a group", "A name that another group has is refused."),
    word("action.groups.remove", "Delete a group for good", "Its members stay. options.confirm has to be the group's name."),
    word("action.groups.addMembers", "Put users into a group", "Who is in it already stays in it. Who isn't in the tenant is the error not_found, and nothing is written."),
    word("action.groups.removeMembers", "Take users out of a group", "Who isn't in it stays out of it."),

    word("connection.provider", "Kind of tenant", "Which vendor's tenant it is."),
    word("connection.name", "Name", "Your own name for the tenant; it stands in messages, events and audit records.").like(r#""Zuora, production""#),
    word("connection.accessToken", "Access token", "A bearer token that is there already. With a client beside it, it is used until the tenant refuses it.").like(r#""eyJ0eXAiOiJKV1Qi""#).in_format("password"),
    word("connection.allowInsecure", "Allow http:", "Allow a base URL that begins with http: on another machine. Credentials then travel unencrypted: for tests only.").like("true").or("false"),
    word("connection.clientId", "Client ID", "The OAuth client's id.").like(r#""4b6a0c1e-5d0f-4c53-9d4e-3f1f0f6f3a11""#),
    word("connection.clientSecret", "Client secret", "The OAuth client's secret. It goes to the token endpoint and nowhere else.").like(r#""a-secret""#).in_format("password"),
    word("connection.dataCenter", "Data center", "Where the tenant lives. us2 is rest.zuora.com.").like(r#""eu""#).or(r#""us2""#),
    word("zuora.baseUrl", "Base URL", "The origin of the API, in place of a data center: https:, or http: on this machine.").like(r#""https://rest.zuora.com""#).in_format("uri"),
    word("connection.entityIds", "Entities", "Entities to work in, in a multi-entity tenant.").like(r#"["8a90aa7c6f8b4a4f016f8b5f1d7c0001"]"#),
    word("connection.orgIds", "Organizations", "Organizations to work in, in a multi-org tenant.").like(r#"["org-1"]"#),
    word("connection.organizationId", "Organization", "The organization that new users are of. Without it, the one that the token's scope names.").like(r#""ec141dc2-901e-4813-a25d-ef480cff1e26""#),
    word("zuora-oneid.baseUrl", "Base URL", "Where the SCIM API is: what stands before /Users.").like(r#""https://one.zuora.com/scim/v2""#).or(r#""https://one.zuora.com/scim/v2""#).in_format("uri"),
    word("zuora-oneid.tokenUrl", "Token URL", "Where tokens come from.").like(r#""https://one.zuora.com/oauth2/token""#).or(r#""https://one.zuora.com/oauth2/token""#).in_format("uri"),
    word("connection.accountId", "Account ID", "The id of the Zoom account: it stands beside the app's credentials.").like(r#""aBcD_1234-efgh""#),
    word("zoom.baseUrl", "Base URL", "The origin of the API.").like(r#""https://api.zoom.us""#).or(r#""https://api.zoom.us""#).in_format("uri"),
    word("connection.tokenUrl", "Token URL", "Where tokens come from.").like(r#""https://zoom.us/oauth/token""#).or(r#""https://zoom.us/oauth/token""#).in_format("uri"),
    word("connection.plan", "Plan", "The account's plan, which says how many requests it may send. Without it the pace is careful.").like(r#""pro""#),
    word("scim.baseUrl", "Base URL", "Where the SCIM server is: what stands before /Users.").like(r#""https://scim.example.com/v2""#).in_format("uri"),
    word("connection.auth", "Authentication", "How the server knows who asks."),
    word("connection.auth.type", "Kind of authentication", "Which credentials the server takes."),
    word("connection.auth.token", "Token", "The bearer token.").like(r#""a-token""#).in_format("password"),
    word("connection.auth.username", "User name", "The name for HTTP Basic.").like(r#""provisioning""#),
    word("connection.auth.password", "Password", "The password for HTTP Basic.").like(r#""a-password""#).in_format("password"),
    word("connection.auth.tokenUrl", "Token URL", "Where tokens come from. The secret goes there and nowhere else.").like(r#""https://scim.example.com/oauth/token""#).in_format("uri"),
    word("connection.auth.clientId", "Client ID", "The OAuth client's id.").like(r#""provisioning""#),
    word("connection.auth.clientSecret", "Client secret", "The OAuth client's secret.").like(r#""a-secret""#).in_format("password"),
    word("connection.auth.scope", "Scope", "What the token is asked for, where the server wants it said.").like(r#""scim""#),
    word("connection.auth.clientAuth", "Client authentication", "Whether id and secret go as HTTP Basic or in the form.").like(r#""post""#).or(r#""basic""#),

    word("who", "Who", "The account: a userName, a mail address, an id, or an object that says which.").like(r#""jane@example.com""#),
    word("who.text", "By a text", "With \"@\": userName, then email. Without: id, and only if nobody has that id, userName.").like(r#""jane@example.com""#),
    word("who.id", "By id", "The vendor's id, to the letter.").like(r#""u-001""#),
    word("who.userName", "By userName", "What the person logs in with. One to the letter wins; a single one that differs by case matches.").like(r#""jane@example.com""#),
    word("who.email", "By email", "The mail address, without case, over the whole tenant.").like(r#""jane@example.com""#),
    word("who.externalId", "By externalId", "The id that your own system has for the person, to the letter.").like(r#""4711""#),

    word("group", "Group", "The group: its id, and only if no group has that id, its name; or an object that says which.").like(r#""Sales""#),
    word("group.text", "By a text", "The id, and only if no group has that id, the name.").like(r#""Sales""#),
    word("group.id", "By id", "The vendor's id, to the letter.").like(r#""g-001""#),
    word("group.name", "By name", "The name. One to the letter wins; a single one that differs by case matches.").like(r#""Sales""#),
    word("name", "Name", "The name of the group.").like(r#""Sales""#),
    word("members", "Members", "The users, each as one points at a user.").like(r#"["jane@example.com"]"#),

    word("person", "Person", "What the account shall be. What isn't given isn't touched."),
    word("change", "Change", "The fields to change. What isn't given isn't touched."),
    word("person.userName", "User name", "What the person logs in with. Default: the email.").like(r#""jane@example.com""#),
    word("person.email", "Email", "The primary mail address. Default: the userName, if it is one.").like(r#""jane@example.com""#),
    word("person.givenName", "First name", "The first name.").like(r#""Jane""#),
    word("person.familyName", "Last name", "The last name.").like(r#""Doe""#),
    word("person.displayName", "Display name", "The name as it is shown.").like(r#""Jane Doe""#),
    word("person.title", "Job title", "The job title.").like(r#""Analyst""#),
    word("person.department", "Department", "The department.").like(r#""Finance""#),
    word("person.organization", "Organization", "The organization.").like(r#""Example Ltd""#),
    word("person.costCenter", "Cost center", "The cost center.").like(r#""CC-42""#),
    word("person.employeeNumber", "Employee number", "The number that the employer gave.").like(r#""4711""#),
    word("person.manager", "Manager", "The manager, as the vendor identifies one.").like(r#""boss@example.com""#),
    word("person.phone", "Phone", "A phone number.").like(r#""+1 555 0100""#),
    word("person.locale", "Locale", "Language and country.").like(r#""en-US""#),
    word("person.timezone", "Time zone", "An IANA time zone.").like(r#""Europe/Berlin""#),
    word("person.userType", "User type", "The vendor's kind of user.").like(r#""Employee""#),
    word("person.externalId", "External ID", "The id that your own system has for the person.").like(r#""hr-4711""#),
    word("person.role", "Role", "A role's name or id. The action \"roles\" lists them.").like(r#""Read Only""#),
    word("person.groups", "Groups", "Names or ids of groups to be in. The action \"groups.list\" lists them.").like(r#"["Sales"]"#),
    word("person.extra", "Vendor fields", "Vendor attributes as they stand. They win over the fields above.").like(r#"{"region":"EMEA"}"#),

    word("query.active", "Active", "Only those who can log in, or only those who can't.").like("true"),
    word("query.userName", "User name", "Only who has this userName, without case.").like(r#""jane@example.com""#),
    word("query.email", "Email", "Only those with this mail address, without case.").like(r#""jane@example.com""#),
    word("query.externalId", "External ID", "Only who has this id of your own system.").like(r#""hr-4711""#),
    word("query.role", "Role", "Only those with this role, by name or id.").like(r#""Read Only""#),
    word("query.department", "Department", "Only those of this department, without case.").like(r#""Finance""#),
    word("query.filter", "SCIM filter", "A SCIM filter as it stands, for SCIM tenants.").like(r#""userName sw \"j\"""#),
    word("query.raw", "Vendor's records", "Give each user's record as the vendor wrote it, too.").like("true").or("false"),
    word("query.limit", "Limit", "The most users to give. If there are more, the output has a cursor.").like("50").or("1000"),
    word("query.pageSize", "Page size", "Users asked for in one request. Default and maximum: the vendor's.").like("40"),
    word("query.cursor", "Cursor", "Where an earlier list with the same query stopped: the cursor of its output."),

    word("options.timeoutMs", "Time-out of a request (ms)", "How long one attempt may take.").like("30000").or("30000"),
    word("options.deadlineMs", "Deadline (ms)", "How long the whole step may take, retries included.").like("60000"),
    word("options.idempotencyKey", "Idempotency key", "Sent with what is posted, where the vendor takes one. Not needed: a repeated step is safe without it.").like(r#""hr-event-17""#),
    word("options.dryRun", "Dry run", "Look, but write nothing: the output says what would be done.").like("true").or("false"),
    word("options.verify", "Verify", "Read the account back after the write, and compare.").like("false").or("true"),
    word("options.match", "Match", "The account to bring into shape, in place of the one with that userName or email. Nobody there: create.").like(r#"{"id":"u-001"}"#),
    word("options.update", "Update", "Change fields that differ.").like("false").or("true"),
    word("options.reactivate", "Reactivate", "Switch on an account that is off.").like("false").or("true"),
    word("options.groupsMode", "Groups mode", "add: the groups of the person are some of those that the account shall be in. exact: they are all, and others are left.").like(r#""exact""#).or(r#""add""#),
    word("options.strict", "Strict", "Nobody there is the error not_found.").like("true").or("false"),
    word("options.transferTo", "Transfer to", "Zoom: who receives the leaver's data, by mail address.").like(r#""boss@example.com""#),
    word("options.confirm", "Confirm", "The userName of the account, or the name of the group, that is to be deleted for good, to the letter; the id of a plan that switches off more accounts than its guard allows.").like(r#""jane@example.com""#),
    word("options.reveal", "Reveal", "Give the token itself. Platforms keep a step's output: think twice.").like("true").or("false"),

    word("options.resume", "Resume", "Where an earlier step with the same input stopped: the resume of its output. Nothing that it did is done again."),

    word("people", "People", "What each account shall be: fields as for a person. What is wrong with one of them is its result, and stops nobody else.").like(r#"[{"userName":"jane@example.com"}]"#),
    word("whos", "Accounts", "Each account: a userName, a mail address, an id, or an object that says which. What is wrong with one is its result.").like(r#"["jane@example.com"]"#),
    word("roster", "Roster", "Everybody who shall have an account: fields as for a person. What is wrong with any of them refuses the plan.").like(r#"[{"userName":"jane@example.com"}]"#),
    word("policy", "Policy", "What the plan may touch.").like(r#"{"onMissing":"deactivate","scope":{"domains":["example.com"]}}"#),
    word("policy.fields", "Fields", "The fields that are managed where an account is there. Without it, those that each person of the roster has.").like(r#"["title","role"]"#),
    word("policy.onMissing", "On missing", "What becomes of active accounts in the scope that nobody in the roster has.").like(r#""deactivate""#).or(r#""ignore""#),
    word("policy.scope", "Scope", "Which accounts are yours: those that fit each list that is given, by any of its entries. Needed to deactivate.").like(r#"{"domains":["example.com"]}"#),
    word("policy.scope.domains", "Domains", "The domain of the userName; of the mail address, where the userName is none.").like(r#"["example.com"]"#),
    word("policy.scope.roles", "Roles", "The role, by name or id.").like(r#"["Read Only"]"#),
    word("policy.scope.groups", "Groups", "A group that the account is in, by name or id.").like(r#"["Sales"]"#),
    word("policy.scope.userNames", "User names", "The accounts themselves.").like(r#"["jane@example.com"]"#),
    word("policy.protect", "Protect", "Accounts that are never deactivated.").like(r#"["admin@example.com"]"#),
    word("policy.maxRemovals", "Most removals", "So many accounts may be deactivated without confirm. Without it: 5 % of the active accounts in the scope, at least 1 and at most 10.").like("25"),
    word("plan", "Plan", "What plan gave, whole and unchanged."),
    word("method", "Method", "The HTTP method.").like(r#""GET""#),
    word("path", "Path", "The path, from the tenant's origin.").like(r#""/v1/users/u-001""#),
    word("body", "Body", "The body, sent as JSON.").like(r#"{"title":"Analyst"}"#),
];

/// The words, and which of them were used.
#[derive(Default)]
pub(crate) struct Words {
    /// The kind of tenant that is spoken of: its own words go before those for any.
    provider: RefCell<String>,
    used: RefCell<BTreeSet<&'static str>>,
    missing: RefCell<BTreeSet<String>>,
}

impl Words {
    /// Speaks of one kind of tenant from now on.
    pub(crate) fn speak_of(&self, provider: &str) {
        self.provider.replace(provider.to_owned());
    }

    fn of(&self, path: &str) -> Option<&'static Word> {
        let found = self.find(path);
        if found.is_none() {
            self.missing.borrow_mut().insert(path.to_owned());
        }
        found
    }

    fn find(&self, path: &str) -> Option<&'static Word> {
        let named = |path: String| WORDS.iter().find(|word| word.path == path);
        if let Some(name) = path.strip_prefix("change.") {
            return named(format!("person.{name}"));
        }
        let own = path.strip_prefix("connection.");
        let own = own.and_then(|name| named(format!("{}.{name}", self.provider.borrow())));
        own.or_else(|| named(path.to_owned()))
    }

    /// Title and description.
    pub(crate) fn about(&self, path: &str) -> Node {
        let Some(word) = self.of(path) else {
            return Node::object();
        };
        self.used.borrow_mut().insert(word.path);
        Node::object()
            .with("title", word.title)
            .with("description", word.description)
    }

    /// The title alone.
    pub(crate) fn title(&self, path: &str) -> &'static str {
        self.of(path).map_or("", |word| word.title)
    }

    /// Format, default and example.
    pub(crate) fn ending(&self, path: &str) -> Node {
        let json = |text: &str| serde_json::from_str::<Value>(text).ok();
        let Some(word) = self.of(path) else {
            return Node::object();
        };
        let mut node = Node::object();
        if !word.format.is_empty() {
            node = node.with("format", word.format);
        }
        if let Some(default) = json(word.default) {
            node = node.with("default", default);
        }
        match json(word.example) {
            // A form that shows an example of a secret invites to send it.
            Some(example) if word.format != "password" => node.with("examples", vec![example]),
            _ => node,
        }
    }

    /// Something that the reader takes there.
    pub(crate) fn example(&self, path: &str) -> Value {
        let word = self.find(path);
        let example = word.and_then(|word| serde_json::from_str(word.example).ok());
        example.unwrap_or_else(|| json!("x"))
    }

    /// Whether the reader isn't asked about one of the two.
    pub(crate) fn is_opaque(&self, one: &str, other: &str) -> bool {
        OPAQUE.contains(&one) || OPAQUE.contains(&other)
    }

    /// Whether a form had better ask for an option.
    pub(crate) fn is_needed(&self, action: &str, option: &str) -> bool {
        NEEDED.contains(&(action, option))
    }

    /// Words that stand for nothing, and what has none.
    pub(crate) fn problems(&self) -> Vec<String> {
        let used = self.used.borrow();
        let unused = WORDS.iter().map(|word| word.path);
        let unused = unused.filter(|path| !used.contains(path));
        let unused = unused.map(|path| {
            format!("no reader takes {path}, or not with its example: see schema/src/words.rs")
        });
        let missing = self.missing.borrow();
        let missing = missing.iter();
        let missing = missing.map(|path| format!("no words for {path} in schema/src/words.rs"));
        unused.chain(missing).collect()
    }
}
