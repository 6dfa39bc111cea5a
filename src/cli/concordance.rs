//! `whoswho concordance`: every mention of one entity in its context or, `--with` another one, every sentence that holds
//! both.
//!
//! When sorted by article, rows are written as the articles are read, and only the summary is kept, which takes a few
//! bytes per article. In any other order, all rows are held until the last article has been read. They take about 500
//! bytes each, so a million mentions take half a gigabyte.

use std::io::{self, BufWriter, IsTerminal, StdoutLock};
use std::sync::Arc;

use serde_json::json;

use crate::analysis::concordance::{Line, Sort, line, sort_key};
use crate::analysis::dispersion::{Part, deviation_of_proportions, dispersion, extent};
use crate::analysis::pair_sentences::{Named, PairSentence, SentenceReader, SentenceText, pair_sentences};
use crate::article::Article;
use crate::cli::arguments::{ConcordanceArguments, RowArguments};
use crate::cli::concordance_table::{Heading, PIPE_COLUMNS, Table};
use crate::cli::entity_query::EntityQuery;
use crate::cli::{output, resolve};
use crate::export::code_points::CodePoints;
use crate::export::{Column, Format, RowWriter};
use crate::gazetteer::{Gazetteer, Kind};
use crate::intake::{Problem, matched};
use crate::mention::{EntityRef, Found, Mention, Referent};
use crate::term::capabilities::capabilities;
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;
use crate::ui::Theme;

/// Maximum number of articles listed as not mentioning the entity.
const MAX_NAMED: usize = 200;

/// A line and the other columns of its row.
struct Row {
    line: Line,
    /// The sentence and the other entity, if there is one.
    sentence: Option<(SentenceText, EntityRef)>,
    entity: EntityRef,
    /// Start and end in code points.
    points: (usize, usize),
}

