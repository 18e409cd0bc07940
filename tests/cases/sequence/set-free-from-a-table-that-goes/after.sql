CREATE SEQUENCE t_a_seq AS integer;
