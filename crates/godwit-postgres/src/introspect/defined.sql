, definitions AS MATERIALIZED (
    -- What the query of definitions gave before.
    SELECT d.classid, d.objid FROM unnest($1::oid[], $2::oid[]) AS d (classid, objid)
)