/// Where the rows go.
enum Output {
    Table(Table<BufWriter<StdoutLock<'static>>>),
    Rows(RowWriter<BufWriter<StdoutLock<'static>>>),
}

/// The summary below a table.
#[derive(Default)]
struct Summary {
    /// Number of articles read.
    articles: usize,
    /// Number of lines.
    lines: usize,
    /// Number of ambiguous mentions that may name the entity, or either of two.
    ambiguous: usize,
    /// The number of words and of lines of each article.
    parts: Vec<Part>,
    /// The first [`MAX_NAMED`] articles without lines.
    absent: Vec<String>,
}

/// A concordance in progress.
struct Concordance {
    gazetteer: Arc<Gazetteer>,
    query: EntityQuery,
    /// The other entity of the sentences. None if the lines are mentions.
    partner: Option<EntityQuery>,
    sort: Sort,
    out: Output,
    summary: Summary,
    /// All rows and the articles they are from. Empty if sorted by article.
    held: (Vec<Row>, Vec<Heading>),
}

/// Runs the command.
///
/// # Errors
/// If the articles or the list cannot be resolved, the list does not have the given entity, or writing fails.
pub fn run(arguments: &ConcordanceArguments) -> anyhow::Result<Vec<Problem>> {
    let resolved = resolve::resolve_with_list(&arguments.rows.sources)?;
    let matcher = &resolved.list.matcher;
    let query = EntityQuery::parse(matcher.gazetteer(), &arguments.entity)?;
    let partner =
        arguments.with.as_deref().map(|name| EntityQuery::parse(matcher.gazetteer(), name)).transpose()?;
    if partner.as_ref().is_some_and(|partner| query.is_same(partner)) {
        let name = arguments.with.as_deref().unwrap_or_default();
        anyhow::bail!("--with `{}` names the same entity", sanitize_line(name));
    }
    let mut concordance = Concordance {
        gazetteer: Arc::clone(matcher.gazetteer()),
        query,
        partner,
        sort: arguments.sort.into(),
        out: output(&arguments.rows)?,
        summary: Summary::default(),
        held: (Vec::new(), Vec::new()),
    };
    let mut failure = None;
    let problems = matched(&resolved.paths, &resolved.article_reader, matcher, |article, found| {
        failure = concordance.add(&article, &found).err();
        failure.is_none()
    });
    if let Some(error) = failure {
        return Err(error.into());
    }
    concordance.finish()?;
    Ok(problems)
}

fn output(arguments: &RowArguments) -> io::Result<Output> {
    if arguments.format != Format::Table {
        let is_number = |name: &&str| ["start", "end", "paragraph"].contains(name);
        let names = ["article", "entity", "start", "end", "left", "surface", "right", "block", "paragraph"];
        let columns =
            names.iter().map(|name| if is_number(name) { Column::number(name) } else { Column::text(name) });
        return Ok(Output::Rows(output::rows(arguments, columns.collect())?));
    }
    let terminal = capabilities(|name| std::env::var(name).ok());
    let is_terminal = io::stdout().is_terminal();
    let columns = is_terminal.then(crate::term::columns).flatten().unwrap_or(PIPE_COLUMNS);
    let theme = (is_terminal && !terminal.dumb).then(|| Theme::new(crate::reader::depth(terminal.color)));
    Ok(Output::Table(Table::new(BufWriter::new(io::stdout().lock()), columns, theme)))
}

impl Concordance {
    /// Adds the mentions of the next article.
    fn add(&mut self, article: &Article, found: &Found) -> io::Result<()> {
        let position = u32::try_from(self.summary.articles).unwrap_or(u32::MAX);
        let queries = || [Some(&self.query), self.partner.as_ref()].into_iter().flatten();
        let is_match = |entity: &EntityRef| queries().any(|query| query.matches(entity, &self.gazetteer));
        let may_match: Vec<bool> =
            found.referents.iter().map(|referent| referent.candidates().iter().any(is_match)).collect();
        let possible_mentions = || {
            let is_possible = |mention: &&Mention| may_match.get(mention.referent as usize) == Some(&true);
            found.mentions.iter().filter(is_possible)
        };
        let entity =
            |mention: &Mention| found.referents.get(mention.referent as usize).and_then(Referent::entity);
        let sentences = self.partner.as_ref().map(|partner| {
            pair_sentences(
                found
                    .mentions
                    .iter()
                    .filter_map(|mention| Some((self.named(partner, entity(mention)?)?, mention))),
            )
        });
        let mentions: Vec<&Mention> = match &sentences {
            Some(sentences) => sentences.iter().map(PairSentence::mention).collect(),
            None => possible_mentions().filter(|mention| mention.counts()).collect(),
        };
        let heading = Heading {
            position,
            name: article.key.to_string(),
            title: article.headline().into_owned(),
            lines: mentions.len(),
            noun: noun(self.partner.is_some()),
        };
        self.summary.articles += 1;
        self.summary.lines += heading.lines;
        self.summary.ambiguous += possible_mentions().filter(|mention| mention.counts_as_ambiguous()).count();
        if let Output::Table(table) = &mut self.out {
            let lines = u32::try_from(heading.lines).unwrap_or(u32::MAX);
            self.summary.parts.push(Part { words: article.words(), mentions: lines });
            if heading.lines == 0 && self.summary.absent.len() < MAX_NAMED {
                self.summary.absent.push(heading.name.clone());
            }
            if heading.lines > 0 && self.sort == Sort::Article {
                let starts = mentions.iter().map(|mention| mention.start as usize);
                table.heading(&heading, &dispersion(starts, &extent(article), table.bar_cells()))?;
            }
        }
        if heading.lines == 0 {
            return Ok(());
        }
        let mut points = CodePoints::new(article.text.as_str());
        let mut reader = SentenceReader::new(article);
        let mut in_order = sentences.iter().flatten();
        let rows = mentions.into_iter().filter_map(|mention| {
            let (line, sentence) = match in_order.next() {
                Some(sentence) => {
                    let (line, text) = reader.read(position, sentence);
                    (line, Some((text, entity(sentence.other_mention())?.clone())))
                }
                None => (line(article, position, mention), None),
            };
            let points = (points.at(mention.start as usize), points.at(mention.end()));
            Some(Row { line, sentence, entity: entity(mention)?.clone(), points })
        });
        if self.sort == Sort::Article {
            for row in rows {
                self.out.write(row, &heading.name, &self.gazetteer, None)?;
            }
        } else {
            self.held.0.extend(rows);
            self.held.1.push(heading);
        }
        Ok(())
    }

    /// Writes the held rows and, for a table, the lines below it.
    fn finish(mut self) -> io::Result<()> {
        let (mut rows, headings) = std::mem::take(&mut self.held);
        rows.sort_by_cached_key(|row| sort_key(&row.line, self.sort));
        let number_width = self.summary.articles.to_string().len();
        for row in rows {
            let heading = headings.binary_search_by_key(&row.line.article, |heading| heading.position);
            let heading = heading.ok().and_then(|at| headings.get(at));
            let name = heading.map_or("", |heading| heading.name.as_str());
            self.out.write(row, name, &self.gazetteer, Some(number_width))?;
        }
        let (name, is_pair) = (self.name(), self.partner.is_some());
        match self.out {
            Output::Rows(out) => out.finish(),
            Output::Table(mut table) => {
                if !headings.is_empty() {
                    table.gap()?;
                }
                for heading in &headings {
                    table.legend(heading, number_width)?;
                }
                table.gap()?;
                for line in self.summary.lines(&name, is_pair) {
                    table.text(&line)?;
                }
                table.flush()
            }
        }
    }

    /// Returns which of the two an entity is. One that both queries refer to is the one whose query is for a single
    /// value of the template that the other query is for.
    fn named(&self, partner: &EntityQuery, entity: &EntityRef) -> Option<Named> {
        let is_first = self.query.matches(entity, &self.gazetteer);
        let is_second = partner.matches(entity, &self.gazetteer);
        match (is_first, is_second) {
            (true, true) if matches!(partner, EntityQuery::Value(_)) => Some(Named::Second),
            (true, _) => Some(Named::First),
            (false, true) => Some(Named::Second),
            (false, false) => None,
        }
    }

    /// Returns the name of the entity or the names of both; for one value of a template, the name or id as given.
    fn name(&self) -> String {
        let name = |query: &EntityQuery| match query {
            EntityQuery::Entry(entry) => self.gazetteer.entry(*entry).map(|entry| entry.name.clone()),
            EntityQuery::Value(name) => Some(name.clone()),
        };
        let queries = [Some(&self.query), self.partner.as_ref()];
        let names: Vec<String> = queries.into_iter().flatten().filter_map(name).collect();
        sanitize_line(&names.join(" with ")).into_owned()
    }
}

/// Returns what a line stands for: the noun for one, and for several.
fn noun(is_pair: bool) -> (&'static str, &'static str) {
    if is_pair { ("sentence", "sentences") } else { ("mention", "mentions") }
}

impl Output {
    /// Writes a row. In a table, `number_width` is the width of the article number at the start of the line; None if
    /// the line follows the heading of its article.
    fn write(
        &mut self,
        row: Row,
        article: &str,
        gazetteer: &Gazetteer,
        number_width: Option<usize>,
    ) -> io::Result<()> {
        let Row { line, sentence, entity, points: (start, end) } = row;
        match self {
            Self::Table(table) => {
                let kind = kind_of(&entity, gazetteer);
                match &sentence {
                    None => table.line(&line, kind, number_width),
                    Some((text, other)) => {
                        table.sentence(line.article, text, [kind, kind_of(other, gazetteer)], number_width)
                    }
                }
            }
            Self::Rows(out) => out.write(vec![
                json!(article),
                json!(entity.name(gazetteer)),
                json!(start),
                json!(end),
                json!(line.left),
                json!(line.surface),
                json!(line.right),
                json!(line.block.name()),
                json!(line.paragraph),
            ]),
        }
    }
}

fn kind_of<'a>(entity: &EntityRef, gazetteer: &'a Gazetteer) -> Option<&'a Kind> {
    gazetteer.entry(entity.entry).and_then(|entry| gazetteer.kind(entry.kind))
}

impl Summary {
    /// Returns the lines below the table. `is_pair` is true if a line is a sentence that holds two entities.
    fn lines(&self, name: &str, is_pair: bool) -> Vec<String> {
        let articles_with_lines = self.parts.iter().filter(|part| part.mentions > 0).count();
        let deviation = deviation_of_proportions(&self.parts);
        let deviation = deviation.map(|deviation| format!(", DP {deviation:.2}")).unwrap_or_default();
        let (singular, plural) = noun(is_pair);
        let count = counted(self.lines, singular, plural);
        let articles = counted(self.articles, "article", "articles");
        let mut lines = vec![format!("{name}: {count} in {articles_with_lines} of {articles}{deviation}")];
        if self.ambiguous > 0 {
            let mentions = counted(self.ambiguous, "ambiguous mention", "ambiguous mentions");
            lines.push(format!("{}: {mentions}", if is_pair { "not counted" } else { "not shown" }));
        }
        let more = (self.articles - articles_with_lines).saturating_sub(self.absent.len());
        if !self.absent.is_empty() {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let absent = if is_pair { "no such sentence in" } else { "not mentioned in" };
            lines.push(format!("{absent}: {}{more}", self.absent.join(", ")));
        }
        lines
    }
}
