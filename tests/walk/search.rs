//! The search, breadth first.

use std::collections::{HashSet, VecDeque};
use std::ops::ControlFlow;

use kms_mrk::key::KeyStateName;
use kms_mrk::model::{Change, Event, RelatedKeys, World};
use kms_mrk::operation::OperationName;

use super::bounds::Bounds;
use super::code::{BuildCodeHasher, Code};
use super::invariants::{INVARIANTS, Invariant};
use super::steps::{Step, deadlines, name, name_of, steps};

/// What was found on a walk.
pub struct Walk {
    /// Of each Region, the steps on the key there.
    steps: Vec<Vec<Step>>,
    reached: Reached,
    answers: Vec<Answers>,
    /// How often a step led from a state to a state, be it a new one, a known one, or the same.
    pub transitions: u64,
    /// How often KMS refused a call.
    pub refusals: u64,
    /// Where invariants do not hold, by the steps that lead there.
    pub broken: Vec<(&'static Invariant, String)>,
}

/// The states that were reached.
struct Reached {
    /// How each was reached first. The walk began in the first; the others come in the order of visits.
    ways: Vec<Option<Taken>>,
    codes: HashSet<Code, BuildCodeHasher>,
    to_visit: VecDeque<Option<RelatedKeys>>,
    /// Where the set is made that a step leads to: nearly all of them are known, and one copy does for all.
    next: RelatedKeys,
}

/// A step that was taken in a state.
#[derive(Clone, Copy)]
struct Taken {
    state: u32,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    Call { region: u8, step: u8 },
    Deadline { region: u8, what: &'static str },
}

/// Where an operation was first accepted and first refused, by the state of the key, in the order of
/// `KeyStateName::ALL`.
struct Answers {
    operation: OperationName,
    accepted: [Option<Taken>; STATES],
    refused: [Option<Taken>; STATES],
}

const STATES: usize = KeyStateName::ALL.len();

/// What an operation answered on keys in one state, by the shortest ways to get the answers.
#[derive(Debug)]
pub struct Witness {
    pub operation: OperationName,
    pub state: KeyStateName,
    pub accepted: Option<String>,
    pub refused: Option<String>,
}

impl Walk {
    /// Walks through all that can become of a set. Each set that a step leads to is shown to `arrived`, with its code,
    /// whether it was seen before or not.
    pub fn new(bounds: &Bounds, mut arrived: impl FnMut(Code, &RelatedKeys)) -> Self {
        let key = bounds.begin.key_id();
        let mut walk = Self::at_the_start(bounds);
        let mut world = bounds.world();
        for state in 0.. {
            let Some(next) = walk.reached.to_visit.pop_front() else { break };
            let Some(set) = next else { continue };
            world.adopt(set);
            let set = world.set(key).expect("it was adopted");
            walk.check(state, set);
            walk.leave(state, bounds, &world, set, &mut arrived);
        }
        walk
    }

    fn at_the_start(bounds: &Bounds) -> Self {
        let mut steps: Vec<_> = (0..bounds.regions.len()).map(|region| steps(bounds, region)).collect();
        let mut answers: Vec<Answers> = Vec::new();
        for step in steps.iter_mut().flatten() {
            let operation = &step.operation;
            let known = answers.iter().position(|row| row.operation == *operation);
            step.row = known.unwrap_or_else(|| {
                answers.push(Answers {
                    operation: operation.clone(),
                    accepted: [None; STATES],
                    refused: [None; STATES],
                });
                answers.len() - 1
            });
        }
        Self {
            steps,
            reached: Reached::beginning(bounds),
            answers,
            transitions: 0,
            refusals: 0,
            broken: Vec::new(),
        }
    }

