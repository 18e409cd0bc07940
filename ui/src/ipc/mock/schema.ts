import type { ColumnRow, Mark, ReferenceEdge, SchemaView, TableNode } from '../types';
import { objects } from './objects';

const HEADER = 34;
const ROW = 22;

/** `name type flags`, where flags are p(rimary key), f(oreign key), n(ot null). */
function columns(lines: string): ColumnRow[] {
  return lines.trim().split('\n').map((line) => {
    const [name = '', dataType = '', flags = '', ...rest] = line.trim().split('|');
    return {
      name, dataType: dataType,
      notNull: flags.includes('n') || flags.includes('p'),
      primaryKey: flags.includes('p'),
      foreignKey: flags.includes('f'),
      default: rest[0] || null, comment: rest[1] || null, mark: null,
    };
  });
}

interface Sketch {
  name: string;
  rows: number;
  cluster: number;
  at: [number, number];
  columns: string;
  comment?: string;
}

const CLINIC: Sketch[] = [
  { name: 'clinic', rows: 6, cluster: 0, at: [0, 0], columns: 'id|uuid|p|gen_random_uuid()\nname|text|n\ncity|text|n\nopened_on|date|n\nsettings|jsonb|n|\'{}\'::jsonb', comment: 'A place where patients are seen' },
  { name: 'department', rows: 38, cluster: 0, at: [1, 0], columns: 'id|uuid|p\nclinic_id|uuid|fn\nparent_id|uuid|f\nname|text|n\ncost_center|character varying(12)|n' },
  { name: 'room', rows: 214, cluster: 0, at: [2, 0], columns: 'id|integer|p\ndepartment_id|uuid|fn\nlabel|text|n\nbeds|smallint|n|1' },
  { name: 'practitioner', rows: 187, cluster: 0, at: [1, 1], columns: 'id|uuid|p\nfullname|text|n\nlicense_no|character varying(20)|n\nspecialty|specialty|n\nactive|boolean|n|true' },
  { name: 'practitioner_department', rows: 241, cluster: 0, at: [2, 1], columns: 'practitioner_id|uuid|pf\ndepartment_id|uuid|pf\nsince|date|n' },
  { name: 'patient', rows: 4120, cluster: 1, at: [0, 0], columns: 'id|uuid|p|gen_random_uuid()\nfullname|text|n\nborn_on|date|n\nemail|text|\nphone|text|\nfax|character varying(32)|\nconsents|jsonb|n|\'{}\'::jsonb\ncreated_at|timestamp with time zone|n|now()', comment: 'A person who is treated' },
  { name: 'appointment', rows: 18644, cluster: 1, at: [1, 0], columns: 'id|uuid|p\npatient_id|uuid|fn\npractitioner_id|uuid|fn\nroom_id|integer|f\nstarts_at|timestamp with time zone|n\nminutes|integer|n|20\nstatus|appointment_status|n' },
  { name: 'encounter', rows: 15302, cluster: 1, at: [2, 0], columns: 'id|uuid|p\nappointment_id|uuid|f\npatient_id|uuid|fn\nstarted_at|timestamp with time zone|n\nended_at|timestamp with time zone|\nnotes|text|' },
  { name: 'diagnosis', rows: 21877, cluster: 1, at: [1, 1], columns: 'id|bigint|p\nencounter_id|uuid|fn\nicd10|character varying(8)|n\ncertain|boolean|n|true\nnoted_at|timestamp with time zone|n' },
  { name: 'medication', rows: 612, cluster: 1, at: [0, 1], columns: 'id|integer|p\natc|character varying(8)|n\nname|text|n\nstrength|numeric(8,3)|' },
  { name: 'prescription', rows: 9911, cluster: 1, at: [2, 1], columns: 'id|bigint|p\nencounter_id|uuid|fn\nmedication_id|integer|fn\ndose|text|n\ndays|smallint|n' },
  { name: 'invoice', rows: 12480, cluster: 2, at: [0, 0], columns: 'id|bigint|p\npatient_id|uuid|fn\nencounter_id|uuid|f\nissued_on|date|n\ntotal|numeric(12,2)|n\npaid|boolean|n|false' },
  { name: 'invoice_line', rows: 40213, cluster: 2, at: [1, 0], columns: 'id|bigint|p\ninvoice_id|bigint|fn\ntext|text|n\nquantity|integer|n|1\nunit_price|numeric(12,2)|n' },
  { name: 'payment', rows: 11764, cluster: 2, at: [0, 1], columns: 'id|bigint|p\ninvoice_id|bigint|fn\namount|numeric(12,2)|n\nmethod|payment_method|n\nreceived_at|timestamp with time zone|n|now()' },
];

