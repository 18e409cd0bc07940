CREATE VIEW years AS SELECT EXTRACT('YEAR' FROM now()) AS this, EXTRACT('Month' FROM now()) AS month;
