-- Arguments by which statements tell procedures of one name apart, where one has an OUT argument: without modes
-- PostgreSQL takes those for some of the types that are named.
, spelled AS (
    SELECT p.oid, (
        SELECT string_agg(concat(CASE m.mode WHEN 'o' THEN 'OUT ' WHEN 'b' THEN 'INOUT '
            WHEN 'v' THEN 'VARIADIC ' ELSE 'IN ' END, format_type(m.type, NULL)), ', ' ORDER BY m.n)
        FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes)
            WITH ORDINALITY AS m (type, mode, n)) AS arguments
    FROM pg_proc p
    JOIN ours n ON n.oid = p.pronamespace
    WHERE p.prokind = 'p' AND EXISTS (
        SELECT FROM pg_proc q
        WHERE q.proname = p.proname AND q.pronamespace = p.pronamespace AND q.prokind = 'p'
            AND 'o' = ANY (q.proargmodes))
)
