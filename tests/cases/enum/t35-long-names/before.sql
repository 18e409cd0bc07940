CREATE TYPE an_enum_with_a_name_of_sixty_three_bytes_which_is_the_limit_xyz AS ENUM ('a', 'b'); CREATE TABLE t (s an_enum_with_a_name_of_sixty_three_bytes_which_is_the_limit_xyz);
