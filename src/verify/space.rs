//! Sets of combinations: as decision diagrams, or as rows of a table that is tried.
//!
//! A combination gives every variable one of its values. The walk over a template only asks for
//! unions, intersections and complements of sets of combinations, and whether one is empty, so it
//! does not matter to it how they are kept.

use std::rc::Rc;

use biodivine_lib_bdd::{Bdd, BddValuation, BddVariable, BddVariableSet, op_function};

/// Sets of combinations.
pub(super) trait Space {
    /// A set.
    type Set: Clone;

    /// Every combination.
    fn all(&self) -> Self::Set;
    /// No combination.
    fn none(&self) -> Self::Set;
    /// Those in which a variable has its value of this index.
    fn value(&mut self, variable: usize, value: usize) -> Self::Set;
    /// Those in both.
    fn and(&mut self, a: &Self::Set, b: &Self::Set) -> Self::Set;
    /// Those in either.
    fn or(&mut self, a: &Self::Set, b: &Self::Set) -> Self::Set;
    /// Those outside.
    fn not(&mut self, a: &Self::Set) -> Self::Set;
    /// Whether the two have no combination in common.
    fn apart(&self, a: &Self::Set, b: &Self::Set) -> bool;
    /// Those that are in the set whatever values these variables have.
    fn whatever(&mut self, a: &Self::Set, variables: &[usize]) -> Self::Set;
    /// The combination with the fewest variables off their first value, as an index for each.
    fn pick(&self, a: &Self::Set) -> Option<Vec<usize>>;
    /// How many there are, in decimal figures.
    fn count(&self, a: &Self::Set) -> String;
    /// The variables that decide whether a combination is in the set.
    fn decides(&self, a: &Self::Set) -> Vec<usize>;
    /// Whether a set became larger than the limit: what was found since is worthless.
    fn exceeded(&self) -> bool;
    /// Whether an empty set proves that there is no such combination.
    const PROVES: bool;
}

/// Nodes that one diagram may have.
pub(super) const NODES: usize = 20_000;

/// Decision diagrams.
///
/// A variable of `n` values has `n - 1` bits, of which at most one is set; its first value is none.
/// So the fewest set bits are the fewest variables off their first value.
pub(super) struct Diagrams {
    set: BddVariableSet,
    /// The bits of each variable.
    bits: Vec<Vec<BddVariable>>,
    /// The variable and value of each bit.
    owner: Vec<(usize, usize)>,
    limit: usize,
    exceeded: bool,
}

/// A set as a diagram, the two plainest by name.
#[derive(Clone, Debug)]
pub(super) enum Diagram {
    None,
    All,
    Some(Rc<Bdd>),
}

impl Diagrams {
    /// Diagrams over variables of so many values each, in the order in which they are asked.
    pub fn new(sizes: &[usize], limit: usize) -> Option<Self> {
        let mut owner = Vec::new();
        let mut bits = Vec::with_capacity(sizes.len());
        for (variable, size) in sizes.iter().enumerate() {
            let from = owner.len();
            owner.extend((1..*size).map(|value| (variable, value)));
            bits.push((from..owner.len()).map(BddVariable::from_index).collect());
        }
        let count = u16::try_from(owner.len()).ok().filter(|count| *count < u16::MAX - 1)?;
        Some(Diagrams {
            set: BddVariableSet::new_anonymous(count),
            bits,
            owner,
            limit,
            exceeded: false,
        })
    }

    /// Combinations in which every variable has one value only.
    pub fn proper(&mut self) -> Diagram {
        let mut all = Diagram::All;
        // From the last variable to the first, each step adds on top and costs little.
        for variable in (0..self.bits.len()).rev() {
            if self.bits[variable].len() < 2 {
                continue;
            }
            let bits = self.bits[variable].clone();
            let at_most_one = self.set.mk_sat_up_to_k(1, &bits);
            all = self.and(&Diagram::Some(Rc::new(at_most_one)), &all);
        }
        all
    }

    fn wrap(&mut self, bdd: Option<Bdd>) -> Diagram {
        match bdd {
            Some(bdd) if bdd.is_false() => Diagram::None,
            Some(bdd) if bdd.is_true() => Diagram::All,
            Some(bdd) => Diagram::Some(Rc::new(bdd)),
            None => {
                self.exceeded = true;
                Diagram::None
            }
        }
    }

    fn bdd(&self, a: &Diagram) -> Rc<Bdd> {
        match a {
            Diagram::None => Rc::new(self.set.mk_false()),
            Diagram::All => Rc::new(self.set.mk_true()),
            Diagram::Some(bdd) => bdd.clone(),
        }
    }

    fn values_of(&self, valuation: &BddValuation) -> Vec<usize> {
        let mut values = vec![0; self.bits.len()];
        for (bit, (variable, value)) in self.owner.iter().enumerate() {
            if valuation.value(BddVariable::from_index(bit)) {
                values[*variable] = *value;
            }
        }
        values
    }
}

impl Space for Diagrams {
    type Set = Diagram;

    fn all(&self) -> Diagram {
        Diagram::All
    }

    fn none(&self) -> Diagram {
        Diagram::None
    }

