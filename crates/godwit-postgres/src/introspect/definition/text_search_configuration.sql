SELECT 'pg_ts_config'::regclass::oid AS classid, c.oid AS objid, 'text-search-configuration' AS kind,
    ARRAY[n.nspname::text, c.cfgname::text] AS path,
    def.text AS core, def.text AS creation, NULL AS replacement, '{}'::text[] AS shape,
    format('TEXT SEARCH CONFIGURATION %I.%I', n.nspname, c.cfgname) AS target,
    mappings.facets AS facets,
    obj_description(c.oid, 'pg_ts_config') AS comment
FROM pg_ts_config c
JOIN ours n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_namespace pn ON pn.oid = p.prsnamespace
CROSS JOIN LATERAL (SELECT format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname,
    c.cfgname, pn.nspname, p.prsname) AS text) def
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', 'mapping for ' || m.alias,
        'set', format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %s WITH %s', n.nspname,
            c.cfgname, m.alias, m.dictionaries),
        'unset', format('ALTER TEXT SEARCH CONFIGURATION %I.%I DROP MAPPING FOR %s', n.nspname, c.cfgname,
            m.alias),
        'change', format('ALTER TEXT SEARCH CONFIGURATION %I.%I ALTER MAPPING FOR %s WITH %s', n.nspname,
            c.cfgname, m.alias, m.dictionaries),
        'inline', false) ORDER BY m.alias), '[]') AS facets
    FROM (
        SELECT t.alias, string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno)
            AS dictionaries
        FROM pg_ts_config_map m
        JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
        JOIN pg_ts_dict d ON d.oid = m.mapdict
        JOIN pg_namespace dn ON dn.oid = d.dictnamespace
        WHERE m.mapcfg = c.oid
        GROUP BY t.alias
    ) m
) mappings
WHERE c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_ts_config'::regclass)