const REFERENCES: [string, string, string, string][] = [
  ['department', 'clinic_id', 'clinic', 'id'], ['department', 'parent_id', 'department', 'id'],
  ['room', 'department_id', 'department', 'id'],
  ['practitioner_department', 'practitioner_id', 'practitioner', 'id'], ['practitioner_department', 'department_id', 'department', 'id'],
  ['appointment', 'patient_id', 'patient', 'id'], ['appointment', 'practitioner_id', 'practitioner', 'id'], ['appointment', 'room_id', 'room', 'id'],
  ['encounter', 'appointment_id', 'appointment', 'id'], ['encounter', 'patient_id', 'patient', 'id'],
  ['diagnosis', 'encounter_id', 'encounter', 'id'], ['prescription', 'encounter_id', 'encounter', 'id'],
  ['prescription', 'medication_id', 'medication', 'id'],
  ['invoice', 'patient_id', 'patient', 'id'], ['invoice', 'encounter_id', 'encounter', 'id'],
  ['invoice_line', 'invoice_id', 'invoice', 'id'], ['payment', 'invoice_id', 'invoice', 'id'],
];

function node(sketch: Sketch, origin: [number, number]): TableNode {
  const list = columns(sketch.columns);
  return {
    id: `public.${sketch.name}`, namespace: 'public', name: sketch.name,
    x: origin[0] + 28 + sketch.at[0] * 390, y: origin[1] + 44 + sketch.at[1] * 290,
    width: 290, height: HEADER + ROW * list.length,
    columns: list, rows: sketch.rows, bytes: sketch.rows * 310, comment: sketch.comment ?? null,
    indexes: [`${sketch.name}_pkey`],
    constraints: [
      `${sketch.name}_pkey PRIMARY KEY (${list.filter((c) => c.primaryKey).map((c) => c.name).join(', ')})`,
      ...REFERENCES.filter(([from]) => from === sketch.name).map(([from, column, to, target]) => `${from}_${column}_fkey FOREIGN KEY (${column}) REFERENCES public.${to}(${target})`),
    ],
    mark: null, cluster: sketch.cluster,
  };
}

const ORIGINS: [number, number][] = [[0, 0], [0, 700], [1300, 0]];

export function clinic(): SchemaView {
  const tables = CLINIC.map((sketch) => node(sketch, ORIGINS[sketch.cluster] ?? [0, 0]));
  const clusterOf = new Map(tables.map((table) => [table.id, table.cluster]));
  const references: ReferenceEdge[] = REFERENCES.map(([from, column, to, target]) => ({
    name: `${from}_${column}_fkey`, from: `public.${from}`, fromColumns: [column], to: `public.${to}`, toColumns: [target],
    internal: clusterOf.get(`public.${from}`) === clusterOf.get(`public.${to}`), mark: null,
  }));
  const boxes = ['department', 'patient', 'invoice'].map((title, i) => box(title, tables.filter((t) => t.cluster === i)));
  return {
    source: 'clinic-demo', serverVersion: '17.2', fingerprint: '9f3a12c4', takenAt: new Date().toISOString(),
    tables, references, clusters: boxes, size: [2300, 1400],
    objects: objects(),
    unmodelled: [{ class: 'publication of one schema', names: ['clinic_feed'] }],
  };
}

function box(title: string, tables: TableNode[]): SchemaView['clusters'][number] {
  const x = Math.min(...tables.map((t) => t.x)) - 28;
  const y = Math.min(...tables.map((t) => t.y)) - 44;
  return {
    title, x, y,
    width: Math.max(...tables.map((t) => t.x + t.width)) + 28 - x,
    height: Math.max(...tables.map((t) => t.y + t.height)) + 28 - y,
  };
}

