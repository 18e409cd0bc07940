-- Rows for the clinic at its last revision (c7029ae4d158).
-- Deterministic: no random(), no now(); every run gives the same rows.
-- Every name is qualified, so any search_path will do.

-- Departments: three divisions with their units -----------------------------
INSERT INTO public.department (id, parent_id, code, name, phone_extension, created_at, updated_at)
SELECT id, parent_id, code, name, phone_extension,
       timestamptz '2024-02-05 08:00:00+00', timestamptz '2024-02-05 08:00:00+00'
FROM (VALUES
    (1, NULL, 'MED', 'Internal Medicine', '100'),
    (2, NULL, 'SUR', 'Surgery', '200'),
    (3, NULL, 'DIA', 'Diagnostics', '300'),
    (4, 1, 'MED-CAR', 'Cardiology', '110'),
    (5, 1, 'MED-DER', 'Dermatology', '120'),
    (6, 1, 'MED-GEN', 'General Practice', '130'),
    (7, 1, 'MED-PED', 'Paediatrics', '140'),
    (8, 2, 'SUR-ORT', 'Orthopaedics', '210'),
    (9, 2, 'SUR-ENT', 'Ear, Nose and Throat', '220'),
    (10, 3, 'DIA-LAB', 'Laboratory', '310'),
    (11, 3, 'DIA-RAD', 'Radiology', '320'),
    (12, 2, 'SUR-PHY', 'Physiotherapy', NULL)
) AS d (id, parent_id, code, name, phone_extension);

-- Practitioners -------------------------------------------------------------
INSERT INTO public.practitioner
    (id, license_number, first_name, last_name, role, email, hired_on, is_active, created_at, updated_at)
SELECT i,
       'LIC-' || lpad((48000 + i * 37)::text, 6, '0'),
       first_name,
       last_name,
       (ARRAY['physician', 'physician', 'nurse', 'therapist', 'technician'])[1 + i % 5]::public.practitionerrole,
       lower(first_name) || '.' || lower(last_name) || i || '@clinic.example',
       date '2009-03-01' + i * 91,
       i % 20 <> 0,
       timestamptz '2024-02-05 08:30:00+00' + i * interval '2 minutes',
       timestamptz '2024-02-05 08:30:00+00' + i * interval '2 minutes'
FROM (
    SELECT i,
           (ARRAY['Helena','Marcus','Ines','Tobias','Yara','Pieter','Sofia','Karim','Linnea','Andre'])[1 + i % 10] AS first_name,
           (ARRAY['Vogel','Almeida','Okafor','Lindqvist','Marchetti','Novak','Haddad','Petersen','Iyer','Dubois','Kowalski','Tanaka'])[1 + (i * 5) % 12] AS last_name
    FROM generate_series(1, 60) AS i
) AS p;

INSERT INTO public.practitioner_department (practitioner_id, department_id, is_lead)
SELECT i, 4 + i % 9, i <= 9 FROM generate_series(1, 60) AS i
UNION ALL
SELECT i, 1 + i % 3, false FROM generate_series(2, 60, 2) AS i;

-- Rooms ---------------------------------------------------------------------
INSERT INTO public.room (id, department_id, code, name, capacity, created_at, updated_at)
SELECT i, 4 + i % 9, 'R' || (100 + i),
       (ARRAY['Consulting room', 'Treatment room', 'Examination room', 'Procedure room'])[1 + i % 4] || ' ' || i,
       CASE WHEN i % 4 = 1 THEN 3 WHEN i % 10 = 0 THEN 6 ELSE 1 END,
       timestamptz '2024-03-18 09:00:00+00', timestamptz '2024-03-18 09:00:00+00'
FROM generate_series(1, 40) AS i;

-- Patients ------------------------------------------------------------------
-- Three addresses are shared by more than one record (2, 2 and 3 records):
-- families who gave one address, and people who were registered twice.
-- One patient in ten gave none. 400 patients still have a fax number.
INSERT INTO public.patient
    (id, record_number, first_name, last_name, birth_date, sex, email, phone_no, address_line,
     postcode, city, fax, primary_practitioner_id, created_at, updated_at)
