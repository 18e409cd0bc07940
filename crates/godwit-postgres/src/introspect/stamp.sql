-- Every row of the catalogs that a structure is read from, by who wrote it and where it lies: an
-- INSERT, UPDATE or DELETE changes the sums. What VACUUM and ANALYZE write in place does not.
SELECT string_agg(of.name || ':' || of.rows || ':' || of.writers || ':' || of.places, ' ' ORDER BY of.name)
FROM (
    SELECT 'class' AS name, count(*) AS rows, coalesce(sum(xmin::text::bigint), 0) AS writers,
           coalesce(sum(hashtid(ctid)::bigint), 0) AS places FROM pg_class
    UNION ALL SELECT 'attribute', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_attribute
    UNION ALL SELECT 'attrdef', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_attrdef
    UNION ALL SELECT 'constraint', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_constraint
    UNION ALL SELECT 'index', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_index
    UNION ALL SELECT 'type', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_type
    UNION ALL SELECT 'enum', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_enum
    UNION ALL SELECT 'sequence', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_sequence
    UNION ALL SELECT 'namespace', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_namespace
    UNION ALL SELECT 'proc', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_proc
    UNION ALL SELECT 'rewrite', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_rewrite
    UNION ALL SELECT 'trigger', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_trigger
    UNION ALL SELECT 'policy', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_policy
    UNION ALL SELECT 'description', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_description
    UNION ALL SELECT 'extension', count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint) FROM pg_extension
) of
