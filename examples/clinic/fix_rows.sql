-- What a person would run before the two constraints that present rows violate:
--   CHECK (quantity > 0) on invoice_line     (7 rows)
--   UNIQUE (email) on patient                (3 addresses, 7 rows)

BEGIN;

-- Four quantities were typed with a minus sign, three were left at zero.
-- The invoices' totals already count them as they should be.
UPDATE public.invoice_line
SET quantity = greatest(abs(quantity), 1),
    updated_at = now()
WHERE quantity <= 0;

-- The patient registered first keeps a shared address; the others are asked
-- for their own at the next visit.
UPDATE public.patient AS later
SET email = NULL,
    updated_at = now()
WHERE EXISTS (
    SELECT 1
    FROM public.patient AS earlier
    WHERE earlier.email = later.email
      AND earlier.record_number < later.record_number
);

COMMIT;
