-- Attaching a partition takes its first index for the first equal one of the parent.
CREATE TABLE reading (taken date NOT NULL, place text, UNIQUE (taken)) PARTITION BY RANGE (taken);
CREATE TABLE early PARTITION OF reading FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE late PARTITION OF reading FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')
    PARTITION BY RANGE (taken);
CREATE TABLE latest PARTITION OF late DEFAULT;
CREATE INDEX z_first ON reading (taken);
CREATE INDEX a_second ON reading (taken DESC);
CREATE INDEX m_third ON reading (taken);
ALTER TABLE reading ADD CONSTRAINT a_key UNIQUE (taken);
