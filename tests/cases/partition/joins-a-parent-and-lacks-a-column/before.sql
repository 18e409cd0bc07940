CREATE TABLE event (a integer, b integer DEFAULT 5, c text NOT NULL) PARTITION BY LIST (a);
CREATE TABLE event_1 (a integer);
