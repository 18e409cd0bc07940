import type { HazardView, PlanRequest, PlanView, StepView } from '../types';

type Part = Partial<StepView> & Pick<StepView, 'key' | 'title' | 'verb' | 'object' | 'sql'>;

/** The kind as the title says it: `Add column …`. */
const KINDS = ['foreign key', 'column', 'table', 'index', 'constraint', 'label', 'check', 'unique'];
const kindOf = (title: string): string => {
  const word = KINDS.find((kind) => title.toLowerCase().includes(kind)) ?? 'column';
  return word === 'label' ? 'enum' : ['column', 'table', 'index'].includes(word) ? word : 'constraint';
};

const step = (part: Part): StepView => ({
  table: null, locks: [], rewrites: false, scans: false, rows: null, hazards: [], reversal: null, reversalNote: null,
  needs: [], together: [], spans: [], batch: 1, kind: kindOf(part.title), ...part,
});

const hazard = (code: string, severity: HazardView['severity'], object: string, meaning: string, advice: string, hasRows = false): HazardView => ({
  code, severity, object, meaning, advice, hasRows,
});

function all(request: PlanRequest): StepView[] {
  const renamed = request.renames.length > 0;
  const exclusive = (table: string): string[] => [`ACCESS EXCLUSIVE on public.${table}`];
  const names = renamed
    ? [step({
        key: 'rename-patient-full_name', title: 'Rename column patient.fullname to full_name', verb: 'rename', object: 'public.patient.full_name', table: 'public.patient',
        sql: 'ALTER TABLE public.patient RENAME COLUMN fullname TO full_name;', locks: exclusive('patient'), rows: 4120,
        reversal: 'ALTER TABLE public.patient RENAME COLUMN full_name TO fullname;', spans: ['app/models/patient.py:21'],
        hazards: [hazard('breaks-readers', 'caution', 'public.patient.fullname', 'Code that still reads fullname fails as soon as this commits.', 'Deploy the code that reads full_name together with this plan.')],
      })]
    : [
        step({
          key: 'add-patient-full_name', title: 'Add column patient.full_name', verb: 'create', object: 'public.patient.full_name', table: 'public.patient',
          sql: "ALTER TABLE public.patient ADD COLUMN full_name text DEFAULT '' NOT NULL;", locks: exclusive('patient'), rows: 4120,
          reversal: 'ALTER TABLE public.patient DROP COLUMN full_name;', spans: ['app/models/patient.py:21'],
        }),
        step({
          key: 'drop-patient-fullname', title: 'Drop column patient.fullname', verb: 'drop', object: 'public.patient.fullname', table: 'public.patient',
          sql: 'ALTER TABLE public.patient DROP COLUMN fullname;', locks: exclusive('patient'), rows: 4120,
          reversalNote: 'The column can be added again, its 4,120 values only come back from the backup.',
          hazards: [hazard('drops-column', 'danger', 'public.patient.fullname', '4,120 of 4,120 rows have a value in fullname; all are lost.', 'Confirm the rename to full_name instead, or back up the values first.', true)],
        }),
      ];
  return [
    step({
      key: 'enum-appointment_status-no_show', title: 'Add label no_show to appointment_status', verb: 'alter', object: 'public.appointment_status',
      sql: "ALTER TYPE public.appointment_status ADD VALUE 'no_show' AFTER 'arrived';", reversalNote: 'PostgreSQL cannot remove a label from an enum.', spans: ['app/models/appointment.py:9'],
    }),
    step({
      key: 'create-insurance_policy', title: 'Create table insurance_policy', verb: 'create', object: 'public.insurance_policy', table: 'public.insurance_policy',
      sql: 'CREATE TABLE public.insurance_policy (\n    id uuid NOT NULL,\n    patient_id uuid NOT NULL,\n    insurer text NOT NULL,\n    number character varying(32) NOT NULL,\n    valid_until date,\n    CONSTRAINT insurance_policy_pkey PRIMARY KEY (id)\n);',
      reversal: 'DROP TABLE public.insurance_policy;', spans: ['app/models/insurance.py:12'],
    }),
    step({
      key: 'fk-insurance_policy-patient', title: 'Add foreign key insurance_policy → patient', verb: 'create', object: 'public.insurance_policy.insurance_policy_patient_id_fkey', table: 'public.insurance_policy',
      sql: 'ALTER TABLE public.insurance_policy\n    ADD CONSTRAINT insurance_policy_patient_id_fkey FOREIGN KEY (patient_id)\n    REFERENCES public.patient (id) ON DELETE CASCADE;',
      locks: ['SHARE ROW EXCLUSIVE on public.patient'], reversal: 'ALTER TABLE public.insurance_policy DROP CONSTRAINT insurance_policy_patient_id_fkey;',
      needs: ['create-insurance_policy'], spans: ['app/models/insurance.py:15'],
      hazards: [hazard('blocks-writes', 'note', 'public.patient', 'Writes to patient wait while the lock is held; the new table is empty, so it is short.', 'Nothing to do.')],
    }),
    ...names,
    step({
      key: 'add-patient-preferred_language', title: 'Add column patient.preferred_language', verb: 'create', object: 'public.patient.preferred_language', table: 'public.patient',
      sql: "ALTER TABLE public.patient\n    ADD COLUMN preferred_language character varying(5) DEFAULT 'en' NOT NULL;", locks: exclusive('patient'), rows: 4120,
      reversal: 'ALTER TABLE public.patient DROP COLUMN preferred_language;', spans: ['app/models/patient.py:29'],
    }),
    step({
      key: 'add-appointment-reminder_sent_at', title: 'Add column appointment.reminder_sent_at', verb: 'create', object: 'public.appointment.reminder_sent_at', table: 'public.appointment',
      sql: 'ALTER TABLE public.appointment ADD COLUMN reminder_sent_at timestamp with time zone;', locks: exclusive('appointment'), rows: 18644,
      reversal: 'ALTER TABLE public.appointment DROP COLUMN reminder_sent_at;', spans: ['app/models/appointment.py:31'],
    }),
    step({
      key: 'type-invoice_line-quantity', title: 'Change type of invoice_line.quantity to numeric(10,2)', verb: 'alter', object: 'public.invoice_line.quantity', table: 'public.invoice_line',
      sql: 'ALTER TABLE public.invoice_line\n    ALTER COLUMN quantity TYPE numeric(10,2) USING quantity::numeric(10,2);', locks: exclusive('invoice_line'), rewrites: true, rows: 40213,
      reversal: 'ALTER TABLE public.invoice_line\n    ALTER COLUMN quantity TYPE integer USING quantity::integer;', reversalNote: 'Fractions that were written since are rounded.',
      spans: ['app/models/billing.py:44'],
      hazards: [hazard('rewrites-table', 'caution', 'public.invoice_line', 'All 40,213 rows (12.4 MB) are written anew while nobody can read the table.', 'Run it when the table is quiet.')],
    }),
    step({
      key: 'unique-patient-email', title: 'Add unique constraint on patient.email', verb: 'create', object: 'public.patient.uq_patient_email', table: 'public.patient',
      sql: 'ALTER TABLE public.patient ADD CONSTRAINT uq_patient_email UNIQUE (email);', locks: exclusive('patient'), scans: true, rows: 4120,
      reversal: 'ALTER TABLE public.patient DROP CONSTRAINT uq_patient_email;', spans: ['app/models/patient.py:24'],
      hazards: [hazard('violated-unique', 'blocking', 'public.patient.uq_patient_email', '14 rows share 7 values of email, so the constraint cannot be added.', 'Make the addresses different or empty, then make the plan again.', true)],
    }),
    step({
      key: 'check-payment-amount', title: 'Add check payment.ck_payment_amount_positive', verb: 'create', object: 'public.payment.ck_payment_amount_positive', table: 'public.payment',
      sql: 'ALTER TABLE public.payment\n    ADD CONSTRAINT ck_payment_amount_positive CHECK (amount > 0);', locks: exclusive('payment'), scans: true, rows: 11764,
      reversal: 'ALTER TABLE public.payment DROP CONSTRAINT ck_payment_amount_positive;', spans: ['app/models/billing.py:61'],
      hazards: [hazard('violated-check', 'blocking', 'public.payment.ck_payment_amount_positive', '3 rows have an amount of zero or less, so the constraint cannot be added.', 'Correct these payments, then make the plan again.', true)],
    }),
    step({
      key: 'drop-patient-fax', title: 'Drop column patient.fax', verb: 'drop', object: 'public.patient.fax', table: 'public.patient',
      sql: 'ALTER TABLE public.patient DROP COLUMN fax;', locks: exclusive('patient'), rows: 4120,
      reversalNote: 'The column can be added again, its 612 values only come back from the backup.',
      hazards: [hazard('drops-column', 'danger', 'public.patient.fax', '612 of 4,120 rows have a value in fax; all are lost.', 'Keep the column, or make sure that the backup is kept.', true)],
    }),
    step({
      key: 'index-encounter-started_at', title: 'Create index ix_encounter_started_at', verb: 'create', object: 'public.ix_encounter_started_at', table: 'public.encounter',
      sql: `CREATE INDEX ${request.online ? 'CONCURRENTLY ' : ''}ix_encounter_started_at ON public.encounter (started_at);`,
      locks: [`${request.online ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE'} on public.encounter`], scans: true, rows: 15302,
      reversal: `DROP INDEX ${request.online ? 'CONCURRENTLY ' : ''}public.ix_encounter_started_at;`, spans: ['app/models/encounter.py:18'], batch: request.online ? 2 : 1,
      hazards: request.online ? [] : [hazard('blocks-writes', 'caution', 'public.encounter', 'Writes to encounter wait until the index over 15,302 rows is built.', 'Build indexes without blocking writes.')],
    }),
  ];
}

