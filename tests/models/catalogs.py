"""Catalogs as the comparison sees them: read from a server, and made on one from a reading."""


COLUMNS = """
select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       a.attidentity::text, a.attgenerated::text, col_description(c.oid, a.attnum),
       pg_get_expr(d.adbin, d.adrelid), row_number() over (partition by c.oid order by a.attnum),
       (select quote_ident(cn.nspname) || '.' || quote_ident(co.collname) from pg_collation co
          join pg_namespace cn on cn.oid = co.collnamespace
         where co.oid = a.attcollation and a.attcollation <> t.typcollation)
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where c.relkind = 'r' and a.attnum > 0 and n.nspname not in ('pg_catalog', 'information_schema')
"""
CONSTRAINTS = """
select n.nspname, c.relname, x.conname, pg_get_constraintdef(x.oid)
from pg_constraint x join pg_class c on c.oid = x.conrelid join pg_namespace n on n.oid = c.relnamespace
where x.contype in ('p', 'u', 'f', 'c', 'x') and n.nspname not in ('pg_catalog', 'information_schema')
"""
INDEXES = """
select n.nspname, c.relname, i.relname, pg_get_indexdef(i.oid)
from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  and not exists (select from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u', 'x'))
"""
ENUMS = """
select n.nspname, t.typname, array_agg(e.enumlabel::text order by e.enumsortorder)
from pg_type t join pg_enum e on e.enumtypid = t.oid join pg_namespace n on n.oid = t.typnamespace group by 1, 2
"""
SEQUENCES = """
select n.nspname, c.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
       s.seqcache, s.seqcycle, d.refobjid::regclass::text || '.' || a.attname, d.deptype::text
from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
left join pg_depend d on d.objid = c.oid and d.classid = 'pg_class'::regclass
  and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
"""


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def read_server(connection):
    cursor = connection.cursor()
    cursor.execute("set search_path = pg_catalog")
    found = {}
    for ns, table, name, kind, not_null, identity, generated, comment, default, place, collation in cursor.execute(COLUMNS):
        found["column", ns, table, name] = (kind, not_null, identity, bool(generated), comment, int(place), collation)
        if default is not None:
            key = "generated" if generated else "default"
            found[key, ns, table, name] = default
    for ns, table, name, definition in cursor.execute(CONSTRAINTS):
        found["constraint", ns, table, name] = definition
    for ns, table, name, definition in cursor.execute(INDEXES):
        found["index", ns, table, name] = definition
    for ns, name, labels in cursor.execute(ENUMS):
        found["enum", ns, name] = tuple(labels)
    for ns, name, *options, owner, deptype in cursor.execute(SEQUENCES):
        if deptype == "i":
            found["identity", owner.split(".")[-1], owner] = tuple(options)
        else:
            found["sequence", ns, name] = (*options, owner)
    for ns, name, comment in cursor.execute(
        "select n.nspname, c.relname, obj_description(c.oid, 'pg_class') from pg_class c "
        "join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' "
        "and n.nspname not in ('pg_catalog', 'information_schema')"
    ):
        found["table", ns, name] = comment
    return found


ACTIONS = {"restrict": "RESTRICT", "cascade": "CASCADE", "set-null": "SET NULL", "set-default": "SET DEFAULT"}


def constraint_sql(kind):
    def names(columns):
        return "(" + ", ".join(map(quote, columns)) + ")"

    include = f" INCLUDE {names(kind['include'])}" if kind.get("include") else ""
    match kind["type"]:
        case "primary-key":
            return "PRIMARY KEY " + names(kind["columns"]) + include
        case "unique":
            nulls = "NULLS NOT DISTINCT " if kind["nulls_not_distinct"] else ""
            return f"UNIQUE {nulls}{names(kind['columns'])}{include}"
        case "foreign-key":
            target = ".".join(map(quote, kind["references"]["path"]))
            sql = f"FOREIGN KEY {names(kind['columns'])} REFERENCES {target} {names(kind['referenced_columns'])}"
            if kind["match_type"] == "full":
                sql += " MATCH FULL"
            if kind["on_update"] in ACTIONS:
                sql += " ON UPDATE " + ACTIONS[kind["on_update"]]
            if kind["on_delete"] in ACTIONS:
                sql += " ON DELETE " + ACTIONS[kind["on_delete"]]
            return sql
        case "check":
            return f"CHECK ({kind['expression']['text']})"
        case "exclude":
            return kind["definition"]["text"]


