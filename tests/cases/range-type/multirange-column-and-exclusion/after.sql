CREATE TYPE span AS RANGE (SUBTYPE = timestamptz, MULTIRANGE_TYPE_NAME = spans);
CREATE TABLE t (a integer, at span, all_of spans, EXCLUDE USING gist (at WITH &&));
