CREATE TABLE parent (b integer);
CREATE TABLE other () INHERITS (parent);