SELECT overlay(overlay(md5('patient-' || i) PLACING '4' FROM 13) PLACING 'a' FROM 17)::uuid,
       'MRN-' || lpad(i::text, 7, '0'),
       first_name,
       last_name,
       date '1931-04-17' + (i * 7907) % 33000,
       (ARRAY['female', 'male', 'female', 'male', 'other', 'unknown'])[1 + (i * 7) % 6]::public.sex,
       CASE
           WHEN i IN (101, 2101) THEN 'the.moreaus@example.org'
           WHEN i IN (202, 1202) THEN 'j.nakamura@example.org'
           WHEN i IN (303, 1303, 2303) THEN 'frontdesk@example.org'
           WHEN i % 10 = 0 THEN NULL
           ELSE lower(first_name) || '.' || lower(last_name) || i || '@example.org'
       END,
       CASE WHEN i % 17 <> 0 THEN '+31 20 555 ' || lpad((i * 37 % 10000)::text, 4, '0') END,
       (1 + i * 13 % 240) || ' ' || (ARRAY['Harbour Street', 'Mill Lane', 'Station Road', 'Church Walk', 'Orchard Avenue', 'King''s Parade'])[1 + i % 6],
       (1000 + i * 11 % 9000) || ' ' || chr(65 + i % 26) || chr(65 + (i * 3) % 26),
       (ARRAY['Amsterdam', 'Haarlem', 'Leiden', 'Utrecht', 'Delft'])[1 + i % 5],
       CASE WHEN i % 15 IN (4, 11) THEN '+31 20 556 ' || lpad((i * 41 % 10000)::text, 4, '0') END,
       CASE WHEN i % 4 <> 0 THEN 1 + (i * 7) % 60 END,
       timestamptz '2024-02-06 08:00:00+00' + i * interval '97 minutes',
       timestamptz '2024-02-06 08:00:00+00' + i * interval '97 minutes'
FROM (
    SELECT i,
           (ARRAY['Anna','Bram','Chloe','Daan','Eva','Farid','Grace','Hugo','Iris','Jonas','Kiran','Lotte','Mila','Noah','Olga','Paul','Quinn','Rosa','Sem','Tess'])[1 + (i * 3) % 20] AS first_name,
           (ARRAY['Bakker','Costa','De Wit','Eriksen','Fischer','Garcia','Hassan','Ivanova','Jansen','Klein','Lopez','Moreau','Nakamura','Owusu','Peters','Rossi','Smit','Turner','Ueda','Visser','Weber','Xu','Yilmaz'])[1 + (i * 11) % 23] AS last_name
    FROM generate_series(1, 3000) AS i
) AS p;
UPDATE public.patient SET email = replace(email, ' ', '') WHERE email LIKE '% %';

-- Appointments: 25 a working day from Monday 8 January 2024 -------------------
INSERT INTO public.appointment
    (id, patient_id, practitioner_id, room_id, status, starts_at, ends_at, reason, cancelled_at, created_at, updated_at)
SELECT i,
       overlay(overlay(md5('patient-' || (1 + (i::bigint * 7919) % 3000)) PLACING '4' FROM 13) PLACING 'a' FROM 17)::uuid,
       1 + (i * 31) % 60,
       CASE WHEN i % 9 <> 0 THEN 1 + (i * 3) % 40 END,
       (CASE
            WHEN i % 11 = 0 THEN 'cancelled'
            WHEN i <= 11200 THEN 'completed'
            WHEN i <= 11210 THEN 'checked_in'
            ELSE 'scheduled'
        END)::public.appointmentstatus,
       starts_at,
       starts_at + (ARRAY[15, 20, 20, 30])[1 + i % 4] * interval '1 minute',
       CASE WHEN i % 8 <> 0 THEN
           (ARRAY['Annual check-up', 'Persistent cough', 'Knee pain after running', 'Blood pressure control', 'Skin rash', 'Vaccination', 'Follow-up of blood tests', 'Headaches', 'Renewal of prescription', 'Hearing test'])[1 + (i * 7) % 10]
       END,
       CASE WHEN i % 11 = 0 THEN starts_at - interval '1 day' END,
       starts_at - (5 + i % 40) * interval '1 day',
       starts_at - (i % 5) * interval '1 day'
