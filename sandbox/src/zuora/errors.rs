//! Every shape in which Zuora refuses. It may not know what was refused.
//!
//! Codes are six digits of a resource and two of a category ("Error codes" of Zuora's API docs).

use serde_json::Value;

use crate::config::{CodeType, Config, ErrorShape};
use crate::http::Response;
use crate::json::{array, object};
use crate::random::Random;

/// The resource "users". Zuora lists no number for it; this one is made up.
const USERS: u64 = 581_700;
/// The REST service itself: Zuora's sample of a 401 has `90000011`.
const SERVICE: u64 = 900_000;

/// The last two digits of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Category {
    Permission,
    Input,
    Rule,
    NotFound,
    Method,
    Lock,
    Internal,
    Temporary,
    Concurrency,
    Json,
    Integration,
}

impl Category {
    /// The two digits.
    pub(crate) fn digits(self) -> u64 {
        match self {
            Self::Permission => 10,
            Self::Input => 20,
            Self::Rule => 30,
            Self::NotFound => 40,
            Self::Method => 45,
            Self::Lock => 50,
            Self::Internal => 60,
            Self::Temporary => 61,
            Self::Concurrency => 70,
            Self::Json => 90,
            Self::Integration => 99,
        }
    }
}

/// Writes refusals in the shapes of one tenant.
#[derive(Debug)]
pub(crate) struct Errors {
    shape: ErrorShape,
    codes: CodeType,
    /// Whether an unknown token is answered with `{message}` or with reasons.
    bare_unauthorized: bool,
    random: Random,
}

impl Errors {
    pub(crate) fn new(config: &Config) -> Self {
        let mut random = Random::new(config.seed, "errors");
        let shape = random.chance(500).then_some(ErrorShape::Status);
        let codes = random.chance(500).then_some(CodeType::String);
        let bare_unauthorized = random.chance(500);
        Self {
            shape: config.errors.or(shape).unwrap_or(ErrorShape::Ok),
            codes: config.codes.or(codes).unwrap_or(CodeType::Number),
            bare_unauthorized,
            random,
        }
    }

    /// A create or update that is refused. The guide says 400; Zuora's error handling page says
    /// HTTP 200 with `success: false`: the tenant's shape decides.
    pub(crate) fn refuse(&mut self, category: Category, message: &str) -> Response {
        let code = self.code(USERS, category);
        match self.shape {
            ErrorShape::Ok => self.reasons(200, &code, message),
            ErrorShape::Errors => {
                let errors = array![object! { "Code": code, "Message": message }];
                Response::json(200, &object! { "Success": false, "Errors": errors })
            }
            ErrorShape::Status | ErrorShape::Flat | ErrorShape::Fault => {
                self.shaped(400, &code, message)
            }
        }
    }

    /// A request that HTTP itself refuses: its status is kept in every shape.
    pub(crate) fn fail(&mut self, status: u16, category: Category, message: &str) -> Response {
        let code = self.code(SERVICE, category);
        self.shaped(status, &code, message)
    }

    /// One user who is not there: always 404 (guide, Get User by ID).
    pub(crate) fn no_user(&mut self, id: &str) -> Response {
        let code = self.code(USERS, Category::NotFound);
        self.shaped(404, &code, &format!("Cannot find user by id: '{id}'."))
    }

    /// HTTP 200 that asks to try again later.
    pub(crate) fn later(&mut self) -> Response {
        let category = match self.random.below(5) {
            0 => Category::Internal,
            1 => Category::Temporary,
            2 => Category::Concurrency,
            3 => Category::Integration,
            _ => Category::Lock,
        };
        let code = self.code(USERS, category);
        self.reasons(
            200,
            &code,
            "The record is locked by another process. Try again later.",
        )
    }

    /// 429 with reasons.
    pub(crate) fn too_many(&mut self, message: &str) -> Response {
        let code = self.code(SERVICE, Category::Concurrency);
        self.reasons(429, &code, message)
    }

    /// A token that is unknown or has ended.
    pub(crate) fn unauthorized(&mut self) -> Response {
        if self.bare_unauthorized {
            Response::json(401, &object! { "message": "Authentication error" })
        } else {
            // The sample writes this code as a string whatever the others are.
            let code = Value::from("90000011");
            self.reasons(
                401,
                &code,
                "this resource is protected, please sign in first",
            )
        }
    }

    /// 403 as Zuora's SDK reads it: flat.
    pub(crate) fn forbidden(&mut self) -> Response {
        let code = self.code(SERVICE, Category::Permission);
        let message = "You do not have permission to access this resource. An Administrator role is required.";
        Response::json(403, &object! { "code": code.clone(), "message": message })
    }

    fn shaped(&mut self, status: u16, code: &Value, message: &str) -> Response {
        match self.shape {
            ErrorShape::Ok | ErrorShape::Status | ErrorShape::Errors => {
                self.reasons(status, code, message)
            }
            ErrorShape::Flat => Response::json(
                status,
                &object! { "code": code.clone(), "message": message },
            ),
            ErrorShape::Fault => {
                let body = object! { "FaultCode": code.clone(), "FaultMessage": message };
                Response::json(status, &body)
            }
        }
    }

    fn reasons(&mut self, status: u16, code: &Value, message: &str) -> Response {
        let body = object! {
            "success": false,
            "processId": self.random.hex(16).to_ascii_uppercase(),
            "reasons": array![object! { "code": code.clone(), "message": message }],
        };
        Response::json(status, &body)
    }

    fn code(&self, resource: u64, category: Category) -> Value {
        let code = resource * 100 + category.digits();
        match self.codes {
            CodeType::Number => Value::from(code),
            CodeType::String => Value::from(code.to_string()),
        }
    }
}
