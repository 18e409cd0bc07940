//! Who decides whether two expressions are equal: the server. Written ones are put to it on temporary
//! tables, in transactions that are always rolled back, and read back as it prints them.

mod lex;
mod print;
mod reprint;
mod slot;

use std::collections::BTreeSet;

use godwit_schema::{Address, Catalog, Dependency, Expression, Form};

use crate::{Error, Session};

pub use reprint::reprint;

use print::{Item, Printed, Printer, cannot};
use slot::{Slot, expression, expression_mut, slots};

/// How often a printed text is fed back until the server prints the same again. What it prints for
/// `v IN ('x', 'y')` on a varchar column needs two.
const ROUNDS: usize = 3;

/// A catalog whose expressions are as the server prints them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elaborated {
    /// The catalog that was wanted.
    pub catalog: Catalog,
    /// Expressions that the server refuses; they stay as written.
    pub refused: Vec<Refusal>,
}

/// An expression that the server refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The object that it belongs to.
    pub address: Address,
    /// Why: the server's primary message.
    pub message: String,
}

/// One expression that has to be asked about.
struct Asked {
    address: Address,
    slot: Slot,
    /// What stands there before, as the server printed it.
    before: Option<String>,
    /// Whether the columns had the same types before, so that equal meaning makes equal rows.
    same_types: bool,
    /// What the server printed for the wanted text, fed back again and again.
    wanted_chain: Vec<String>,
    /// The same for what stands there before; begins with it.
    before_chain: Vec<String>,
    needs: BTreeSet<Address>,
    search_path: Option<String>,
    refused: Option<String>,
    nothing: bool,
}

impl Asked {
    fn met(&self) -> bool {
        self.before_chain.iter().any(|text| self.wanted_chain.contains(text))
    }

    fn settled(&self) -> bool {
        self.refused.is_some() || self.nothing || (self.same_types && self.met())
    }
}

/// Turns every written expression of `wanted` into the server's text.
///
/// A text that stands at the same place of `before` is taken over unasked, and so is one of which the
/// server makes the same in the end (its printed text is not always one that it prints again). Every
/// other one becomes a text that the server prints unchanged. Costs one round trip and one more for each
/// of at most four rounds, whatever the number of expressions, unless the server refuses some.
///
/// # Errors
/// `cannot-elaborate` when no temporary table can be made, as on a hot standby; a lost connection. What is wrong with a single
/// expression is in [`Elaborated::refused`].
pub async fn elaborate(
    session: &mut Session,
    before: &Catalog,
    wanted: &Catalog,
) -> Result<Elaborated, Error> {
    let mut catalog = wanted.clone();
    let mut asked = Vec::new();
    let mut items = Vec::new();
    for (address, object) in wanted.objects() {
        for slot in slots(object) {
            let Some(found) = expression(object, slot) else { continue };
            if found.form == Form::Canonical {
                continue;
            }
            let present = before
                .get(address)
                .and_then(|object| expression(object, slot))
                .filter(|found| found.form == Form::Canonical)
                .map(|found| found.text.clone());
            let same_types = has_same_types(before, wanted, address);
            if same_types && present.as_deref() == Some(found.text.as_str()) {
                take_over(&mut catalog, before, address, slot, &found.text);
                continue;
            }
            let before_chain = present.iter().cloned().collect();
            items.push(Item { address: address.clone(), slot, text: found.text.clone() });
            asked.push(Asked {
                address: address.clone(),
                slot,
                before: present,
                same_types,
                wanted_chain: Vec::new(),
                before_chain,
                needs: BTreeSet::new(),
                search_path: None,
                refused: None,
                nothing: false,
            });
        }
    }
    if asked.is_empty() {
        return Ok(Elaborated { catalog, refused: Vec::new() });
    }
    // A read-only default is no hindrance: the transaction is opened READ WRITE, and rolled back.
    if session.is_standby() {
        return Err(cannot("it is a hot standby, where no temporary tables can be made")
            .with_hint("compare with the primary server, whose structure is the same"));
    }
    let printer = Printer::open(session, wanted).await?;
    for (asked, printed) in asked.iter_mut().zip(printer.print(session, &items).await?) {
        match printed {
            Printed::As { text, needs, search_path } => {
                asked.wanted_chain.push(text);
                asked.needs = needs;
                asked.search_path = search_path;
            }
            Printed::Nothing => asked.nothing = true,
            Printed::Refused(message) => asked.refused = Some(message),
        }
    }
    for _ in 0..ROUNDS {
        if !feed_back(session, &printer, &mut asked).await? {
            break;
        }
    }
    let mut refused = Vec::new();
    for asked in asked {
        if let Some(message) = asked.refused {
            refused.push(Refusal { address: asked.address, message });
        } else if asked.nothing {
            catalog.remove(&asked.address);
        } else if let (Some(text), true) = (&asked.before, asked.same_types && asked.met()) {
            take_over(&mut catalog, before, &asked.address, asked.slot, text);
        } else if let Some(text) = asked.wanted_chain.last() {
            put(&mut catalog, &asked.address, asked.slot, text);
            if let Some(path) = &asked.search_path {
                catalog.insert_sought(text, path);
            }
            for referenced in asked.needs {
                catalog
                    .insert_dependency(Dependency { dependent: asked.address.clone(), referenced });
            }
        }
    }
    Ok(Elaborated { catalog, refused })
}

