//! Findings as a compiler shows them: with the line of the document that they are about.

use std::io::IsTerminal;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use kms_mrk::verdict::{Answer, Finding, Place, Refusal, Severity, Span};

use crate::document::Document;

/// How many columns of a line are shown.
const WIDTH: usize = 100;

/// How many characters are underlined at most.
const UNDERLINED: usize = 60;

/// How many characters of a text by KMS are shown: it may repeat a whole policy.
const QUOTED: usize = 600;

/// Renders findings.
pub(crate) struct Snippets {
    renderer: Renderer,
}

impl Snippets {
    /// With colours on a terminal, unless `NO_COLOR` is set; plain elsewhere.
    pub(crate) fn on(output: &impl IsTerminal) -> Self {
        let is_styled =
            output.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let renderer = if is_styled { Renderer::styled() } else { Renderer::plain() };
        Self { renderer: renderer.term_width(WIDTH) }
    }

    /// A finding, what KMS does about it, its rule, its source, and the place in the document.
    pub(crate) fn finding(&self, finding: &Finding, document: &Document) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Suggestion => Level::INFO.with_name("suggestion"),
        };
        let rule = finding.rule;
        let title = level.primary_title(one_line(&finding.message)).id(rule.id());
        let mut group = title
            .elements(snippet(document, &finding.place, None))
            .element(note("answer").message(answer(&finding.answer)))
            .element(note("rule").message(format!("{} ({})", rule.sentence(), rule.evidence())))
            .element(note("source").message(rule.documentation()));
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(one_line(help)));
        }
        self.renderer.render(&[group]) + "\n"
    }

    /// A message of the example itself, with the places in documents that it is about.
    pub(crate) fn error<'a>(
        &self,
        message: &str,
        places: impl Iterator<Item = (&'a Document, &'a Place, &'a str)>,
        help: Option<&str>,
    ) -> String {
        let error = Group::with_title(Level::ERROR.primary_title(one_line(message)));
        let snippets: Vec<_> =
            places.filter_map(|(document, place, label)| snippet(document, place, Some(label))).collect();
        let is_alone = snippets.is_empty();
        let error = error.elements(snippets);
        match help.map(one_line) {
            Some(help) if is_alone => {
                let help = Group::with_title(Level::HELP.secondary_title(help));
                format!("{}\n{}\n", self.renderer.render(&[error]), self.renderer.render(&[help]))
            }
            Some(help) => self.renderer.render(&[error.element(Level::HELP.message(help))]) + "\n",
            None => self.renderer.render(&[error]) + "\n",
        }
    }
}

fn note(name: &str) -> Level<'_> {
    Level::NOTE.with_name(name)
}

/// The line that a place is in, with the beginning of the place underlined; nothing if there is no such place.
fn snippet<'a>(
    document: &'a Document,
    place: &Place,
    label: Option<&'a str>,
) -> Option<Snippet<'a, Annotation<'a>>> {
    let span = place.span_in(&document.text)?;
    let underlined = AnnotationKind::Primary.span(span.start..shortened(&span, &document.text)).label(label);
    Some(Snippet::source(&document.text).path(&document.name).annotation(underlined))
}

/// Where to stop underlining: at the end of the line at the latest, and long before that in a long line.
fn shortened(span: &Span, text: &str) -> usize {
    let spanned = text.get(span.start..span.end).unwrap_or_default();
    let line = spanned.lines().next().unwrap_or_default();
    span.start + line.char_indices().nth(UNDERLINED).map_or(line.len(), |(at, _)| at)
}

/// What KMS does about a breach, in words.
fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Refuses(refusal) => refused(refusal),
        Answer::Accepts => "KMS accepts it".to_owned(),
        Answer::AcceptsWithoutEffect => "KMS accepts it, and it has no effect".to_owned(),
        Answer::NeverReturns => "KMS never says so".to_owned(),
        Answer::Unknown => "not known".to_owned(),
    }
}

fn refused(Refusal { code, text, evidence }: &Refusal) -> String {
    match text.alone().as_deref() {
        None => format!("{code}, with a message that is not known ({evidence})"),
        Some("") => format!("{code}, without a message ({evidence})"),
        Some(text) => format!("{code}: {} ({evidence})", quoted(text)),
    }
}

/// A text by KMS on one line, without its middle if it is very long.
pub(crate) fn quoted(text: &str) -> String {
    let length = text.chars().count();
    if length <= QUOTED {
        return one_line(text);
    }
    let start: String = text.chars().take(QUOTED / 2).collect();
    let end: String = text.chars().skip(length - QUOTED / 2).collect();
    format!("{} […{} characters…] {}", one_line(&start), length - 2 * (QUOTED / 2), one_line(&end))
}

/// A text without line breaks and whatever else a terminal would act on.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { line.extend(c.escape_default()) } else { line.push(c) }
    }
    line
}
