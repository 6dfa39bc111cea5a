//! Lists, valid or not: parsed, or refused with located errors.

use std::sync::Arc;

use whoswho::gazetteer::{self, Problem};
use whoswho::mention::Matcher;

use super::check;

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let problems = match check::deterministic(data, || {
        gazetteer::parse(&text, "list").map(|parsed| (parsed.gazetteer, parsed.problems))
    }) {
        Ok((list, problems)) => {
            assert!(!problems.iter().any(Problem::is_error));
            for entry in &list.entries {
                check::line("an id", &entry.id);
                assert!(!entry.id.is_empty() && !entry.name.is_empty());
                assert_eq!(entry.is_template, entry.forms.is_empty());
                assert!(list.kind(entry.kind).is_some());
            }
            if let Err(error) = Matcher::new(Arc::new(list)) {
                check::message(&error);
            }
            problems
        }
        Err(problems) => {
            assert!(problems.iter().any(Problem::is_error));
            problems
        }
    };
    let lines: Vec<&str> = text.split('\n').collect();
    for problem in &problems {
        let line = lines.get((problem.line as usize).wrapping_sub(1));
        let Some(line) = line else { panic!("there is no line {}", problem.line) };
        assert!(problem.column >= 1 && problem.column as usize <= line.chars().count() + 1, "{problem}");
        check::message(&problem.message);
        check::safe("a problem", &problem.to_string());
    }
    assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)));
}
