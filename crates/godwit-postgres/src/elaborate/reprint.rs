//! What another server printed, as this one prints it.
//!
//! Majors print the same query and the same expression in different words: since 16 the columns of a
//! query over one relation are not qualified, since 14 `SUBSTRING(a FROM 1 FOR 2)` keeps its form.

use godwit_schema::{Address, Catalog, Class, Definition, Form, Object};
use sqlx::Row;

use super::{
    elaborate,
    slot::{expression, expression_mut, slots},
};
use crate::{Error, Session};

const DOING: &str = "asking the server how it prints what another one printed";

/// Makes a temporary view of each query, and remembers how the server prints it.
const PRINT: &str = "DO LANGUAGE plpgsql $godwit$
DECLARE
    godwit_queries text[] := current_setting('godwit.queries')::text[];
    godwit_printed text[] := '{}';
BEGIN
    FOR godwit_at IN 1 .. cardinality(godwit_queries) LOOP
        BEGIN
            EXECUTE 'CREATE TEMPORARY VIEW godwit_query AS ' || godwit_queries[godwit_at];
            -- A constant of type regclass would be remembered.
            godwit_printed := array_append(godwit_printed,
                rtrim(pg_get_viewdef(to_regclass('pg_temp.godwit_query')), ';'));
            EXECUTE 'DROP VIEW pg_temp.godwit_query';
        EXCEPTION WHEN OTHERS THEN
            godwit_printed := array_append(godwit_printed, NULL);
        END;
    END LOOP;
    PERFORM set_config('godwit.printed', array_to_json(godwit_printed)::text, true);
END $godwit$";

/// Views, materialised views and expressions of `wanted`, as another server printed them, in the words of
/// the one that has `before`; where they mean what stands there, in the very words. Texts that the
/// server does not take as things are stay as they are: what they speak of may be made by a plan. Nothing
/// is left on the server, and a hot standby is not asked.
///
/// # Errors
/// A lost connection.
pub async fn reprint(
    session: &mut Session,
    before: &Catalog,
    wanted: &Catalog,
) -> Result<Catalog, Error> {
    if session.is_standby() {
        return Ok(wanted.clone());
    }
    let mut catalog = expressions(session, before, wanted).await?;
    queries(session, before, &mut catalog).await?;
    Ok(catalog)
}

async fn expressions(
    session: &mut Session,
    before: &Catalog,
    wanted: &Catalog,
) -> Result<Catalog, Error> {
    let mut doubted = wanted.clone();
    let mut doubts = false;
    for (address, object) in doubted.objects_mut() {
        let present = before.get(address);
        for slot in slots(object) {
            let text = present.and_then(|present| expression(present, slot)).map(|one| &one.text);
            if let Some(found) = expression_mut(object, slot)
                && found.form == Form::Canonical
                && text.is_some_and(|text| *text != found.text)
            {
                found.form = Form::Written;
                doubts = true;
            }
        }
    }
    if !doubts {
        return Ok(wanted.clone());
    }
    let mut catalog = match elaborate(session, before, &doubted).await {
        Ok(elaborated) => {
            let mut catalog = elaborated.catalog;
            for refusal in elaborated.refused {
                if let Some(object) = wanted.get(&refusal.address) {
                    catalog.insert(refusal.address, object.clone());
                }
            }
            catalog
        }
        // The role may not make temporary tables.
        Err(error) if error.code() == "cannot-elaborate" => return Ok(wanted.clone()),
        Err(error) => return Err(error),
    };
    // Another server's text is one that a server printed, also where this one was not asked.
    for (_, object) in catalog.objects_mut() {
        object.expressions_mut().into_iter().for_each(|one| one.form = Form::Canonical);
    }
    Ok(catalog)
}

/// A query of both sides in two forms of words.
struct Doubted {
    address: Address,
    wanted: String,
    before: String,
}