    /// Tries every step on every key of the set.
    fn leave(
        &mut self,
        state: u32,
        bounds: &Bounds,
        world: &World,
        set: &RelatedKeys,
        arrived: &mut impl FnMut(Code, &RelatedKeys),
    ) {
        for key in set.keys() {
            let region = bounds.index(&key.region);
            let column = column(&key.state.name());
            let asked =
                self.steps[region].iter().enumerate().filter(|(_, step)| step.asked.applies_to(set, key));
            for (index, step) in asked {
                let taken = Taken { state, what: What::Call { region: region as u8, step: index as u8 } };
                let answers = &mut self.answers[step.row];
                match step.ask(world) {
                    Some(events) => {
                        self.transitions += 1;
                        answers.accepted[column].get_or_insert(taken);
                        self.reached.arrive(taken, bounds, set, &events, arrived);
                    }
                    None => {
                        self.refusals += 1;
                        answers.refused[column].get_or_insert(taken);
                    }
                }
            }
        }
        for event in deadlines(set) {
            self.transitions += 1;
            let region = bounds.index(&event.region) as u8;
            let taken = Taken { state, what: What::Deadline { region, what: name_of(&event) } };
            self.reached.arrive(taken, bounds, set, &[event], arrived);
        }
    }

    fn check(&mut self, state: u32, set: &RelatedKeys) {
        let mut keys = Vec::with_capacity(1 + set.replicas().len());
        for key in set.keys() {
            keys.extend(set.describe(&key.region));
        }
        for invariant in INVARIANTS.iter().filter(|invariant| !(invariant.holds)(&keys)) {
            self.broken.push((invariant, self.way_to(state)));
        }
    }

    /// How many states there are; that the set is gone is one of them.
    pub fn states(&self) -> usize {
        self.reached.ways.len()
    }

    /// What each operation answered on keys in each state, where there was one to ask.
    pub fn witnesses(&self) -> impl Iterator<Item = Witness> {
        let witness = |row: &Answers, column: usize| Witness {
            operation: row.operation.clone(),
            state: KeyStateName::ALL[column].clone(),
            accepted: row.accepted[column].map(|taken| self.way(taken)),
            refused: row.refused[column].map(|taken| self.way(taken)),
        };
        self.answers
            .iter()
            .flat_map(move |row| (0..STATES).map(move |column| witness(row, column)))
            .filter(|witness| witness.accepted.is_some() || witness.refused.is_some())
    }

    /// The shortest way to a state, and the step that was taken there.
    fn way(&self, taken: Taken) -> String {
        let mut way = self.way_to(taken.state);
        if !way.is_empty() {
            way += ", ";
        }
        way + &match taken.what {
            What::Call { region, step } => self.steps[usize::from(region)][usize::from(step)].to_string(),
            What::Deadline { region, what } => format!("{} {what}", name(usize::from(region))),
        }
    }

    fn way_to(&self, state: u32) -> String {
        self.reached.ways[state as usize].map_or_else(String::new, |taken| self.way(taken))
    }
}

fn column(state: &KeyStateName) -> usize {
    KeyStateName::ALL.iter().position(|listed| listed == state).expect("a listed state")
}

impl Reached {
    /// Where a walk begins.
    fn beginning(bounds: &Bounds) -> Self {
        let begin = bounds.begin.clone();
        Self {
            ways: vec![None],
            codes: HashSet::from_iter([Code::of(Some(&begin), bounds)]),
            next: begin.clone(),
            to_visit: VecDeque::from([Some(begin)]),
        }
    }

    /// A step was taken on this set, which let these events happen. Without any, it led nowhere.
    fn arrive(
        &mut self,
        taken: Taken,
        bounds: &Bounds,
        set: &RelatedKeys,
        events: &[Event],
        arrived: &mut impl FnMut(Code, &RelatedKeys),
    ) {
        if events.is_empty() {
            return;
        }
        self.next.clone_from(set);
        let next = let_happen(&mut self.next, events).is_continue().then_some(&self.next);
        let code = Code::of(next, bounds);
        if let Some(next) = next {
            arrived(code, next);
        }
        if self.codes.insert(code) {
            self.ways.push(Some(taken));
            self.to_visit.push_back(next.cloned());
        }
    }
}

/// Lets events happen to a set, up to one that is its end, which is not for a set to tell.
fn let_happen(set: &mut RelatedKeys, events: &[Event]) -> ControlFlow<()> {
    events.iter().try_for_each(|event| {
        if event.change == Change::KeyDeleted && event.region == set.primary().region {
            return ControlFlow::Break(());
        }
        set.evolve(event);
        ControlFlow::Continue(())
    })
}