def index_sql(path, index):
    keys = []
    for key in index["keys"]:
        term = key["term"]
        sql = quote(term["name"]) if term["type"] == "column" else f"({term['expression']['text']})"
        if key["operator_class"]:
            sql += " " + key["operator_class"]
        sql += " DESC" if key["descending"] else ""
        sql += " NULLS FIRST" if key["nulls_first"] else " NULLS LAST"
        keys.append(sql if index["method"] == "btree" else sql.replace(" NULLS LAST", ""))
    sql = f"CREATE {'UNIQUE ' if index['unique'] else ''}INDEX {quote(path[2])} ON {quote(path[0])}.{quote(path[1])} USING {index['method']} ({', '.join(keys)})"
    if index["include"]:
        sql += " INCLUDE (" + ", ".join(map(quote, index["include"])) + ")"
    if index["nulls_not_distinct"]:
        sql += " NULLS NOT DISTINCT"
    if index["options"]:
        sql += " WITH (" + ", ".join(f"{key}={value}" for key, value in index["options"].items()) + ")"
    if index["predicate"]:
        sql += f" WHERE ({index['predicate']['text']})"
    return sql


def realise(connection, catalog):
    """Builds the reader's catalog with plain SQL, as far as the comparison needs it."""
    run = connection.execute
    objects = catalog["objects"]
    by_kind = lambda kind: [(a["path"], o) for a, o in objects if a["kind"] == kind]
    for path, _ in by_kind("namespace"):
        run(f"create schema if not exists {quote(path[0])}")
    for path, enum in by_kind("enum"):
        labels = ", ".join("'" + label.replace("'", "''") + "'" for label in enum["labels"])
        run(f"create type {quote(path[0])}.{quote(path[1])} as enum ({labels})")
    for path, sequence in by_kind("sequence"):
        run(
            f"create sequence {quote(path[0])}.{quote(path[1])} as {sequence['data_type']} "
            f"start {sequence['start']} increment {sequence['increment']} minvalue {sequence['min']} "
            f"maxvalue {sequence['max']} cache {sequence['cache']} {'cycle' if sequence['cycle'] else 'no cycle'}"
        )
    defaults = {tuple(path): default for path, default in by_kind("default")}
    for path, table in by_kind("table"):
        columns = sorted(
            (column["position"], column_path, column)
            for column_path, column in by_kind("column")
            if column_path[:2] == path
        )
        parts = []
        for _, column_path, column in columns:
            sql = f"{quote(column_path[2])} {column['data_type']['text']}"
            if column["collation"]:
                sql += f" collate {column['collation']}"
            if column["not_null"]:
                sql += " not null"
            if column["identity"]:
                inner = column["identity"]["sequence"]
                mode = "always" if column["identity"]["mode"] == "always" else "by default"
                sql += (
                    f" generated {mode} as identity (start {inner['start']} increment {inner['increment']} minvalue "
                    f"{inner['min']} maxvalue {inner['max']} cache {inner['cache']} {'cycle' if inner['cycle'] else 'no cycle'})"
                )
            if column["generated"]:
                sql += f" generated always as ({column['generated']['expression']['text']}) stored"
            default = defaults.get(tuple(column_path))
            if default:
                sql += f" default {default['expression']['text']}"
            parts.append(sql)
        name = f"{quote(path[0])}.{quote(path[1])}"
        unlogged = "unlogged " if table["persistence"] == "unlogged" else ""
        run(f"create {unlogged}table {name} ({', '.join(parts)})")
        literal = lambda text: "'" + text.replace("'", "''") + "'"
        if table["comment"]:
            run(f"comment on table {name} is {literal(table['comment'])}")
        for _, column_path, column in columns:
            if column["comment"]:
                run(f"comment on column {name}.{quote(column_path[2])} is {literal(column['comment'])}")
    for path, sequence in by_kind("sequence"):
        if sequence["owned_by"]:
            owner = ".".join(map(quote, sequence["owned_by"]["path"]))
            run(f"alter sequence {quote(path[0])}.{quote(path[1])} owned by {owner}")
    rank = {"primary-key": 0, "unique": 1, "exclude": 1, "check": 2, "foreign-key": 3}
    for path, constraint in sorted(by_kind("constraint"), key=lambda one: rank[one[1]["type"] if "type" in one[1] else one[1]["kind"]["type"]]):
        kind = constraint["kind"] if isinstance(constraint["kind"], dict) else constraint
        sql = f"alter table {quote(path[0])}.{quote(path[1])} add constraint {quote(path[2])} {constraint_sql(kind)}"
        if constraint["deferrable"]:
            sql += " deferrable" + (" initially deferred" if constraint["initially_deferred"] else "")
        if not constraint["validated"]:
            sql += " not valid"
        run(sql)
    for path, index in by_kind("index"):
        run(index_sql(path, index))
