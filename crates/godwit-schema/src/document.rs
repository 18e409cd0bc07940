use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize, Serializer};

use crate::{
    address::Address,
    catalog::{Catalog, Dependency, Unmodelled},
    object::Object,
};

/// JSON keys are strings only, so a saved catalog is a list.
#[derive(Deserialize)]
pub(crate) struct CatalogDocument {
    #[serde(default)]
    reader: Option<String>,
    objects: Vec<(Address, Object)>,
    dependencies: Vec<Dependency>,
    unmodelled: Vec<Unmodelled>,
    #[serde(default)]
    sought: BTreeMap<String, String>,
}

impl From<CatalogDocument> for Catalog {
    fn from(document: CatalogDocument) -> Self {
        let mut catalog = Self {
            reader: document.reader,
            groups: BTreeMap::new(),
            unmodelled: document.unmodelled.into_iter().collect(),
            sought: document.sought,
        };
        catalog.extend(document.objects);
        catalog.insert_dependencies(document.dependencies);
        catalog.shrink();
        catalog
    }
}

/// The same document, written from where everything is.
#[derive(Serialize)]
struct CatalogView<'a> {
    reader: Option<&'a str>,
    #[serde(serialize_with = "write_all")]
    objects: &'a Catalog,
    #[serde(serialize_with = "write_dependencies")]
    dependencies: &'a Catalog,
    unmodelled: &'a BTreeSet<Unmodelled>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sought: &'a BTreeMap<String, String>,
}

fn write_all<S: Serializer>(catalog: &&Catalog, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(catalog.objects())
}

fn write_dependencies<S: Serializer>(catalog: &&Catalog, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(catalog.dependencies())
}

impl Serialize for Catalog {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = CatalogView {
            reader: self.reader(),
            objects: self,
            dependencies: self,
            unmodelled: self.unmodelled(),
            sought: &self.sought,
        };
        view.serialize(serializer)
    }
}

/// A map by address as a list in order, too.
pub(crate) mod pairs {
    use std::collections::{BTreeMap, HashMap};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::address::Address;

    pub(crate) fn serialize<S: Serializer, V: Serialize>(
        map: &HashMap<Address, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map.iter().collect::<BTreeMap<_, _>>())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<HashMap<Address, V>, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}