FROM (
    SELECT i,
           timestamptz '2024-01-08 08:00:00+00'
               + (((i - 1) / 25 / 5) * 7 + ((i - 1) / 25) % 5) * interval '1 day'
               + ((i - 1) % 25) * interval '20 minutes' AS starts_at
    FROM generate_series(1, 12500) AS i
) AS a;

-- Encounters: one for every completed appointment ------------------------------
INSERT INTO public.encounter
    (id, appointment_id, kind, started_at, finished_at, temperature_c, notes, created_at, updated_at)
SELECT overlay(overlay(md5('encounter-' || a.id) PLACING '4' FROM 13) PLACING '9' FROM 17)::uuid,
       a.id,
       (ARRAY['consultation', 'follow_up', 'consultation', 'procedure', 'telehealth'])[1 + a.id % 5]::public.encounterkind,
       a.starts_at + (a.id % 7) * interval '1 minute',
       a.ends_at + (a.id % 5) * interval '1 minute',
       CASE WHEN a.id % 5 <> 4 THEN 36.0 + (a.id % 31) / 10.0 END,
       CASE WHEN a.id % 3 <> 0 THEN
           (ARRAY['No complaints since the last visit.', 'Advised rest and fluids; come back if it gets worse.', 'Referred for blood tests.', 'Wound clean and dry, stitches removed.'])[1 + a.id % 4]
       END,
       a.ends_at, a.ends_at
FROM public.appointment AS a
WHERE a.status = 'completed';

-- Diagnoses -----------------------------------------------------------------
INSERT INTO public.diagnosis (encounter_id, icd10_code, description, is_primary, created_at, updated_at)
SELECT e.id, c.code, c.description, n = 0, e.finished_at, e.finished_at
FROM public.encounter AS e
CROSS JOIN generate_series(0, 1) AS n
JOIN (VALUES
    (0, 'I10', 'Essential (primary) hypertension'),
    (1, 'E11.9', 'Type 2 diabetes mellitus without complications'),
    (2, 'J06.9', 'Acute upper respiratory infection, unspecified'),
    (3, 'M25.561', 'Pain in right knee'),
    (4, 'L30.9', 'Dermatitis, unspecified'),
    (5, 'R51', 'Headache'),
    (6, 'H91.90', 'Unspecified hearing loss, unspecified ear'),
    (7, 'M54.5', 'Low back pain'),
    (8, 'J45.909', 'Unspecified asthma, uncomplicated'),
    (9, 'E78.5', 'Hyperlipidaemia, unspecified'),
    (10, 'K21.9', 'Gastro-oesophageal reflux disease')
) AS c (slot, code, description) ON c.slot = (e.appointment_id * 3 + n) % 11
WHERE (n = 0 AND e.appointment_id % 3 <> 0) OR (n = 1 AND e.appointment_id % 7 = 1)
ORDER BY e.appointment_id, n;

-- Medications and prescriptions -------------------------------------------------
INSERT INTO public.medication (id, atc_code, name, strength, unit_price, created_at, updated_at)
SELECT row_number() OVER (ORDER BY m.ord, s.ord), m.atc_code, m.name, s.strength, m.price * s.ord,
       timestamptz '2024-03-18 10:00:00+00', timestamptz '2024-03-18 10:00:00+00'
FROM (VALUES
    (1, 'C09AA02', 'Enalapril', 0.12, ARRAY['5 mg', '10 mg', '20 mg']),
    (2, 'C08CA01', 'Amlodipine', 0.09, ARRAY['5 mg', '10 mg']),
    (3, 'A10BA02', 'Metformin', 0.07, ARRAY['500 mg', '850 mg', '1000 mg']),
    (4, 'C10AA05', 'Atorvastatin', 0.15, ARRAY['10 mg', '20 mg', '40 mg', '80 mg']),
    (5, 'J01CA04', 'Amoxicillin', 0.21, ARRAY['250 mg', '500 mg']),
    (6, 'J01CR02', 'Amoxicillin and beta-lactamase inhibitor', 0.38, ARRAY['500/125 mg', '875/125 mg']),
    (7, 'N02BE01', 'Paracetamol', 0.03, ARRAY['500 mg', '1000 mg']),
    (8, 'M01AE01', 'Ibuprofen', 0.05, ARRAY['200 mg', '400 mg', '600 mg']),
    (9, 'R03AC02', 'Salbutamol', 4.90, ARRAY['100 micrograms/dose']),
    (10, 'D07AC01', 'Betamethasone', 3.75, ARRAY['0.1 % cream']),
    (11, 'A02BC01', 'Omeprazole', 0.11, ARRAY['20 mg', '40 mg']),
    (12, 'R06AE07', 'Cetirizine', 0.08, ARRAY['10 mg']),
    (13, 'H03AA01', 'Levothyroxine sodium', 0.06, ARRAY['25 micrograms', '50 micrograms', '100 micrograms']),
    (14, 'B01AC06', 'Acetylsalicylic acid', 0.04, ARRAY['80 mg', '100 mg'])
) AS m (ord, atc_code, name, price, strengths)
CROSS JOIN LATERAL unnest(m.strengths) WITH ORDINALITY AS s (strength, ord);

