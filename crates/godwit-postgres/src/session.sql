-- Which database it is and what may be done over this connection.
-- The control functions may be revoked from a role; then their part stays unknown.
SELECT
    coalesce(
        CASE WHEN has_function_privilege('pg_control_system()', 'EXECUTE')
            THEN (SELECT system_identifier::text FROM pg_control_system())
        END, '') AS system_identifier,
    coalesce(
        CASE WHEN has_function_privilege('pg_control_checkpoint()', 'EXECUTE')
            THEN (SELECT timeline_id FROM pg_control_checkpoint())
        END, 0) AS timeline,
    current_database()::text AS database,
    (SELECT oid::int8 FROM pg_database WHERE datname = current_database()) AS database_oid,
    current_setting('server_version_num')::int4 AS version,
    pg_is_in_recovery() AS recovering,
    current_setting('default_transaction_read_only')::bool AS read_only,
    current_user::text AS user_name,
    pg_backend_pid() AS backend
