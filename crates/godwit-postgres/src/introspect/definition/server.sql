SELECT 'pg_foreign_server'::regclass::oid AS classid, s.oid AS objid, 'server' AS kind,
    ARRAY[s.srvname::text] AS path,
    def.text AS core, concat(def.text, options.clause) AS creation, NULL AS replacement,
    '{}'::text[] AS shape,
    format('SERVER %I', s.srvname) AS target,
    options.facets AS facets,
    obj_description(s.oid, 'pg_foreign_server') AS comment
FROM pg_foreign_server s
JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
CROSS JOIN LATERAL (SELECT concat(format('CREATE SERVER %I', s.srvname),
    ' TYPE ' || quote_literal(s.srvtype), ' VERSION ' || quote_literal(s.srvversion),
    format(' FOREIGN DATA WRAPPER %I', w.fdwname)) AS text) def
CROSS JOIN LATERAL (
    SELECT ' OPTIONS (' || string_agg(format('%I %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name COLLATE "C") || ')' AS clause,
        coalesce(jsonb_agg(jsonb_build_object('name', 'option ' || o.option_name,
            'set', format('ALTER SERVER %I OPTIONS (ADD %I %L)', s.srvname, o.option_name, o.option_value),
            'unset', format('ALTER SERVER %I OPTIONS (DROP %I)', s.srvname, o.option_name),
            'change', format('ALTER SERVER %I OPTIONS (SET %I %L)', s.srvname, o.option_name, o.option_value),
            'inline', true) ORDER BY o.option_name), '[]') AS facets
    FROM pg_options_to_table(s.srvoptions) o
    WHERE o.option_name !~* 'pass|secret'
) options
WHERE s.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_foreign_server'::regclass)
