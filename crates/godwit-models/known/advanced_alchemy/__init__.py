# Advanced Alchemy offers its parts by name.