function seal(text: string): string {
  let h = 0x811c9dc5;
  let out = '';
  for (let i = 0; i < 8; i++) {
    for (const c of text) h = Math.imul(h ^ c.charCodeAt(0) ^ i, 0x01000193) >>> 0;
    out += h.toString(16).padStart(8, '0');
  }
  return out;
}

export function makePlan(profile: string, request: PlanRequest): PlanView {
  const steps = all(request);
  const out = new Map<string, string[]>(request.excluded.map((key) => [key, []]));
  for (let grew = true; grew; ) {
    grew = false;
    for (const s of steps) {
      const because = s.needs.filter((need) => out.has(need));
      if (!out.has(s.key) && because.length > 0) {
        out.set(s.key, because);
        grew = true;
      }
    }
  }
  const kept = steps.filter((s) => !out.has(s.key));
  const hazards = kept.flatMap((s) => s.hazards.map((h) => ({ s, h })));
  const concurrent = kept.some((s) => s.batch === 2);
  const sql = `BEGIN;\nSET LOCAL lock_timeout = '2s';\n\n${kept.filter((s) => s.batch === 1).map((s) => `-- ${s.title}\n${s.sql}`).join('\n\n')}\n\nCOMMIT;\n${concurrent ? `\n${kept.filter((s) => s.batch === 2).map((s) => `-- ${s.title}\n${s.sql}`).join('\n')}\n` : ''}`;
  return {
    seal: seal(sql), createdAt: new Date().toISOString(), before: 'clinic-demo (127.0.0.1)', after: 'models in examples/clinic', profile,
    steps: kept,
    excluded: steps.filter((s) => out.has(s.key)).map((s) => ({ key: s.key, title: s.title, because: out.get(s.key) ?? [] })),
    batches: [{ transactional: true, statements: kept.filter((s) => s.batch === 1).length }, ...(concurrent ? [{ transactional: false, statements: 1 }] : [])],
    blocked: hazards.some(({ h }) => h.severity === 'blocking'),
    dangers: hazards.filter(({ h }) => h.severity === 'danger').map(({ s, h }) => ({ code: h.code, object: h.object, meaning: h.meaning, step: s.key })),
    worstLock: kept.some((s) => s.locks[0]?.startsWith('ACCESS EXCLUSIVE')) ? 'ACCESS EXCLUSIVE' : null,
    online: request.online, sql,
  };
}
