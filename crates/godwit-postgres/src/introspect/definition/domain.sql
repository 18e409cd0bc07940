-- Constraints, default and NOT NULL can be set alone; since PostgreSQL 17 NOT NULL is a constraint too
-- (contype 'n'), whose usual name is not said.
SELECT 'pg_type'::regclass::oid AS classid, t.oid AS objid, 'domain' AS kind,
    ARRAY[n.nspname::text, t.typname::text] AS path,
    head.text AS core,
    concat(head.text, (SELECT string_agg(f.clause, '' ORDER BY f.rank, f.name)
        FROM unnest(facets.names, facets.clauses, facets.ranks, facets.inlines)
            AS f (name, clause, rank, inline) WHERE f.inline)) AS creation,
    NULL AS replacement, '{}'::text[] AS shape,
    format('DOMAIN %I.%I', n.nspname, t.typname) AS target,
    coalesce(facets.list, '[]') AS facets,
    obj_description(t.oid, 'pg_type') AS comment
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
JOIN pg_type b ON b.oid = t.typbasetype
CROSS JOIN LATERAL (SELECT concat(
    format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod)),
    CASE WHEN t.typcollation NOT IN (0, b.typcollation) THEN (
        SELECT format(' COLLATE %I.%I', cn.nspname, co.collname)
        FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
        WHERE co.oid = t.typcollation) END) AS text) head
LEFT JOIN pg_constraint not_null ON not_null.contypid = t.oid AND not_null.contype = 'n'
CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('name', f.name, 'set', f.set, 'unset', f.unset,
            'change', f.change, 'inline', f.inline) ORDER BY f.rank, f.name) AS list,
        array_agg(f.name) AS names, array_agg(f.clause) AS clauses, array_agg(f.rank) AS ranks,
        array_agg(f.inline) AS inlines
    FROM (
        SELECT 0 AS rank, 'default' AS name, ' DEFAULT ' || said.text AS clause,
            format('ALTER DOMAIN %I.%I SET DEFAULT %s', n.nspname, t.typname, said.text) AS set,
            format('ALTER DOMAIN %I.%I DROP DEFAULT', n.nspname, t.typname) AS unset,
            format('ALTER DOMAIN %I.%I SET DEFAULT %s', n.nspname, t.typname, said.text) AS change,
            true AS inline
        -- typdefault is the text as some session printed it.
        FROM (SELECT coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) AS text) said
        WHERE said.text IS NOT NULL
        UNION ALL
        SELECT 1, 'not null', concat(' CONSTRAINT ' || quote_ident(named.conname), ' NOT NULL'),
            concat(format('ALTER DOMAIN %I.%I ', n.nspname, t.typname),
                coalesce('ADD CONSTRAINT ' || quote_ident(named.conname), 'SET'), ' NOT NULL'),
            format('ALTER DOMAIN %I.%I DROP NOT NULL', n.nspname, t.typname), NULL, true
        FROM (SELECT nullif(not_null.conname, left(t.typname, 54) || '_not_null') AS conname) named
        WHERE t.typnotnull
        UNION ALL
        SELECT 2, 'constraint ' || c.conname,
            format(' CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)),
            format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s', n.nspname, t.typname, c.conname,
                pg_get_constraintdef(c.oid)),
            format('ALTER DOMAIN %I.%I DROP CONSTRAINT %I', n.nspname, t.typname, c.conname),
            -- CREATE DOMAIN does not take NOT VALID.
            NULL, c.convalidated
        FROM pg_constraint c
        WHERE c.contypid = t.oid AND c.contype = 'c'
        UNION ALL
        SELECT 3, 'comment on ' || CASE c.contype WHEN 'n' THEN 'not null' ELSE 'constraint ' || c.conname END, NULL,
            format('COMMENT ON CONSTRAINT %I ON DOMAIN %I.%I IS %L', c.conname, n.nspname, t.typname,
                obj_description(c.oid, 'pg_constraint')),
            format('COMMENT ON CONSTRAINT %I ON DOMAIN %I.%I IS NULL', c.conname, n.nspname, t.typname),
            format('COMMENT ON CONSTRAINT %I ON DOMAIN %I.%I IS %L', c.conname, n.nspname, t.typname,
                obj_description(c.oid, 'pg_constraint')), false
        FROM pg_constraint c
        WHERE c.contypid = t.oid AND c.contype IN ('c', 'n')
            AND obj_description(c.oid, 'pg_constraint') IS NOT NULL
    ) f
) facets
WHERE t.typtype = 'd'
    AND t.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)
