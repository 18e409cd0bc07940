use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    hash::Hash,
    rc::Rc,
};

use crate::value::ModuleId;

/// A set of modules, and whether what was evaluated from them depends on nothing else.
#[derive(Debug, Clone, Default)]
pub(crate) struct ModuleSet {
    bits: Vec<u64>,
    /// A name that refers to itself was met: its value depends on where the evaluation began.
    pub is_circular: bool,
}

impl ModuleSet {
    pub fn insert(&mut self, module: ModuleId) {
        let at = module / 64;
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] |= 1 << (module % 64);
    }

    pub fn extend(&mut self, other: &Self) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (own, more) in self.bits.iter_mut().zip(&other.bits) {
            *own |= more;
        }
        self.is_circular |= other.is_circular;
    }

    pub fn contains(&self, module: ModuleId) -> bool {
        self.bits.get(module / 64).is_some_and(|bits| bits & (1 << (module % 64)) != 0)
    }
}

/// Which modules were read by what is being evaluated.
#[derive(Default)]
pub(crate) struct Reads {
    current: RefCell<ModuleSet>,
    /// Whether an evaluation was given up for its depth or length: where it begins decides that.
    pub is_limited: Cell<bool>,
}

impl Reads {
    pub fn note(&self, module: ModuleId) {
        self.current.borrow_mut().insert(module);
    }

    /// Does some work and tells which modules it read; whoever asked for it has read them too.
    pub fn of<T>(&self, work: impl FnOnce() -> T) -> (T, ModuleSet) {
        let before = self.current.take();
        let value = work();
        let found = self.current.replace(before);
        self.current.borrow_mut().extend(&found);
        (value, found)
    }
}

/// Values that were evaluated already; one under evaluation is present as `None`.
pub(crate) struct Memo<K, V>(RefCell<HashMap<K, Option<Known<V>>>>);

struct Known<V> {
    value: V,
    /// The modules that were read for it.
    reads: Rc<ModuleSet>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Copy + Eq + Hash, V: Clone> Memo<K, V> {
    /// The value of a key, evaluated where it is not known yet; `circular` when the evaluation asks
    /// for itself.
    pub fn get(&self, reads: &Reads, key: K, circular: V, evaluate: impl FnOnce() -> V) -> V {
        if let Some(found) = self.0.borrow().get(&key) {
            let mut current = reads.current.borrow_mut();
            return match found {
                Some(known) => {
                    current.extend(&known.reads);
                    known.value.clone()
                }
                None => {
                    current.is_circular = true;
                    circular
                }
            };
        }
        self.0.borrow_mut().insert(key, None);
        let (value, of) = reads.of(evaluate);
        let known = Known { value: value.clone(), reads: Rc::new(of) };
        self.0.borrow_mut().insert(key, Some(known));
        value
    }
}
