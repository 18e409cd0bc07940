import type { Mark, ObjectView } from '../types';

export const VIEW_BEFORE = `CREATE VIEW public.open_invoices AS
 SELECT i.id,
    i.patient_id,
    i.total,
    sum(p.amount) AS paid
   FROM invoice i
     LEFT JOIN payment p ON p.invoice_id = i.id
  WHERE NOT i.paid
  GROUP BY i.id`;
export const VIEW_AFTER = `CREATE VIEW public.open_invoices AS
 SELECT i.id,
    i.patient_id,
    i.total,
    COALESCE(sum(p.amount), 0::numeric) AS paid,
    i.total - COALESCE(sum(p.amount), 0::numeric) AS due
   FROM invoice i
     LEFT JOIN payment p ON p.invoice_id = i.id
  WHERE NOT i.paid
  GROUP BY i.id`;
const TOUCH = `CREATE OR REPLACE FUNCTION public.touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$function$`;
export const POLICY = `CREATE POLICY own_clinic ON public.patient AS PERMISSIVE FOR ALL TO clinic_app
    USING ((clinic_id = (current_setting('app.clinic'::text))::uuid))`;

const object = (kind: string, name: string, attributes: [string, string][], part: Partial<ObjectView> = {}): ObjectView => ({
  id: `${kind} ${name}`, kind, name, table: null, of: null, mark: null,
  attributes: attributes.map(([attribute, value]) => ({ name: attribute, value })), ...part,
});
const about = (kind: string, of: string, name: string, value: string, table: string | null = null): ObjectView =>
  object(kind, name, [[kind === 'owner' ? 'owner' : 'privileges', value]], { id: `${kind} of ${of}${kind === 'owner' ? '' : ` to ${name}`}`, of, table });

/** What the clinic holds beside its tables. */
export function objects(marks: Record<string, Mark> = {}): ObjectView[] {
  return [
    object('view', 'public.open_invoices', [['definition', marks['view public.open_invoices'] ? VIEW_AFTER : VIEW_BEFORE], ['comment', 'What is still to be paid']]),
    object('view', 'public.todays_appointments', [['definition', 'CREATE VIEW public.todays_appointments AS\n SELECT *\n   FROM appointment\n  WHERE starts_at::date = CURRENT_DATE']]),
    object('materialized view', 'public.monthly_revenue', [['definition', "CREATE MATERIALIZED VIEW public.monthly_revenue AS\n SELECT date_trunc('month', received_at) AS month, sum(amount) AS amount\n   FROM payment\n  GROUP BY 1"]]),
    object('function', 'public.touch_updated_at()', [['definition', TOUCH]]),
    object('trigger', 'public.patient.touch', [['definition', 'CREATE TRIGGER touch BEFORE UPDATE ON public.patient FOR EACH ROW EXECUTE FUNCTION touch_updated_at()']], { table: 'public.patient' }),
    object('policy', 'public.patient.own_clinic', [['definition', POLICY]], { table: 'public.patient' }),
    object('enum', 'public.appointment_status', [['labels', 'booked, confirmed, arrived, cancelled']]),
    object('enum', 'public.payment_method', [['labels', 'cash, card, transfer, insurance']]),
    object('enum', 'public.specialty', [['labels', 'general, cardiology, paediatrics, surgery']]),
    object('domain', 'public.icd10', [['definition', "CREATE DOMAIN public.icd10 AS character varying(8)\n    CONSTRAINT icd10_form CHECK (VALUE ~ '^[A-Z][0-9]'::text)"]]),
    object('extension', 'pg_trgm', [['definition', 'CREATE EXTENSION pg_trgm WITH SCHEMA public']]),
    about('owner', 'table public.patient', 'clinic_owner', 'clinic_owner', 'public.patient'),
    about('privileges', 'table public.patient', 'clinic_app', 'SELECT, INSERT, UPDATE', 'public.patient'),
    about('owner', 'view public.open_invoices', 'clinic_owner', 'clinic_owner'),
    about('privileges', 'view public.open_invoices', 'reporting', 'SELECT'),
  ].map((found) => ({ ...found, mark: marks[found.id] ?? null }));
}
