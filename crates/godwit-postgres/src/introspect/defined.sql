, definitions AS MATERIALIZED (
    -- What the query of definitions gave before.
    SELECT d.classid, d.objid, d.kind, d.path::text[] AS path
    FROM unnest($1::oid[], $2::oid[], $3::text[], $4::text[]) AS d (classid, objid, kind, path)
)
