CREATE COLLATION c (provider = icu, locale = 'fr');
