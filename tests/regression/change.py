"""A dump with changes by chance: types of columns, NOT NULL, columns and whole objects that are not there.

Tables that inherit from one another, or are partitions, change alike; what they are partitioned by, and keys
and indexes that partitions must have, stay.
"""

import random
import re

TYPES = {
    "integer": ["bigint", "numeric"],
    "bigint": ["integer", "numeric"],
    "smallint": ["integer"],
    "text": ["character varying(300)", "character varying"],
    "character varying": ["text"],
    "date": ["timestamp without time zone"],
    "real": ["double precision"],
}
BLOCK = re.compile(r"(?m)^(?=--\n-- Name: )")
HEAD = re.compile(r"--\n-- Name: .*?; Type: (.*?); Schema: ")
TABLE = re.compile(r"CREATE (?:UNLOGGED |FOREIGN )?TABLE (\S+) ")
COLUMN = re.compile(
    rf"(    (\w+) )({'|'.join(TYPES)})(,?| (?:DEFAULT|NOT|GENERATED|CONSTRAINT).*)$"
)
STAY = {"SCHEMA", "TABLE ATTACH", "INDEX ATTACH"}
OF_FAMILIES = {"INDEX", "CONSTRAINT", "CHECK CONSTRAINT", "FK CONSTRAINT", "DEFAULT"}


class Families:
    """Tables that have columns in common."""

    def __init__(self, blocks):
        self.above = {}
        self.keys = {}
        self.fixed = set()
        for block in blocks:
            found = TABLE.search(block)
            if found:
                table = found[1]
                for parents in re.findall(r"(?m)^INHERITS \((.*?)\)", block):
                    for parent in parents.split(","):
                        self.join(table, parent.strip())
                if re.search(r"CREATE TABLE \S+ OF ", block):
                    self.fixed.add(table)
                for key in re.findall(r"PARTITION BY (.*)", block):
                    self.keys.setdefault(table, []).append(key)
            for parent, partition in re.findall(r"ONLY (\S+) ATTACH PARTITION (\S+) ", block):
                self.join(parent, partition)

    def of(self, table):
        while table in self.above:
            table = self.above[table]
        return table

    def join(self, one, other):
        if self.of(one) != self.of(other):
            self.above[self.of(one)] = self.of(other)

    def members(self):
        return set(self.above) | set(self.above.values())

    def partitions_by(self, table, column):
        family = self.of(table)
        keys = [key for one, found in self.keys.items() if self.of(one) == family for key in found]
        return any(re.search(rf"\b{column}\b", key) for key in keys)


def changed(text, seed):
    """The dump with the changes of a seed."""
    chance = random.Random(seed)
    head, *blocks = BLOCK.split(text)
    families = Families(blocks)
    absent, retyped = chance.choice([0.02, 0.05, 0.1]), chance.choice([0.05, 0.15, 0.3, 0.6])
    decided = {}

    def decide(what, table, column, said):
        """What was said first of a column of a family."""
        return decided.setdefault((what, families.of(table), column), said)

    def column(table, line):
        found = COLUMN.match(line)
        if not found or families.partitions_by(table, found[2]):
            return line
        start, name, of, rest = found.groups()
        if decide("gone", table, name, chance.random() < 0.03) and line.endswith(","):
            return None
        if decide("retyped", table, (name, of), chance.random() < retyped):
            of = decide("type", table, (name, of), chance.choice(TYPES[of]))
        if decide("null", table, name, chance.random() < 0.05):
            rest = re.sub(r" (CONSTRAINT \S+ )?NOT NULL", "", rest) if "NOT NULL" in rest else rest
        return start + of + rest

    members = families.members()
    kept = [head]
    for block in blocks:
        kind = HEAD.match(block)[1]
        if kind in ("TABLE", "FOREIGN TABLE"):
            table = TABLE.search(block)
            if table and table[1] not in families.fixed:
                if table[1] not in members and chance.random() < absent:
                    continue
                lines = [column(table[1], line) for line in block.split("\n")]
                block = "\n".join(line for line in lines if line is not None)
        elif kind not in STAY:
            words = set(re.findall(r"[\w.\"]+", block)) if kind in OF_FAMILIES else set()
            if not words & members and chance.random() < absent:
                continue
        kept.append(block)
    return "".join(kept)