INSERT INTO public.prescription
    (encounter_id, medication_id, dosage, days, refills, starts_on, created_at, updated_at)
SELECT e.id, 1 + (e.appointment_id * 5) % 31,
       (ARRAY['One tablet each morning', 'One tablet twice a day', 'When needed, at most four a day', 'Apply thinly twice a day'])[1 + e.appointment_id % 4],
       (ARRAY[7, 10, 14, 30, 90])[1 + e.appointment_id % 5],
       CASE WHEN e.appointment_id % 5 = 4 THEN 3 ELSE 0 END,
       (e.started_at AT TIME ZONE 'UTC')::date,
       e.finished_at, e.finished_at
FROM public.encounter AS e
WHERE e.appointment_id % 2 = 0
ORDER BY e.appointment_id;

-- Laboratory results --------------------------------------------------------
INSERT INTO public.lab_result
    (id, encounter_id, loinc_code, flag, panel, resulted_at, created_at, updated_at)
SELECT overlay(overlay(md5('lab-' || e.appointment_id) PLACING '4' FROM 13) PLACING 'b' FROM 17)::uuid,
       e.id, t.code,
       (CASE WHEN e.appointment_id % 97 = 0 THEN 'critical'
             WHEN e.appointment_id % 13 = 0 THEN 'high'
             WHEN e.appointment_id % 17 = 0 THEN 'low'
             ELSE 'normal' END)::public.labflag,
       jsonb_build_object(
           'test', t.test,
           'value', round(t.base + (e.appointment_id % 40) * t.step, 2),
           'unit', t.unit,
           'analyser', jsonb_build_object('serial', 'AX-' || (1 + e.appointment_id % 4), 'run', e.appointment_id / 20),
           'reviewed', e.appointment_id % 6 <> 0),
       e.finished_at + interval '5 hours', e.finished_at + interval '5 hours', e.finished_at + interval '5 hours'
FROM public.encounter AS e
JOIN (VALUES
    (0, '718-7', 'Haemoglobin', 11.0, 0.15, 'g/dL'),
    (1, '2345-7', 'Glucose', 70.0, 1.75, 'mg/dL'),
    (2, '2160-0', 'Creatinine', 0.5, 0.03, 'mg/dL'),
    (3, '2093-3', 'Cholesterol', 130.0, 3.5, 'mg/dL'),
    (4, '3016-3', 'Thyrotropin', 0.3, 0.11, 'mIU/L')
) AS t (slot, code, test, base, step, unit) ON t.slot = e.appointment_id % 5
WHERE e.appointment_id % 3 <> 1;

-- Invoices, their lines, payments -----------------------------------------------
INSERT INTO public.invoice
    (id, number, patient_id, encounter_id, status, issued_on, due_on, total, created_at, updated_at)