    fn value(&mut self, variable: usize, value: usize) -> Diagram {
        let bits = &self.bits[variable];
        if value > 0 {
            let bdd = self.set.mk_var(bits[value - 1]);
            return self.wrap(Some(bdd));
        }
        let mut first = self.set.mk_true();
        for bit in bits.iter().rev() {
            first = self.set.mk_not_var(*bit).and(&first);
        }
        self.wrap(Some(first))
    }

    fn and(&mut self, a: &Diagram, b: &Diagram) -> Diagram {
        match (a, b) {
            (Diagram::None, _) | (_, Diagram::None) => Diagram::None,
            (Diagram::All, other) | (other, Diagram::All) => other.clone(),
            (Diagram::Some(a), Diagram::Some(b)) => {
                let bdd = Bdd::binary_op_with_limit(self.limit, a, b, op_function::and);
                self.wrap(bdd)
            }
        }
    }

    fn or(&mut self, a: &Diagram, b: &Diagram) -> Diagram {
        match (a, b) {
            (Diagram::All, _) | (_, Diagram::All) => Diagram::All,
            (Diagram::None, other) | (other, Diagram::None) => other.clone(),
            (Diagram::Some(a), Diagram::Some(b)) => {
                let bdd = Bdd::binary_op_with_limit(self.limit, a, b, op_function::or);
                self.wrap(bdd)
            }
        }
    }

    fn not(&mut self, a: &Diagram) -> Diagram {
        match a {
            Diagram::None => Diagram::All,
            Diagram::All => Diagram::None,
            Diagram::Some(bdd) => Diagram::Some(Rc::new(bdd.not())),
        }
    }

    fn apart(&self, a: &Diagram, b: &Diagram) -> bool {
        match (a, b) {
            (Diagram::None, _) | (_, Diagram::None) => true,
            (Diagram::All, _) | (_, Diagram::All) => false,
            (Diagram::Some(a), Diagram::Some(b)) => {
                // The limit is on steps, not on nodes: a question with a large answer is asked in full.
                Bdd::check_binary_op(usize::MAX, a, b, op_function::and)
                    .is_some_and(|(some, _)| !some)
            }
        }
    }

    fn whatever(&mut self, a: &Diagram, variables: &[usize]) -> Diagram {
        let Diagram::Some(bdd) = a else { return a.clone() };
        let bits: Vec<BddVariable> =
            variables.iter().flat_map(|variable| self.bits[*variable].iter().copied()).collect();
        if bits.is_empty() {
            return a.clone();
        }
        let bdd = bdd.for_all(&bits);
        self.wrap(Some(bdd))
    }

    fn pick(&self, a: &Diagram) -> Option<Vec<usize>> {
        let valuation = self.bdd(a).most_negative_valuation()?;
        Some(self.values_of(&valuation))
    }

    fn count(&self, a: &Diagram) -> String {
        self.bdd(a).exact_cardinality().to_string()
    }

    fn decides(&self, a: &Diagram) -> Vec<usize> {
        let Diagram::Some(bdd) = a else { return Vec::new() };
        let mut variables: Vec<usize> =
            bdd.support_set().into_iter().map(|bit| self.owner[bit.to_index()].0).collect();
        variables.sort_unstable();
        variables.dedup();
        variables
    }

    fn exceeded(&self) -> bool {
        self.exceeded
    }

    const PROVES: bool = true;
}

/// Rows of values that are tried: every two values of two variables stand in one of them together,
/// where any letter has them together.
pub(super) struct Rows {
    rows: Vec<Vec<usize>>,
}

/// A set of rows, a bit for each.
pub(super) type RowSet = Rc<Vec<u64>>;

/// Rows at most: past this the pairs that are left are not tried.
const MOST_ROWS: usize = 2_048;

impl Rows {
    /// Covers the pairs of values among the combinations of `world`.
    pub fn covering(diagrams: &mut Diagrams, sizes: &[usize], world: &Diagram) -> Self {
        Self::covering_within(diagrams, sizes, world, MOST_ROWS)
    }

    /// As [`Self::covering`], in so many rows at most: pairs that are left then are not tried.
    pub fn covering_within(
        diagrams: &mut Diagrams,
        sizes: &[usize],
        world: &Diagram,
        most: usize,
    ) -> Self {
        let mut rows: Vec<Vec<usize>> = Vec::new();
        rows.extend(diagrams.pick(world));
        let mut covered = Pairs::new(sizes);
        for row in &rows {
            covered.cover(row);
        }
        let mut first = 0;
        while let Some((at, pair)) = covered.open_from(first) {
            first = at;
            if rows.len() >= most {
                break;
            }
            let [a, b] = pair.map(|(variable, value)| diagrams.value(variable, value));
            let both = diagrams.and(&a, &b);
            let mut chosen = diagrams.and(&both, world);
            covered.close(at);
            if matches!(chosen, Diagram::None) {
                continue;
            }
            let mut fixed: Vec<(usize, usize)> = pair.to_vec();
            for (variable, size) in sizes.iter().enumerate() {
                if fixed.iter().any(|(known, _)| *known == variable) {
                    continue;
                }
                let gain = |value: usize| {
                    fixed.iter().filter(|other| covered.is_open(**other, (variable, value))).count()
                };
                let mut values: Vec<usize> = (0..*size).collect();
                values.sort_by_key(|value| (std::cmp::Reverse(gain(*value)), *value));
                for value in values {
                    let literal = diagrams.value(variable, value);
                    let narrower = diagrams.and(&chosen, &literal);
                    if !matches!(narrower, Diagram::None) {
                        chosen = narrower;
                        fixed.push((variable, value));
                        break;
                    }
                }
            }
            let Some(row) = diagrams.pick(&chosen) else { continue };
            covered.cover(&row);
            rows.push(row);
        }
        Rows { rows }
    }

