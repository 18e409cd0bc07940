CREATE TABLE event (id bigint NOT NULL, happened date NOT NULL, remark text DEFAULT '', PRIMARY KEY (id, happened)) PARTITION BY RANGE (happened);
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX event_note ON event (remark);
CREATE INDEX event_2026_own ON event_2026 (remark, id);
