import type { AttributeView, ChangeView, ComparisonView, Mark, RenameInput } from '../types';
import { POLICY, VIEW_AFTER, VIEW_BEFORE } from './objects';
import { marked } from './schema';

const change = (address: string, mark: Mark, table: string | null, attributes: [string, string | null, string | null][], span: string | null): ChangeView => ({
  address, kind: address.split(' ')[0] ?? '', name: address.split(' ').slice(1).join(' '), table: table && `public.${table}`, mark,
  attributes: attributes.map(([name, before, after]): AttributeView => ({ name, before, after })), span,
  pattern: table ? `public.${table}` : address.split(' ').slice(1).join(' '),
});

const PAIR: RenameInput = { from: 'column public.patient.fullname', to: 'column public.patient.full_name' };

/** The usual scope, to which the tests add. */
export const leftAlone = ['alembic_version', 'spatial_ref_sys'];

export function comparison(renames: RenameInput[]): ComparisonView {
  const view = whole(renames);
  return { ...view, changes: view.changes.filter((found) => !leftAlone.includes(found.pattern ?? '')) };
}

function whole(renames: RenameInput[]): ComparisonView {
  const renamed = renames.some((r) => r.from === PAIR.from && r.to === PAIR.to);
  return {
    before: 'clinic-demo (127.0.0.1)', after: 'models in examples/clinic', comparedTables: 15, ignored: leftAlone.length, leftAlone: [...leftAlone],
    changes: [
      change('enum public.appointment_status', 'changed', null, [['labels', 'booked, confirmed, arrived, cancelled', 'booked, confirmed, arrived, no_show, cancelled']], 'app/models/appointment.py:9'),
      change('view public.open_invoices', 'changed', null, [['definition', VIEW_BEFORE, VIEW_AFTER]], null),
      change('policy public.patient.own_clinic', 'added', 'patient', [['definition', null, POLICY]], null),
      change('column public.appointment.reminder_sent_at', 'added', 'appointment', [['definition', null, 'timestamp with time zone']], 'app/models/appointment.py:31'),
      change('index public.ix_encounter_started_at', 'added', 'encounter', [['definition', null, 'CREATE INDEX ix_encounter_started_at ON public.encounter USING btree (started_at)']], 'app/models/encounter.py:18'),
      change('table public.insurance_policy', 'added', 'insurance_policy', [['definition', null, 'id uuid NOT NULL, patient_id uuid NOT NULL, insurer text NOT NULL, number character varying(32) NOT NULL, valid_until date']], 'app/models/insurance.py:12'),
      change('constraint public.insurance_policy.insurance_policy_patient_id_fkey', 'added', 'insurance_policy', [['definition', null, 'FOREIGN KEY (patient_id) REFERENCES public.patient(id) ON DELETE CASCADE']], 'app/models/insurance.py:15'),
      change('column public.invoice_line.quantity', 'changed', 'invoice_line', [['type', 'integer', 'numeric(10,2)'], ['default', '1', "'1'::numeric"]], 'app/models/billing.py:44'),
      change('column public.patient.fax', 'removed', 'patient', [['definition', 'character varying(32)', null]], null),
      ...(renamed
        ? [change('column public.patient.full_name', 'renamed', 'patient', [['name', 'fullname', 'full_name']], 'app/models/patient.py:21')]
        : [
            change('column public.patient.full_name', 'added', 'patient', [['definition', null, 'text NOT NULL']], 'app/models/patient.py:21'),
            change('column public.patient.fullname', 'removed', 'patient', [['definition', 'text NOT NULL', null]], null),
          ]),
      change('column public.patient.preferred_language', 'added', 'patient', [['definition', null, "character varying(5) NOT NULL DEFAULT 'en'"]], 'app/models/patient.py:29'),
      change('constraint public.patient.uq_patient_email', 'added', 'patient', [['definition', null, 'UNIQUE (email)']], 'app/models/patient.py:24'),
      change('constraint public.payment.ck_payment_amount_positive', 'added', 'payment', [['definition', null, 'CHECK (amount > 0)']], 'app/models/billing.py:61'),
    ],
    renameCandidates: renamed ? [] : [{ kind: 'column', rename: PAIR, score: 0.93, evidence: ['The names differ by an underscore.', 'Both are text and not null.', 'They stand at the same place in the table.'], ambiguous: false }],
    renames: renamed ? [PAIR] : [],
    undecided: [{ address: 'column public.invoice.reference', span: 'app/models/billing.py:27', reason: 'the type is made by a function call, which is not run' }],
    unmodelled: [{ class: 'publication of one schema', names: ['clinic_feed'] }],
    graph: marked(renamed),
  };
}
