//! Who may come in: bearer, basic, and client credentials in both forms.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use seatwarden_sandbox::{ClientAuth, Config, FaultKind, ScimAuth, ScimOptions, ScriptedFault};
use serde_json::Value;

use crate::service::{Service, encode};

fn service(auth: ScimAuth, client_auth: ClientAuth) -> Service {
    let options = ScimOptions {
        auth,
        client_auth,
        ..ScimOptions::default()
    };
    Service::with(1, options)
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

/// The status of a list under this authorization.
fn status(service: &mut Service, authorization: &str) -> u16 {
    let url = format!("{}/Users", service.base());
    service
        .send("GET", &url, &[("authorization", authorization)], b"")
        .status
}

fn word(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap().to_owned()
}

#[test]
fn a_bearer_token_opens_and_nothing_else_does() {
    let mut service = service(ScimAuth::Bearer, ClientAuth::Basic);
    let connection = service.sandbox.connection();
    assert_eq!(connection["provider"], "scim");
    let token = word(&connection["auth"], "token");
    assert_eq!(status(&mut service, &format!("bearer {token}")), 200);
    assert_eq!(status(&mut service, "Bearer wrong"), 401);
    let url = format!("{}/Users", service.base());
    let got = service.send("GET", &url, &[], b"");
    assert_eq!(got.refusal(), (401, ""));
    assert!(
        got.response
            .header("www-authenticate")
            .unwrap()
            .starts_with("Bearer")
    );
    service.sandbox.expire_tokens();
    assert_eq!(status(&mut service, &format!("Bearer {token}")), 401);
}

#[test]
fn a_password_opens_as_it_stands() {
    let mut service = service(ScimAuth::Basic, ClientAuth::Basic);
    let auth = service.sandbox.connection()["auth"].clone();
    let (name, password) = (word(&auth, "username"), word(&auth, "password"));
    assert!(password.contains(':') && password.contains('%'));
    assert_eq!(status(&mut service, &basic(&name, &password)), 200);
    assert_eq!(status(&mut service, &basic(&name, &encode(&password))), 401);
    assert_eq!(status(&mut service, "Basic !"), 401);
}

#[test]
fn client_credentials_come_in_the_header_form_encoded_or_in_the_form() {
    for client_auth in [ClientAuth::Basic, ClientAuth::Post] {
        let mut service = service(ScimAuth::ClientCredentials, client_auth);
        let auth = service.sandbox.connection()["auth"].clone();
        let (id, secret, url) = (
            word(&auth, "clientId"),
            word(&auth, "clientSecret"),
            word(&auth, "tokenUrl"),
        );
        let in_form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}",
            encode(&id),
            encode(&secret)
        );
        let mut ask = |authorization: &str, form: &str| {
            let media = ("content-type", "application/x-www-form-urlencoded");
            let mut headers = vec![media];
            if !authorization.is_empty() {
                headers.push(("authorization", authorization));
            }
            service.send("POST", &url, &headers, form.as_bytes())
        };
        let encoded = basic(&encode(&id), &encode(&secret));
        let by_header = ask(&encoded, "grant_type=client_credentials");
        let by_form = ask("", &in_form);
        let (right, wrong) = match client_auth {
            ClientAuth::Basic => (by_header, by_form),
            ClientAuth::Post => (by_form, by_header),
        };
        assert_eq!(right.status, 200, "{}", right.body);
        assert_ne!(wrong.status, 200);
        assert_eq!(ask(&encoded, &in_form).status, 400, "one way, not two");
        let plain = ask(&basic(&id, &secret), "grant_type=client_credentials");
        assert_ne!(
            plain.status, 200,
            "a secret that was not encoded is a wrong one"
        );
        let token = word(&right.body, "access_token");
        assert_eq!(status(&mut service, &format!("Bearer {token}")), 200);
        service.now += 3_600_000;
        assert_eq!(status(&mut service, &format!("Bearer {token}")), 401);
    }
}

#[test]
fn faults_and_asked_for_refusals_speak_scim() {
    let mut service = Service::new(Config {
        users: 1,
        ..Config::default()
    });
    service
        .sandbox
        .script(ScriptedFault::next(FaultKind::TooManyRetryAfter));
    let got = service.get("/Users");
    assert_eq!(got.refusal(), (429, ""));
    assert_eq!(got.response.header("retry-after"), Some("2"));
    service.sandbox.script(ScriptedFault::next(FaultKind::Busy));
    assert_eq!(service.get("/Users").refusal(), (503, ""));
    let mut fault = ScriptedFault::refuse(400, "no more than ten", "GET", "/scim/v2/*");
    fault.refusal.as_mut().unwrap().code = Some("tooMany".into());
    service.sandbox.script(fault);
    let got = service.get("/Users");
    assert_eq!(got.refusal(), (400, "tooMany"));
    assert_eq!(got.body["detail"], "no more than ten");
}