    /// The rows, as an index of each variable's values.
    pub fn rows(&self) -> &[Vec<usize>] {
        &self.rows
    }

    /// These rows.
    pub fn of(rows: Vec<Vec<usize>>) -> Self {
        Rows { rows }
    }

    fn build(&self, mut has: impl FnMut(usize) -> bool) -> RowSet {
        let mut words = vec![0u64; self.rows.len().div_ceil(64)];
        for row in 0..self.rows.len() {
            if has(row) {
                words[row / 64] |= 1 << (row % 64);
            }
        }
        Rc::new(words)
    }

    fn zip(a: &RowSet, b: &RowSet, op: impl Fn(u64, u64) -> u64) -> RowSet {
        Rc::new(a.iter().zip(b.iter()).map(|(a, b)| op(*a, *b)).collect())
    }
}

impl Space for Rows {
    type Set = RowSet;

    fn all(&self) -> RowSet {
        self.build(|_| true)
    }

    fn none(&self) -> RowSet {
        self.build(|_| false)
    }

    fn value(&mut self, variable: usize, value: usize) -> RowSet {
        self.build(|row| self.rows[row][variable] == value)
    }

    fn and(&mut self, a: &RowSet, b: &RowSet) -> RowSet {
        Rows::zip(a, b, |a, b| a & b)
    }

    fn or(&mut self, a: &RowSet, b: &RowSet) -> RowSet {
        Rows::zip(a, b, |a, b| a | b)
    }

    fn not(&mut self, a: &RowSet) -> RowSet {
        Rows::zip(a, &self.all(), |a, all| all & !a)
    }

    fn apart(&self, a: &RowSet, b: &RowSet) -> bool {
        a.iter().zip(b.iter()).all(|(a, b)| a & b == 0)
    }

    fn whatever(&mut self, a: &RowSet, variables: &[usize]) -> RowSet {
        // A row stands for its own values only: where something is unknown, nothing is claimed.
        if variables.is_empty() { a.clone() } else { self.none() }
    }

    fn pick(&self, a: &RowSet) -> Option<Vec<usize>> {
        (0..self.rows.len())
            .filter(|row| a[row / 64] >> (row % 64) & 1 == 1)
            .min_by_key(|row| self.rows[*row].iter().filter(|value| **value > 0).count())
            .map(|row| self.rows[row].clone())
    }

    fn count(&self, a: &RowSet) -> String {
        a.iter().map(|word| word.count_ones()).sum::<u32>().to_string()
    }

    fn decides(&self, _: &RowSet) -> Vec<usize> {
        (0..self.rows.first().map_or(0, Vec::len)).collect()
    }

    fn exceeded(&self) -> bool {
        false
    }

    const PROVES: bool = false;
}

/// Which pairs of values stand in a row already.
struct Pairs {
    /// Where the values of each variable begin in a row of all values.
    start: Vec<usize>,
    total: usize,
    seen: Vec<bool>,
    value_of: Vec<(usize, usize)>,
}

impl Pairs {
    fn new(sizes: &[usize]) -> Self {
        let mut start = Vec::new();
        let mut value_of = Vec::new();
        for (variable, size) in sizes.iter().enumerate() {
            start.push(value_of.len());
            value_of.extend((0..*size).map(|value| (variable, value)));
        }
        let total = value_of.len();
        Pairs { start, total, seen: vec![false; total * total], value_of }
    }

    fn at(&self, a: (usize, usize), b: (usize, usize)) -> usize {
        let (a, b) = (self.start[a.0] + a.1, self.start[b.0] + b.1);
        a.min(b) * self.total + a.max(b)
    }

    fn is_open(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        !self.seen[self.at(a, b)]
    }

    fn close(&mut self, at: usize) {
        self.seen[at] = true;
    }

    fn cover(&mut self, row: &[usize]) {
        for (a, value_a) in row.iter().enumerate() {
            for (b, value_b) in row.iter().enumerate().skip(a + 1) {
                let at = self.at((a, *value_a), (b, *value_b));
                self.seen[at] = true;
            }
        }
    }

    /// The next pair that stands in no row.
    fn open_from(&self, from: usize) -> Option<(usize, [(usize, usize); 2])> {
        (from..self.seen.len()).find_map(|at| {
            let (a, b) = (self.value_of[at / self.total], self.value_of[at % self.total]);
            (!self.seen[at] && a.0 < b.0).then_some((at, [a, b]))
        })
    }
}