SELECT overlay(overlay(md5('invoice-' || a.id) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid,
       2400000 + a.id, a.patient_id, e.id,
       (CASE WHEN a.id > 11100 THEN 'DRAFT'
             WHEN a.id % 41 = 0 THEN 'VOID'
             WHEN a.id % 6 = 1 THEN 'ISSUED'
             ELSE 'PAID' END)::public.invoicestatus,
       (a.starts_at AT TIME ZONE 'UTC')::date + 3,
       (a.starts_at AT TIME ZONE 'UTC')::date + 33,
       0, a.ends_at + interval '3 days', a.ends_at + interval '3 days'
FROM public.encounter AS e
JOIN public.appointment AS a ON a.id = e.appointment_id
WHERE a.id % 2 = 1;

-- Seven lines have a quantity that cannot be: four were typed with a minus
-- sign, three were left at zero. The invoices' totals are right all the same.
INSERT INTO public.invoice_line
    (invoice_id, position, description, quantity, unit_price, created_at, updated_at)
SELECT v.id, n,
       (ARRAY['Consultation, 20 minutes', 'Laboratory panel', 'Wound dressing', 'Electrocardiogram', 'Vaccine dose'])[1 + (v.number + n) % 5],
       CASE
           WHEN n = 1 AND v.number IN (2400151, 2402503, 2404801, 2409007) THEN -1
           WHEN n = 1 AND v.number IN (2401203, 2406001, 2408505) THEN 0
           WHEN n = 1 THEN 1
           ELSE 1 + (v.number + n) % 3
       END,
       (ARRAY[62.50, 38.00, 17.25, 84.90, 29.95])[1 + (v.number + n) % 5],
       v.created_at, v.created_at
FROM public.invoice AS v
CROSS JOIN generate_series(1, 3) AS n
WHERE n <= 1 + v.number / 2 % 3
ORDER BY v.number, n;

UPDATE public.invoice AS v
SET total = l.total
FROM (
    SELECT invoice_id, sum(greatest(abs(quantity), 1) * unit_price) AS total
    FROM public.invoice_line
    GROUP BY invoice_id
) AS l
WHERE l.invoice_id = v.id;

INSERT INTO public.payment
    (id, invoice_id, method, amount, paid_at, reference, created_at, updated_at)
SELECT overlay(overlay(md5('payment-' || v.number) PLACING '4' FROM 13) PLACING 'a' FROM 17)::uuid,
       v.id,
       (ARRAY['card', 'insurance', 'bank-transfer', 'insurance', 'cash'])[1 + v.number % 5]::public.payment_method,
       v.total,
       v.created_at + (1 + v.number % 27) * interval '1 day',
       CASE WHEN v.number % 5 <> 4 THEN 'INV' || v.number || '/' || (v.number % 97) END,
       v.created_at + (1 + v.number % 27) * interval '1 day',
       v.created_at + (1 + v.number % 27) * interval '1 day'
FROM public.invoice AS v
WHERE v.status = 'PAID';

-- Audit trail ---------------------------------------------------------------
INSERT INTO public.audit_event (occurred_at, actor, action, entity, entity_key, details)
SELECT a.created_at, p.email, 'create', 'appointment', a.id::text,
       jsonb_build_object('channel', (ARRAY['phone', 'web', 'desk'])[1 + a.id % 3], 'reason', a.reason)
FROM public.appointment AS a
JOIN public.practitioner AS p ON p.id = 1 + a.id % 60
WHERE a.id % 2 = 0
ORDER BY a.id;

INSERT INTO public.audit_event (occurred_at, actor, action, entity, entity_key, details)
SELECT a.cancelled_at, 'front-desk', 'cancel', 'appointment', a.id::text,
       jsonb_build_object('before', jsonb_build_object('status', 'scheduled'),
                          'after', jsonb_build_object('status', 'cancelled'))
FROM public.appointment AS a
WHERE a.cancelled_at IS NOT NULL
ORDER BY a.id;

-- The serial keys given above by hand: let the sequences follow ------------------
SELECT setval('public.department_id_seq', (SELECT max(id) FROM public.department));
SELECT setval('public.practitioner_id_seq', (SELECT max(id) FROM public.practitioner));
SELECT setval('public.room_id_seq', (SELECT max(id) FROM public.room));
SELECT setval('public.appointment_id_seq', (SELECT max(id) FROM public.appointment));
SELECT setval('public.medication_id_seq', (SELECT max(id) FROM public.medication));

ANALYZE public.appointment, public.audit_event, public.department, public.diagnosis,
        public.encounter, public.invoice, public.invoice_line, public.lab_result,
        public.medication, public.patient, public.payment, public.practitioner,
        public.practitioner_department, public.prescription, public.room;
