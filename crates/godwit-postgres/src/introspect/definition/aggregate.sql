SELECT 'pg_proc'::regclass::oid AS classid, p.oid AS objid, 'aggregate' AS kind,
    ARRAY[n.nspname::text, format('%s(%s)', p.proname, oidvectortypes(p.proargtypes))] AS path,
    def.text AS core,
    format('CREATE AGGREGATE %I.%I(%s) (%s)', n.nspname, p.proname,
        coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'), def.text) AS creation,
    -- CREATE OR REPLACE keeps everything that stands on it.
    format('CREATE OR REPLACE AGGREGATE %I.%I(%s) (%s)', n.nspname, p.proname,
        coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'), def.text) AS replacement,
    ARRAY[pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), a.aggkind::text,
        a.aggnumdirectargs::text] AS shape,
    format('AGGREGATE %I.%I(%s)', n.nspname, p.proname,
        coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')) AS target,
    '[]'::jsonb AS facets,
    obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
JOIN ours n ON n.oid = p.pronamespace
JOIN pg_aggregate a ON a.aggfnoid = p.oid
CROSS JOIN LATERAL (SELECT
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggtransfn) AS sfunc,
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggfinalfn) AS finalfunc,
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggcombinefn) AS combinefunc,
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggserialfn) AS serialfunc,
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggdeserialfn) AS deserialfunc,
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggmtransfn) AS msfunc,
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggminvtransfn) AS minvfunc,
    (SELECT format('%I.%I', fn.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = a.aggmfinalfn) AS mfinalfunc,
    (SELECT format('OPERATOR(%I.%s)', fn.nspname, o.oprname) FROM pg_operator o
        JOIN pg_namespace fn ON fn.oid = o.oprnamespace WHERE o.oid = a.aggsortop) AS sortop
) f
CROSS JOIN LATERAL (SELECT concat_ws(', ',
    'SFUNC = ' || f.sfunc,
    'STYPE = ' || format_type(a.aggtranstype, NULL),
    CASE WHEN a.aggtransspace > 0 THEN 'SSPACE = ' || a.aggtransspace END,
    'FINALFUNC = ' || f.finalfunc,
    CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
    -- The default is READ_ONLY, for ordered-set aggregates READ_WRITE; said always, it is right always.
    CASE WHEN f.finalfunc IS NOT NULL THEN 'FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify
        WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
    'COMBINEFUNC = ' || f.combinefunc,
    'SERIALFUNC = ' || f.serialfunc,
    'DESERIALFUNC = ' || f.deserialfunc,
    'INITCOND = ' || quote_literal(a.agginitval),
    'MSFUNC = ' || f.msfunc,
    'MINVFUNC = ' || f.minvfunc,
    CASE WHEN f.msfunc IS NOT NULL THEN 'MSTYPE = ' || format_type(a.aggmtranstype, NULL) END,
    CASE WHEN a.aggmtransspace > 0 THEN 'MSSPACE = ' || a.aggmtransspace END,
    'MFINALFUNC = ' || f.mfinalfunc,
    CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
    CASE WHEN f.mfinalfunc IS NOT NULL THEN 'MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify
        WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
    'MINITCOND = ' || quote_literal(a.aggminitval),
    'SORTOP = ' || f.sortop,
    CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
    CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END) AS text
) def
WHERE p.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_proc'::regclass)