async fn queries(
    session: &mut Session,
    before: &Catalog,
    catalog: &mut Catalog,
) -> Result<(), Error> {
    let doubted: Vec<Doubted> = catalog
        .objects()
        .filter_map(|(address, object)| {
            let wanted = query(object)?;
            let before = before.get(address).and_then(query).unwrap_or_default();
            (wanted != before && is_one_query(wanted)).then(|| Doubted {
                address: address.clone(),
                wanted: wanted.to_owned(),
                before: before.to_owned(),
            })
        })
        .collect();
    if doubted.is_empty() {
        return Ok(());
    }
    let texts = doubted.iter().flat_map(|one| [one.wanted.clone(), one.before.clone()]).collect();
    let printed = print(session, texts).await?;
    for (one, printed) in doubted.iter().zip(printed.chunks(2)) {
        let [Some(wanted), again] = printed else { continue };
        let is_same = *wanted == one.before || again.as_ref() == Some(wanted);
        let text = if is_same { &one.before } else { wanted };
        if let Some(Object::Definition(found)) = catalog.get_mut(&one.address) {
            say(found, &one.wanted, text);
        }
    }
    Ok(())
}

/// The query of a view: what its creation and its core end with.
fn query(object: &Object) -> Option<&str> {
    let Object::Definition(found) = object else { return None };
    if !matches!(found.class, Class::View | Class::MaterializedView) {
        return None;
    }
    let creation = found.creation.strip_suffix(UNPOPULATED).unwrap_or(&found.creation);
    let (mut length, pairs) = (0, found.core.chars().rev().zip(creation.chars().rev()));
    for (core, _) in pairs.take_while(|(core, creation)| core == creation) {
        length += core.len_utf8();
    }
    (length > 0).then(|| &found.core[found.core.len() - length..])
}

/// How the creation of a materialised view without data ends.
const UNPOPULATED: &str = "\n  WITH NO DATA";

fn say(found: &mut Definition, former: &str, latter: &str) {
    let replaced = |text: &mut String| {
        let (body, end) = match text.strip_suffix(UNPOPULATED) {
            Some(body) => (body, UNPOPULATED),
            None => (text.as_str(), ""),
        };
        if let Some(head) = body.strip_suffix(former) {
            *text = format!("{head}{latter}{end}");
        }
    };
    [&mut found.core, &mut found.creation]
        .into_iter()
        .chain(&mut found.replacement)
        .for_each(replaced);
}

/// A snapshot is a document that anybody may have written: no other statement is put to the server.
fn is_one_query(text: &str) -> bool {
    pg_query::parse(text, 0).is_ok_and(|parsed| match parsed.protobuf.stmts.as_slice() {
        [only] => matches!(
            only.stmt.as_ref().and_then(|stmt| stmt.node.as_ref()),
            Some(pg_query::NodeEnum::SelectStmt(_))
        ),
        _ => false,
    })
}

async fn print(session: &mut Session, texts: Vec<String>) -> Result<Vec<Option<String>>, Error> {
    let connection = session.connection();
    let failed = |error: sqlx::Error| Error::during(DOING, &error);
    // A read-only default is no hindrance; all is rolled back.
    sqlx::raw_sql("BEGIN READ WRITE").execute(&mut *connection).await.map_err(failed)?;
    let asked = async {
        sqlx::query("SELECT set_config('godwit.queries', ($1::text[])::text, true)")
            .bind(texts)
            .execute(&mut *connection)
            .await?;
        sqlx::raw_sql(PRINT).execute(&mut *connection).await?;
        sqlx::raw_sql("SELECT current_setting('godwit.printed') AS printed")
            .fetch_one(&mut *connection)
            .await?
            .try_get::<String, _>("printed")
    }
    .await;
    let ended = sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await.map_err(failed);
    let printed = asked.map_err(failed)?;
    ended?;
    serde_json::from_str(&printed)
        .map_err(|error| Error::during(DOING, &sqlx::Error::Decode(Box::new(error))))
}
