//! Whether two expressions are equal is for PostgreSQL to say: what a person wrote is put to a
//! server and read back as it prints it.
//!
//! Only expressions whose text differs are asked about. They are hung on temporary tables in a
//! transaction that is always rolled back, so nothing of the person's is touched.

mod ask;
mod slot;

use godwit_schema::{Address, Catalog, Form};

use crate::{Error, Session};

use ask::{Ask, ask};
use slot::{Slot, expression, expression_mut, slots};

/// PostgreSQL's own text is not always a fixpoint: `varchar IN (…)` prints differently when its print
/// is read again. Two rounds settle every case known; more would not.
const ROUNDS: usize = 2;

/// A catalog in which every expression that the server accepts is canonical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elaborated {
    /// The catalog.
    pub catalog: Catalog,
    /// What the server refused; those expressions are still as written.
    pub refused: Vec<Refusal>,
}

/// An expression that the server refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The object it belongs to.
    pub address: Address,
    /// The server's primary message.
    pub message: String,
}

/// Makes the written expressions of `wanted` canonical. `before` is the structure of the session's
/// own database; where its text means the same, that text is taken.
///
/// # Errors
/// `cannot-elaborate` when the role may make no temporary tables; a lost connection.
pub async fn elaborate(
    session: &mut Session,
    before: &Catalog,
    wanted: &Catalog,
) -> Result<Elaborated, Error> {
    let mut catalog = wanted.clone();
    let mut open: Vec<(Address, Slot)> = Vec::new();
    for (address, object) in catalog.objects_mut() {
        for slot in slots(object) {
            let Some(found) = expression_mut(object, slot) else { continue };
            if found.form == Form::Canonical {
                continue;
            }
            let known = before.get(address).and_then(|object| expression(object, slot));
            if known.is_some_and(|known| known.text == found.text) {
                found.form = Form::Canonical;
            } else {
                open.push((address.clone(), slot));
            }
        }
    }
    let mut refused = Vec::new();
    if open.is_empty() {
        return Ok(Elaborated { catalog, refused });
    }
    let asks = open.into_iter().filter_map(|(address, slot)| {
        let text = expression(wanted.get(&address)?, slot)?.text.clone();
        Some(Ask { address, slot, text })
    });
    let asks: Vec<Ask> = asks.collect();
    let answers = ask(session, before, wanted, &asks).await?;
    let mut differing = Vec::new();
    for (asked, answer) in asks.into_iter().zip(answers) {
        match answer {
            Err(message) => refused.push(Refusal { address: asked.address, message }),
            Ok(text) => {
                let known = before
                    .get(&asked.address)
                    .and_then(|object| expression(object, asked.slot))
                    .filter(|known| known.text != text)
                    .map(|known| known.text.clone());
                set(&mut catalog, &asked, &text);
                if let Some(known) = known {
                    differing.push((Ask { text, ..asked }, known));
                }
            }
        }
    }
    meet(session, before, wanted, &mut catalog, differing).await?;
    Ok(Elaborated { catalog, refused })
}

/// Reads both texts again and again; where they meet, the text that is there already is taken.
async fn meet(
    session: &mut Session,
    before: &Catalog,
    wanted: &Catalog,
    catalog: &mut Catalog,
    differing: Vec<(Ask, String)>,
) -> Result<(), Error> {
    let mut pairs: Vec<(Ask, String, Ask)> = differing
        .into_iter()
        .map(|(ours, known)| {
            let theirs = Ask { text: known.clone(), ..ours.clone() };
            (ours, known, theirs)
        })
        .collect();
    for _ in 0..ROUNDS {
        if pairs.is_empty() {
            break;
        }
        // One object has one place for an expression, so the two sides are asked apart.
        let (ours, theirs): (Vec<Ask>, Vec<Ask>) =
            pairs.iter().map(|(ours, _, theirs)| (ours.clone(), theirs.clone())).unzip();
        let ours = ask(session, before, wanted, &ours).await?;
        let theirs = ask(session, before, wanted, &theirs).await?;
        let mut still = Vec::new();
        for ((mut one, known, mut other), (a, b)) in
            pairs.into_iter().zip(ours.into_iter().zip(theirs))
        {
            // A text that is not accepted on the wanted columns differs for good.
            let (Ok(a), Ok(b)) = (a, b) else { continue };
            if a == b || a == known || b == one.text {
                set(catalog, &one, &known);
            } else {
                (one.text, other.text) = (a, b);
                still.push((one, known, other));
            }
        }
        pairs = still;
    }
    Ok(())
}

fn set(catalog: &mut Catalog, asked: &Ask, text: &str) {
    let found = catalog.get_mut(&asked.address).and_then(|object| expression_mut(object, asked.slot));
    if let Some(found) = found {
        text.clone_into(&mut found.text);
        found.form = Form::Canonical;
    }
}
