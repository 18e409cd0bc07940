SELECT
    ARRAY(
        SELECT format('%I.%I', asked.namespace, asked.name)
        FROM unnest($1::text[], $2::text[]) AS asked (namespace, name)
        JOIN pg_namespace n ON n.nspname = asked.namespace
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = asked.name
        WHERE NOT pg_has_role(c.relowner, 'USAGE')
        ORDER BY 1
    ) AS not_owned,
    has_database_privilege(current_database(), 'CREATE')
        OR coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = 'public'), false)
        AS may_create,
    ARRAY(
        SELECT format('process %s of %s, application %s, open for %s s',
                pid, usename, coalesce(nullif(application_name, ''), 'unknown'),
                extract(epoch FROM now() - xact_start)::int8)
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND xact_start < now() - interval '10 s'
        UNION ALL
        SELECT format('prepared transaction of %s, since %s s',
                owner, extract(epoch FROM now() - prepared)::int8)
        FROM pg_prepared_xacts
        WHERE database = current_database()
    ) AS long_transactions
