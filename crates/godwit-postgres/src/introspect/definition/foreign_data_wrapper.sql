SELECT 'pg_foreign_data_wrapper'::regclass::oid AS classid, w.oid AS objid, 'foreign-data-wrapper' AS kind,
    ARRAY[w.fdwname::text] AS path,
    def.text AS core, concat(def.text, options.clause) AS creation, NULL AS replacement,
    '{}'::text[] AS shape,
    format('FOREIGN DATA WRAPPER %I', w.fdwname) AS target,
    options.facets AS facets,
    obj_description(w.oid, 'pg_foreign_data_wrapper') AS comment
FROM pg_foreign_data_wrapper w
CROSS JOIN LATERAL (SELECT concat(format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname),
    CASE WHEN w.fdwhandler <> 0 THEN format(' HANDLER %s', w.fdwhandler::regproc) END,
    CASE WHEN w.fdwvalidator <> 0 THEN format(' VALIDATOR %s', w.fdwvalidator::regproc) END) AS text) def
CROSS JOIN LATERAL (
    SELECT ' OPTIONS (' || string_agg(format('%I %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name COLLATE "C") || ')' AS clause,
        coalesce(jsonb_agg(jsonb_build_object('name', 'option ' || o.option_name,
            'set', format('ALTER FOREIGN DATA WRAPPER %I OPTIONS (ADD %I %L)', w.fdwname, o.option_name, o.option_value),
            'unset', format('ALTER FOREIGN DATA WRAPPER %I OPTIONS (DROP %I)', w.fdwname, o.option_name),
            'change', format('ALTER FOREIGN DATA WRAPPER %I OPTIONS (SET %I %L)', w.fdwname, o.option_name, o.option_value),
            'inline', true) ORDER BY o.option_name), '[]') AS facets
    FROM pg_options_to_table(w.fdwoptions) o
    WHERE o.option_name !~* 'pass|secret'
) options
WHERE w.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_foreign_data_wrapper'::regclass)
