//! What is shown: check boxes in the page's bar, and the style rules that heed them.

use crate::ontology::{EventType, Quad, Status};
use maud::{Markup, html};
use strum::IntoEnumIterator;

/// Kinds of marks beside events.
const KINDS: [(&str, &str); 3] = [("statement", "Who says what"), ("tie", "What binds whom"), ("name", "Names")];

/// For every box a rule: unchecked, it hides lines and links of its class and leaves its words unmarked. A browser that
/// does not know `:has` shows everything.
pub(super) fn rules() -> String {
    let types = EventType::iter().map(|t| format!("type-{}", t.to_string().to_ascii_lowercase()));
    let statuses = Status::iter().map(|s| format!("status-{s}"));
    let kinds = KINDS.iter().map(|(class, _)| class.to_string());
    types
        .chain(statuses)
        .chain(kinds)
        .map(|class| {
            let off = format!(":root:has(#show-{class}:not(:checked))");
            format!(
                "{off} :is(li,a,small).{class}{{display:none}}\n\
                 {off} span.{class}{{background:none;border:0;font:inherit;text-decoration:none}}\n"
            )
        })
        .collect()
}

/// The boxes. They act without a script; the button puts them all back.
pub(super) fn boxes() -> Markup {
    html! {
        details.show { "\n"
            summary { "Show" } "\n"
            form autocomplete="off" { "\n"
                @for quad in Quad::iter() {
                    fieldset { "\n"
                        legend { "Events: " (quad) } "\n"
                        @for t in EventType::iter().filter(|t| t.quad() == quad) {
                            (one(&format!("type-{}", t.to_string().to_ascii_lowercase()), &t.to_string(), &quad.to_string().replace(' ', "-")))
                        }
                    } "\n"
                }
                fieldset { "\n"
                    legend { "Status" } "\n"
                    @for s in Status::iter() { (one(&format!("status-{s}"), &s.to_string(), "")) }
                } "\n"
                fieldset { "\n"
                    legend { "Beside events" } "\n"
                    @for (class, name) in KINDS { (one(class, name, "")) }
                } "\n"
                button type="reset" { "Show all" } "\n"
            } "\n"
        } "\n"
    }
}

fn one(class: &str, name: &str, key: &str) -> Markup {
    html! {
        label { input type="checkbox" id=(format!("show-{class}")) checked; " " span class=(format!("event {key}")) { (name) } } "\n"
    }
}
