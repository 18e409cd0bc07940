SELECT DISTINCT a.kind AS dependent_kind, a.path AS dependent_path,
    b.kind AS referenced_kind, b.path AS referenced_path
FROM pg_depend d
JOIN named a ON a.classid = d.classid AND a.objid = d.objid AND a.objsubid = d.objsubid
JOIN named b ON b.classid = d.refclassid AND b.objid = d.refobjid AND b.objsubid = d.refobjsubid
WHERE d.deptype IN ('n', 'a', 'i') AND (a.kind, a.path) <> (b.kind, b.path)
