//! A page for a person: the keys, what happened to them and what will, and the last calls.

use std::fmt::Write;

use hyper::header::HeaderValue;
use jiff::Timestamp;
use kms_mrk::identity::KeyId;
use kms_mrk::key::KeyMetadata;
use kms_mrk::model::{Event, RelatedKeys};

use crate::service::{Answered, Service};

/// Nothing of the page is from elsewhere.
pub(crate) const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The page, which then asks for its view again and again.
pub(crate) fn whole(service: &Service, now: Timestamp) -> String {
    include_str!("page.html").replace("<!-- view -->", &view(service, now))
}

/// What changes.
pub(crate) fn view(service: &Service, now: Timestamp) -> String {
    let mut html = String::new();
    let mut sets: Vec<_> = service.kms().world().sets().collect();
    sets.sort_by_key(|set| !set.key_id().is_multi_region());
    let _ = write!(
        html,
        "<p>Time of the model: <time datetime=\"{now}\">{}</time>. {} of related keys.</p>",
        short(now),
        counted(sets.len(), "set"),
    );
    html += "<h2 id=\"keys\">Keys</h2>";
    if sets.is_empty() {
        html += "<p>There are no keys.</p>";
    }
    for set in sets {
        of_set(&mut html, set, service);
    }
    let gone: Vec<_> =
        service.timelines().keys().filter(|key_id| service.kms().world().set(**key_id).is_none()).collect();
    if !gone.is_empty() {
        html += "<h2>Deleted</h2>";
        for key_id in gone {
            let _ = write!(html, "<section><h3><code>{key_id}</code></h3>");
            timeline(&mut html, *key_id, service, &mut std::iter::empty());
            html += "</section>";
        }
    }
    calls(&mut html, service);
    html
}

fn of_set(html: &mut String, set: &RelatedKeys, service: &Service) {
    let keys: Vec<KeyMetadata> = set.keys().filter_map(|key| set.describe(&key.region)).collect();
    let Some(first) = keys.first() else { return };
    let _ = write!(
        html,
        "<section><h3><code>{}</code></h3><p>{}, {}, account {}{}{}</p>\
         <table><thead><tr><th scope=\"col\">Region</th><th scope=\"col\">Role</th>\
         <th scope=\"col\">Key state</th><th scope=\"col\">Until</th></tr></thead><tbody>",
        first.key_id,
        escaped(first.key_spec.as_str()),
        escaped(first.key_usage.as_str()),
        first.aws_account_id,
        if first.description.as_str().is_empty() { "" } else { ", " },
        escaped(first.description.as_str()),
    );
    for metadata in &keys {
        let role = match metadata.multi_region_key_type() {
            None => "single-Region",
            Some(kind) if kind == "PRIMARY" => "primary",
            Some(_) => "replica",
        };
        let until = metadata.deletion_date.map(short).unwrap_or_default();
        let state = escaped(metadata.key_state.as_str());
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{}</th><td>{role}</td><td class=\"{state}\">{state}</td><td>{until}</td></tr>",
            escaped(metadata.arn.region().as_str()),
        );
    }
    *html += "</tbody></table>";
    let mut upcoming: Vec<Event> = set.upcoming().collect();
    upcoming.sort_by_key(|event| event.at);
    timeline(html, set.key_id(), service, &mut upcoming.into_iter());
    *html += "</section>";
}

/// What happened, and what will if nobody does anything.
fn timeline(html: &mut String, key_id: KeyId, service: &Service, upcoming: &mut dyn Iterator<Item = Event>) {
    let open = if key_id.is_multi_region() { " open" } else { "" };
    let _ = write!(html, "<details{open}><summary>Timeline</summary><ol>");
    for event in service.timelines().get(&key_id).into_iter().flatten() {
        let _ = write!(html, "<li>{}</li>", happening(event));
    }
    for event in upcoming {
        let _ = write!(html, "<li class=\"upcoming\">{} (to come)</li>", happening(&event));
    }
    *html += "</ol></details>";
}

fn happening(event: &Event) -> String {
    let change = serde_json::to_value(event).ok();
    let name = change.as_ref().and_then(|change| change["event"].as_str()).unwrap_or_default();
    format!(
        "<time datetime=\"{}\">{}</time> {} {}",
        event.at,
        short(event.at),
        escaped(event.region.as_str()),
        words(name)
    )
}

/// `ReplicaCreated` as `replica created`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for (index, letter) in escaped(name).chars().enumerate() {
        if letter.is_ascii_uppercase() && index > 0 {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

fn calls(html: &mut String, service: &Service) {
    *html += "<h2 id=\"calls\">Last calls</h2>";
    if service.calls().next().is_none() {
        *html += "<p>Nobody has called yet.</p>";
        return;
    }
    *html += "<table><thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Region</th>\
              <th scope=\"col\">Operation</th><th scope=\"col\">Caller</th><th scope=\"col\">Verdict</th></tr></thead><tbody>";
    for Answered { at, region, caller, target, status, refusal } in service.calls() {
        let operation = target.strip_prefix("TrentService.").unwrap_or(target);
        let (class, verdict) = match refusal {
            None => ("accepted", "accepted".to_owned()),
            Some(refusal) => ("refused", format!("{status} {}", escaped(refusal))),
        };
        let _ = write!(
            html,
            "<tr><td><time datetime=\"{at}\">{}</time></td><td>{}</td><td>{}</td><td>{}</td>\
             <td class=\"{class}\">{verdict}</td></tr>",
            short(*at),
            escaped(region.as_str()),
            escaped(operation),
            escaped(caller),
        );
    }
    *html += "</tbody></table>";
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A time to the second.
fn short(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// A text that a client has chosen, as HTML has it.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html += "&amp;",
            '<' => html += "&lt;",
            '>' => html += "&gt;",
            '"' => html += "&quot;",
            '\'' => html += "&#39;",
            letter => html.push(letter),
        }
    }
    html
}
