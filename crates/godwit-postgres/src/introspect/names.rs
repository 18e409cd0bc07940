use std::collections::HashMap;

use godwit_schema::{Address, Kind};
use sqlx::{
    Row,
    postgres::{PgRow, types::Oid},
};

/// Numbers of system catalogs, the same in every database of every major (`CATALOG` in
/// `src/include/catalog`).
pub(super) const TYPE: u32 = 1247;
pub(super) const RELATION: u32 = 1259;
pub(super) const ATTRDEF: u32 = 2604;
pub(super) const CONSTRAINT: u32 = 2606;
pub(super) const NAMESPACE: u32 = 2615;

/// Where something stands in the system catalogs, as `pg_depend` points at it: the catalog, the row,
/// and the number of a column or 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place {
    class: u32,
    object: u32,
    part: i32,
}

impl Place {
    pub(super) fn whole(class: u32, object: u32) -> Self {
        Self { class, object, part: 0 }
    }

    pub(super) fn column(relation: u32, number: i32) -> Self {
        Self { class: RELATION, object: relation, part: number }
    }

    /// The place that three columns of a row name; `None` where they are NULL.
    pub(super) fn of(row: &PgRow, columns: [&str; 3]) -> Result<Option<Self>, sqlx::Error> {
        let [class, object, part] = columns;
        let Some(class) = row.try_get::<Option<Oid>, _>(class)? else { return Ok(None) };
        let object: Oid = row.try_get(object)?;
        Ok(Some(Self { class: class.0, object: object.0, part: row.try_get(part)? }))
    }
}

/// What the server's numbers stand for. Whoever reads objects tells where they stand, so that the
/// server need not spell their names out again for everything that points at them.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashMap<Place, Address>,
    stands_for: HashMap<Place, Vec<Place>>,
}

impl Names {
    /// What stands at a place.
    pub(super) fn tell(&mut self, place: Place, address: &Address) {
        self.known.insert(place, address.clone());
    }

    /// That a place is an aspect of another one: an array of its element's type, a view's rule of the
    /// view.
    pub(super) fn alias(&mut self, place: Place, of: Place) {
        self.stands_for.entry(place).or_default().push(of);
    }

    /// What was told of a place itself.
    pub(super) fn at(&self, place: Place) -> Option<&Address> {
        self.known.get(&place)
    }

    /// The relation of a number.
    pub(super) fn relation(&self, number: u32) -> Option<&Address> {
        self.at(Place::whole(RELATION, number))
    }

    /// Names of columns by their numbers; those of a table that was not read are left out.
    pub(super) fn columns(&self, relation: u32, numbers: &[i16]) -> Vec<String> {
        let columns = numbers.iter().map(|number| Place::column(relation, i32::from(*number)));
        columns.filter_map(|place| Some(self.at(place)?.name().to_owned())).collect()
    }

    /// Whether an object that is known by its statements stands there.
    pub(super) fn is_definition(&self, place: Place) -> bool {
        self.at(place).is_some_and(|address| matches!(address.kind(), Kind::Defined(_)))
    }

    /// The objects that a place stands for in the eyes of whoever needs it.
    pub(super) fn meant(&self, place: Place) -> Vec<&Address> {
        let mut found = Vec::with_capacity(1);
        // The longest chain: an array of the rows of a relation of a composite type.
        self.follow(place, 4, &mut found);
        found
    }

    fn follow<'a>(&'a self, place: Place, steps: u32, found: &mut Vec<&'a Address>) {
        if let Some(address) = self.known.get(&place) {
            found.push(address);
        } else if let Some(others) = self.stands_for.get(&place) {
            if steps > 0 {
                others.iter().for_each(|other| self.follow(*other, steps - 1, found));
            }
        } else if place.part > 0 {
            // Columns of views and attributes of composite types are no objects of their own.
            let whole = Place { part: 0, ..place };
            if self.is_definition(whole) || self.stands_for.contains_key(&whole) {
                self.follow(whole, steps, found);
            }
        }
    }
}
