-- Like the forges that host code: many tables with many indexes and checks, partitioned events, wide
-- rows, loose references, long generated names. The repetition is made by DO blocks.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA partitions_dynamic;
CREATE SCHEMA partitions_static;
CREATE FUNCTION set_has_issues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
UPDATE projects SET has_issues = true WHERE projects.id = NEW.project_id AND has_issues IS FALSE;
RETURN NULL;
END
$$;
CREATE TABLE users (
    id bigserial PRIMARY KEY, email character varying DEFAULT '' NOT NULL, username character varying,
    state character varying, user_type smallint, private_profile boolean DEFAULT false NOT NULL,
    static_object_token character varying(255), created_at timestamp, updated_at timestamp,
    CONSTRAINT check_52a5b6a1c1 CHECK ((char_length(username::text) <= 255)),
    CONSTRAINT check_state CHECK (state IN ('active', 'blocked', 'banned')),
    CONSTRAINT users_email_key UNIQUE (email)
);
CREATE TABLE namespaces (
    id bigserial PRIMARY KEY, name character varying NOT NULL, path character varying NOT NULL,
    owner_id bigint REFERENCES users (id), type character varying DEFAULT 'User' NOT NULL, parent_id bigint REFERENCES namespaces (id) ON DELETE CASCADE,
    traversal_ids bigint[] DEFAULT '{}' NOT NULL, visibility_level integer DEFAULT 20 NOT NULL, created_at timestamptz DEFAULT now() NOT NULL
);
CREATE INDEX index_groups_on_path_trigram ON namespaces USING gin (path gin_trgm_ops) WHERE type = 'Group';
CREATE INDEX index_namespaces_on_traversal_ids ON namespaces USING gin (traversal_ids);
CREATE UNIQUE INDEX index_namespaces_name_parent_id_type ON namespaces (name, parent_id, type);
CREATE TABLE projects (
    id bigserial PRIMARY KEY, name varchar, path varchar, namespace_id bigint NOT NULL REFERENCES namespaces (id) ON DELETE CASCADE,
    archived boolean DEFAULT false NOT NULL, has_issues boolean DEFAULT false NOT NULL, star_count integer DEFAULT 0 NOT NULL, description text, mirror boolean DEFAULT false NOT NULL,
    last_activity_at timestamp, hidden boolean DEFAULT false NOT NULL,
    CONSTRAINT check_fa75869cb1 CHECK (description IS NULL OR char_length(description) <= 2000)
);
CREATE INDEX index_projects_api_created_at_id_desc ON projects (last_activity_at DESC NULLS LAST, id DESC);
CREATE INDEX idx_projects_on_path_trgm ON projects USING gin (path gin_trgm_ops);
CREATE INDEX index_projects_on_hidden ON projects (id) WHERE hidden = true;
CREATE TABLE issues (
    id bigserial PRIMARY KEY, project_id bigint REFERENCES projects (id) ON DELETE CASCADE, iid integer, title varchar, state_id smallint DEFAULT 1 NOT NULL,
    author_id bigint REFERENCES users (id) ON DELETE SET NULL, due_date date, weight integer, confidential boolean DEFAULT false NOT NULL, closed_at timestamptz, namespace_id bigint NOT NULL REFERENCES namespaces (id),
    CONSTRAINT check_2addf801cd CHECK (num_nonnulls(project_id, namespace_id) > 0)
);
CREATE UNIQUE INDEX index_issues_on_project_id_and_iid ON issues (project_id, iid);
CREATE INDEX idx_issues_on_state_id ON issues (state_id) WHERE state_id IN (1, 2);
CREATE TRIGGER trigger_has_issues AFTER INSERT ON issues FOR EACH ROW EXECUTE FUNCTION set_has_issues();
CREATE TABLE audit_events (
    id bigserial NOT NULL, author_id bigint NOT NULL, entity_id bigint NOT NULL, details text, created_at timestamp NOT NULL,
    PRIMARY KEY (id, created_at), CONSTRAINT check_492aaa021d CHECK ((char_length(details) <= 5500))
) PARTITION BY RANGE (created_at);
CREATE INDEX analytics_index_audit_events_on_author ON audit_events (author_id, created_at);
CREATE TABLE loose_foreign_keys_deleted_records (
    id bigserial NOT NULL, partition bigint NOT NULL, primary_key_value bigint NOT NULL, status smallint DEFAULT 1 NOT NULL, fully_qualified_table_name text NOT NULL,
    PRIMARY KEY (partition, id), CONSTRAINT check_1a541f3235 CHECK ((char_length(fully_qualified_table_name) <= 150))
) PARTITION BY LIST (partition);
CREATE TABLE partitions_static.loose_foreign_keys_deleted_records_1 PARTITION OF loose_foreign_keys_deleted_records FOR VALUES IN (1);
CREATE TABLE analytics_cycle_analytics_issue_stage_events (stage_event_hash_id bigint NOT NULL, issue_id bigint NOT NULL, end_event_timestamp timestamptz, PRIMARY KEY (stage_event_hash_id, issue_id)) PARTITION BY HASH (stage_event_hash_id);
DO $$
DECLARE
    number integer;
BEGIN
    FOR number IN 1..24 LOOP
        EXECUTE format('CREATE TABLE partitions_dynamic.audit_events_%s PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)', to_char(date '2023-01-01' + (number || ' months')::interval, 'YYYYMM'), date '2023-01-01' + (number || ' months')::interval, date '2023-01-01' + ((number + 1) || ' months')::interval);
    END LOOP;
    FOR number IN 0..31 LOOP
        EXECUTE format('CREATE TABLE partitions_static.analytics_cycle_analytics_issue_stage_events_%s PARTITION OF analytics_cycle_analytics_issue_stage_events FOR VALUES WITH (MODULUS 32, REMAINDER %s)', to_char(number, 'FM00'), number);
    END LOOP;
    FOR number IN 1..120 LOOP
        EXECUTE format('CREATE TABLE %I (id bigserial PRIMARY KEY, project_id bigint NOT NULL REFERENCES projects (id) ON DELETE CASCADE, user_id bigint REFERENCES users (id) ON DELETE SET NULL, name text NOT NULL, status smallint DEFAULT 0 NOT NULL, kind varchar(20) DEFAULT ''plain'' NOT NULL, payload jsonb DEFAULT ''{}'' NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, CONSTRAINT %I CHECK (char_length(name) <= 255), CONSTRAINT %I CHECK (kind IN (''plain'', ''rich'')))', 'feature_' || number || '_records', 'check_' || substr(md5(number::text), 1, 10), 'check_kind_' || number);
        EXECUTE format('CREATE INDEX %I ON %I (project_id, created_at DESC) WHERE status = 0', 'index_feature_' || number || '_records_on_project_id_and_created_at', 'feature_' || number || '_records');
        EXECUTE format('CREATE UNIQUE INDEX %I ON %I (lower(name), project_id)', 'index_feature_' || number || '_unique_lower_name', 'feature_' || number || '_records');
        EXECUTE format('CREATE INDEX %I ON %I (user_id)', 'index_feature_' || number || '_records_on_user_id', 'feature_' || number || '_records');
    END LOOP;
END
$$;
CREATE VIEW postgres_partitions AS SELECT p.inhrelid::bigint AS child, p.inhparent::bigint AS parent FROM pg_inherits p;
COMMENT ON COLUMN issues.confidential IS 'Only members see it';
