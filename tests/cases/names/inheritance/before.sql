CREATE TABLE "it's ""so"".so %s %1$I \n" (a integer);