/** The clinic with the models' side on it. */
export function marked(renamed: boolean): SchemaView {
  const view = clinic();
  const find = (name: string): TableNode => {
    const found = view.tables.find((t) => t.name === name);
    if (!found) throw new Error(`the mock has no table ${name}`);
    return found;
  };
  const mark = (table: string, column: string, with_: Mark): void => {
    const found = find(table).columns.find((c) => c.name === column);
    if (found) found.mark = with_;
    find(table).mark ??= 'changed';
  };
  const add = (table: string, column: string, dataType: string, with_: Mark): void => {
    const t = find(table);
    t.columns.push({ name: column, dataType, notNull: false, primaryKey: false, foreignKey: false, default: null, comment: null, mark: with_ });
    t.height += ROW;
    t.mark ??= 'changed';
  };
  if (renamed) {
    mark('patient', 'fullname', 'renamed');
    const column = find('patient').columns.find((c) => c.name === 'fullname');
    if (column) column.name = 'full_name';
  } else {
    mark('patient', 'fullname', 'removed');
    add('patient', 'full_name', 'text', 'added');
  }
  mark('patient', 'fax', 'removed');
  add('patient', 'preferred_language', 'character varying(5)', 'added');
  add('appointment', 'reminder_sent_at', 'timestamp with time zone', 'added');
  mark('invoice_line', 'quantity', 'changed');
  find('payment').mark = 'changed';
  find('encounter').mark = 'changed';
  const policy = node({ name: 'insurance_policy', rows: 0, cluster: 2, at: [1, 1], columns: 'id|uuid|p\npatient_id|uuid|fn\ninsurer|text|n\nnumber|character varying(32)|n\nvalid_until|date|' }, ORIGINS[2] ?? [0, 0]);
  policy.mark = 'added';
  policy.rows = null;
  policy.bytes = null;
  for (const column of policy.columns) column.mark = 'added';
  view.objects = objects({ 'view public.open_invoices': 'changed', 'policy public.patient.own_clinic': 'added' });
  view.tables.push(policy);
  view.references.push({ name: 'insurance_policy_patient_id_fkey', from: policy.id, fromColumns: ['patient_id'], to: 'public.patient', toColumns: ['id'], internal: false, mark: 'added' });
  view.clusters = view.clusters.map((c, i) => (i === 2 ? box(c.title, view.tables.filter((t) => t.cluster === 2)) : c));
  return view;
}

/** A schema of many tables, always the same for the same size. */
export function generated(n: number): SchemaView {
  let seed = 42;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const per = 25;
  const clusters = Math.ceil(n / per);
  const across = Math.ceil(Math.sqrt(clusters) * 1.2);
  const tables: TableNode[] = [];
  const references: ReferenceEdge[] = [];
  for (let i = 0; i < n; i++) {
    const cluster = Math.floor(i / per);
    const k = i % per;
    const x = (cluster % across) * 2000 + 28 + (k % 5) * 380;
    const y = Math.floor(cluster / across) * 1800 + 44 + Math.floor(k / 5) * 340;
    const list: ColumnRow[] = Array.from({ length: 10 }, (_, c) => ({
      name: c === 0 ? 'id' : c < 3 ? `ref_${c}_id` : `column_${c}`, dataType: c < 3 ? 'uuid' : c % 2 ? 'text' : 'integer',
      notNull: c < 4, primaryKey: c === 0, foreignKey: c === 1 || c === 2, default: null, comment: null, mark: null,
    }));
    const name = `module_${cluster}_table_${k}`;
    tables.push({
      id: `public.${name}`, namespace: 'public', name, x, y, width: 300, height: HEADER + ROW * 10, columns: list,
      rows: Math.floor(random() * 1e6), bytes: Math.floor(random() * 1e9), comment: null, indexes: [`${name}_pkey`], constraints: [],
      mark: null, cluster,
    });
    for (let r = 1; r <= 2; r++) {
      const inside = random() < 0.8;
      const to = inside ? cluster * per + Math.floor(random() * Math.min(per, n - cluster * per)) : Math.floor(random() * n);
      references.push({ name: `${name}_ref_${r}_id_fkey`, from: `public.${name}`, fromColumns: [`ref_${r}_id`], to: `public.module_${Math.floor(to / per)}_table_${to % per}`, toColumns: ['id'], internal: Math.floor(to / per) === cluster, mark: null });
    }
  }
  const boxes = Array.from({ length: clusters }, (_, i) => box(`module_${i}`, tables.filter((t) => t.cluster === i)));
  return { ...clinic(), source: `generated ${n}`, tables, references, clusters: boxes, size: [across * 2000, Math.ceil(clusters / across) * 1800] };
}
