//! Makes `step-input.json` and `step-output.json` (JSON Schema, draft 2020-12) and prints both as one JSON object.
//!
//! Nothing here knows what a step may hold: names, types, what is required and what excludes what come from asking the
//! core's own readers ([`reader`]), and the output from the core's own types. What is written by hand is what no reader
//! knows: words for people ([`words`]) and one good step an action ([`samples`]). Words for what no reader takes, and what
//! a reader takes without words, end the build.
//!
//! | module | what is in it |
//! |---|---|
//! | [`reader`] | the core's reader, asked about one step |
//! | [`samples`] | a good step for each action, a good connection for each way to log in |
//! | [`words`] | titles, descriptions, examples and defaults |
//! | [`object`], [`text`] | an object and a text as the reader takes them |
//! | [`input`], [`output`] | the two schemas |
//! | [`node`] | JSON that keeps its order: forms show fields in it |

mod input;
mod node;
mod object;
mod output;
mod reader;
mod samples;
mod text;
mod words;

use node::Node;
use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let words = words::Words::default();
    let schemas = Node::object()
        .with("step-input.json", input::schema(&words))
        .with("step-output.json", output::schema());
    let mut problems = words.problems();
    problems.extend(input::forgotten());
    if !problems.is_empty() {
        return Err(std::io::Error::other(problems.join("; ")));
    }
    let text = serde_json::to_string(&schemas)?;
    writeln!(std::io::stdout(), "{text}")
}