/// Puts the last printed texts to the server again; false when every one is settled.
async fn feed_back(
    session: &mut Session,
    printer: &Printer<'_>,
    asked: &mut [Asked],
) -> Result<bool, Error> {
    let mut items = Vec::new();
    let mut chains = Vec::new();
    for (at, asked) in asked.iter().enumerate().filter(|(_, asked)| !asked.settled()) {
        let chains_of = [(false, &asked.wanted_chain), (true, &asked.before_chain)];
        for (is_before, chain) in chains_of {
            let [rest @ .., last] = chain.as_slice() else { continue };
            // The server printed the same again.
            let stable = rest.last() == Some(last);
            if stable || (is_before && !asked.same_types) {
                continue;
            }
            items.push(Item {
                address: asked.address.clone(),
                slot: asked.slot,
                text: last.clone(),
            });
            chains.push((at, is_before));
        }
    }
    if items.is_empty() {
        return Ok(false);
    }
    for ((at, is_before), printed) in chains.into_iter().zip(printer.print(session, &items).await?)
    {
        let found = &mut asked[at];
        let chain = if is_before { &mut found.before_chain } else { &mut found.wanted_chain };
        match printed {
            Printed::As { text, .. } => chain.push(text),
            // What stands before may speak of what is not wanted any more; then the two never meet.
            Printed::Nothing | Printed::Refused(_) => {
                let last = chain.last().cloned();
                chain.extend(last);
            }
        }
    }
    Ok(true)
}

/// Puts the text of `before` in, with what it needs there.
fn take_over(catalog: &mut Catalog, before: &Catalog, address: &Address, slot: Slot, text: &str) {
    put(catalog, address, slot, text);
    if let Some(path) = before.search_path_of([text]) {
        catalog.insert_sought(text, path);
    }
    let needed: Vec<Dependency> = before
        .needs(address)
        .filter(|referenced| catalog.get(referenced).is_some())
        .map(|referenced| Dependency { dependent: address.clone(), referenced: referenced.clone() })
        .collect();
    catalog.insert_dependencies(needed);
}

fn put(catalog: &mut Catalog, address: &Address, slot: Slot, text: &str) {
    let place = catalog.get_mut(address).and_then(|object| expression_mut(object, slot));
    if let Some(place) = place {
        *place = Expression::canonical(text);
    }
}

/// Whether every column of the object's table that is there before and wanted has the same type.
fn has_same_types(before: &Catalog, wanted: &Catalog, address: &Address) -> bool {
    address.owner_table().is_none_or(|table| {
        wanted.table(&table).is_none_or(|view| {
            view.columns.iter().all(|(address, column)| {
                before.column(address).is_none_or(|found| found.data_type == column.data_type)
            })
        })
    })
}
