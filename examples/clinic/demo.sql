BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 1b6e0c4f92a7

CREATE TYPE sex AS ENUM ('female', 'male', 'other', 'unknown');

CREATE TYPE practitionerrole AS ENUM ('physician', 'nurse', 'therapist', 'technician');

CREATE TABLE department (
    id SERIAL NOT NULL, 
    parent_id INTEGER, 
    code VARCHAR(12) NOT NULL, 
    name VARCHAR(120) NOT NULL, 
    phone_extension VARCHAR(8), 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_department PRIMARY KEY (id), 
    CONSTRAINT ck_department_not_own_parent CHECK (parent_id <> id), 
    CONSTRAINT fk_department_parent_id_department FOREIGN KEY(parent_id) REFERENCES department (id) ON DELETE SET NULL, 
    CONSTRAINT uq_department_code UNIQUE (code)
);

COMMENT ON TABLE department IS 'Departments of the clinic; a unit points at its parent';

CREATE INDEX ix_department_parent_id ON department (parent_id);

CREATE TABLE practitioner (
    id SERIAL NOT NULL, 
    license_number VARCHAR(20) NOT NULL, 
    first_name VARCHAR(80) NOT NULL, 
    last_name VARCHAR(80) NOT NULL, 
    role practitionerrole NOT NULL, 
    email VARCHAR(254) NOT NULL, 
    hired_on DATE NOT NULL, 
    is_active BOOLEAN DEFAULT true NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_practitioner PRIMARY KEY (id), 
    CONSTRAINT uq_practitioner_license_number UNIQUE (license_number), 
    CONSTRAINT uq_practitioner_email UNIQUE (email)
);

CREATE INDEX ix_practitioner_last_name_first_name ON practitioner (last_name, first_name);

CREATE TABLE practitioner_department (
    practitioner_id INTEGER NOT NULL, 
    department_id INTEGER NOT NULL, 
    is_lead BOOLEAN DEFAULT false NOT NULL, 
    CONSTRAINT pk_practitioner_department PRIMARY KEY (practitioner_id, department_id), 
    CONSTRAINT fk_practitioner_department_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id) ON DELETE CASCADE, 
    CONSTRAINT fk_practitioner_department_department_id_department FOREIGN KEY(department_id) REFERENCES department (id) ON DELETE CASCADE
);

CREATE INDEX ix_practitioner_department_department_id ON practitioner_department (department_id);

CREATE TABLE patient (
    id UUID NOT NULL, 
    record_number VARCHAR(16) NOT NULL, 
    first_name VARCHAR(80) NOT NULL, 
    last_name VARCHAR(80) NOT NULL, 
    birth_date DATE NOT NULL, 
    sex sex DEFAULT 'unknown' NOT NULL, 
    email VARCHAR(254), 
    phone_no VARCHAR(32), 
    address_line VARCHAR(200), 
    postcode VARCHAR(12), 
    city VARCHAR(80), 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_patient PRIMARY KEY (id), 
    CONSTRAINT ck_patient_birth_date_plausible CHECK (birth_date >= DATE '1900-01-01'), 
    CONSTRAINT uq_patient_record_number UNIQUE (record_number)
);

COMMENT ON TABLE patient IS 'People registered with the clinic';

COMMENT ON COLUMN patient.record_number IS 'Medical record number printed on the wristband';

CREATE INDEX ix_patient_last_name_birth_date ON patient (last_name, birth_date);

INSERT INTO alembic_version (version_num) VALUES ('1b6e0c4f92a7') RETURNING alembic_version.version_num;

-- Running upgrade 1b6e0c4f92a7 -> 4d8a27e15c30

CREATE TYPE appointmentstatus AS ENUM ('scheduled', 'checked_in', 'completed', 'cancelled');

CREATE TYPE encounterkind AS ENUM ('consultation', 'follow_up', 'procedure', 'telehealth');

CREATE TYPE labflag AS ENUM ('normal', 'low', 'high', 'critical');

CREATE TABLE room (
    id SERIAL NOT NULL, 
    department_id INTEGER NOT NULL, 
    code VARCHAR(12) NOT NULL, 
    name VARCHAR(80) NOT NULL, 
    capacity INTEGER DEFAULT 1 NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_room PRIMARY KEY (id), 
    CONSTRAINT ck_room_capacity_positive CHECK (capacity > 0), 
    CONSTRAINT fk_room_department_id_department FOREIGN KEY(department_id) REFERENCES department (id), 
    CONSTRAINT uq_room_department_id_code UNIQUE (department_id, code)
);

CREATE TABLE appointment (
    id SERIAL NOT NULL, 
    patient_id UUID NOT NULL, 
    practitioner_id INTEGER NOT NULL, 
    room_id INTEGER, 
    status appointmentstatus DEFAULT 'scheduled' NOT NULL, 
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL, 
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL, 
    reason VARCHAR(120), 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_appointment PRIMARY KEY (id), 
    CONSTRAINT ck_appointment_ends_after_start CHECK (ends_at > starts_at), 
    CONSTRAINT fk_appointment_patient_id_patient FOREIGN KEY(patient_id) REFERENCES patient (id) ON DELETE CASCADE, 
    CONSTRAINT fk_appointment_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), 
    CONSTRAINT fk_appointment_room_id_room FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE SET NULL
);

COMMENT ON TABLE appointment IS 'Booked visits, past and to come';

CREATE INDEX ix_appointment_patient_id ON appointment (patient_id);

CREATE INDEX ix_appointment_room_id ON appointment (room_id);

CREATE TABLE encounter (
    id UUID NOT NULL, 
    appointment_id INTEGER NOT NULL, 
    kind encounterkind NOT NULL, 
    started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
    finished_at TIMESTAMP WITH TIME ZONE, 
    temperature_c NUMERIC(4, 1), 
    notes TEXT, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_encounter PRIMARY KEY (id), 
    CONSTRAINT ck_encounter_temperature_plausible CHECK (temperature_c BETWEEN 30.0 AND 45.0), 
    CONSTRAINT fk_encounter_appointment_id_appointment FOREIGN KEY(appointment_id) REFERENCES appointment (id) ON DELETE CASCADE, 
    CONSTRAINT uq_encounter_appointment_id UNIQUE (appointment_id)
);

CREATE TABLE diagnosis (
    id SERIAL NOT NULL, 
    encounter_id UUID NOT NULL, 
    icd10_code VARCHAR(8) NOT NULL, 
    description VARCHAR(200) NOT NULL, 
    is_primary BOOLEAN DEFAULT false NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_diagnosis PRIMARY KEY (id), 
    CONSTRAINT ck_diagnosis_icd10_code_form CHECK (icd10_code ~ '^[A-Z][0-9]'), 
    CONSTRAINT fk_diagnosis_encounter_id_encounter FOREIGN KEY(encounter_id) REFERENCES encounter (id) ON DELETE CASCADE, 
    CONSTRAINT uq_diagnosis_encounter_id_icd10_code UNIQUE (encounter_id, icd10_code)
);

CREATE INDEX ix_diagnosis_icd10_code ON diagnosis (icd10_code);

CREATE TABLE medication (
    id SERIAL NOT NULL, 
    atc_code VARCHAR(7) NOT NULL, 
    name VARCHAR(80) NOT NULL, 
    strength VARCHAR(40) NOT NULL, 
    unit_price NUMERIC(10, 2) NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_medication PRIMARY KEY (id), 
    CONSTRAINT uq_medication_name_strength UNIQUE (name, strength)
);

CREATE INDEX ix_medication_atc_code ON medication (atc_code);

CREATE TABLE prescription (
    id SERIAL NOT NULL, 
    encounter_id UUID NOT NULL, 
    medication_id INTEGER NOT NULL, 
    dosage VARCHAR(120) NOT NULL, 
    days INTEGER NOT NULL, 
    refills INTEGER DEFAULT 0 NOT NULL, 
    starts_on DATE NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_prescription PRIMARY KEY (id), 
    CONSTRAINT ck_prescription_days_in_range CHECK (days BETWEEN 1 AND 365), 
    CONSTRAINT ck_prescription_refills_not_negative CHECK (refills >= 0), 
    CONSTRAINT fk_prescription_encounter_id_encounter FOREIGN KEY(encounter_id) REFERENCES encounter (id) ON DELETE CASCADE, 
    CONSTRAINT fk_prescription_medication_id_medication FOREIGN KEY(medication_id) REFERENCES medication (id)
);

CREATE INDEX ix_prescription_encounter_id ON prescription (encounter_id);

CREATE INDEX ix_prescription_medication_id ON prescription (medication_id);

CREATE TABLE lab_result (
    id UUID NOT NULL, 
    encounter_id UUID NOT NULL, 
    loinc_code VARCHAR(10) NOT NULL, 
    flag labflag DEFAULT 'normal' NOT NULL, 
    panel JSONB DEFAULT '{}'::jsonb NOT NULL, 
    resulted_at TIMESTAMP WITH TIME ZONE NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_lab_result PRIMARY KEY (id), 
    CONSTRAINT fk_lab_result_encounter_id_encounter FOREIGN KEY(encounter_id) REFERENCES encounter (id) ON DELETE CASCADE
);

COMMENT ON TABLE lab_result IS 'Laboratory results';

CREATE INDEX ix_lab_result_encounter_id ON lab_result (encounter_id);

CREATE INDEX ix_lab_result_loinc_code ON lab_result (loinc_code);

UPDATE alembic_version SET version_num='4d8a27e15c30' WHERE alembic_version.version_num = '1b6e0c4f92a7';

-- Running upgrade 4d8a27e15c30 -> 83f15b9d6e04

CREATE TYPE invoicestatus AS ENUM ('DRAFT', 'ISSUED', 'PAID', 'VOID');

CREATE TYPE payment_method AS ENUM ('card', 'cash', 'bank-transfer', 'insurance');

CREATE TABLE invoice (
    id UUID NOT NULL, 
    number INTEGER NOT NULL, 
    patient_id UUID NOT NULL, 
    encounter_id UUID, 
    status invoicestatus DEFAULT 'DRAFT' NOT NULL, 
    issued_on DATE NOT NULL, 
    due_on DATE NOT NULL, 
    total NUMERIC(12, 2) DEFAULT 0 NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_invoice PRIMARY KEY (id), 
    CONSTRAINT ck_invoice_due_after_issue CHECK (due_on >= issued_on), 
    CONSTRAINT ck_invoice_total_not_negative CHECK (total >= 0), 
    CONSTRAINT fk_invoice_patient_id_patient FOREIGN KEY(patient_id) REFERENCES patient (id), 
    CONSTRAINT fk_invoice_encounter_id_encounter FOREIGN KEY(encounter_id) REFERENCES encounter (id) ON DELETE SET NULL, 
    CONSTRAINT uq_invoice_number UNIQUE (number)
);

CREATE INDEX ix_invoice_patient_id ON invoice (patient_id);

CREATE INDEX ix_invoice_encounter_id ON invoice (encounter_id);

CREATE TABLE invoice_line (
    id SERIAL NOT NULL, 
    invoice_id UUID NOT NULL, 
    position INTEGER NOT NULL, 
    description VARCHAR(200) NOT NULL, 
    quantity INTEGER DEFAULT 1 NOT NULL, 
    unit_price NUMERIC(10, 2) NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_invoice_line PRIMARY KEY (id), 
    CONSTRAINT ck_invoice_line_unit_price_not_negative CHECK (unit_price >= 0), 
    CONSTRAINT fk_invoice_line_invoice_id_invoice FOREIGN KEY(invoice_id) REFERENCES invoice (id) ON DELETE CASCADE, 
    CONSTRAINT uq_invoice_line_invoice_id_position UNIQUE (invoice_id, position)
);

CREATE TABLE payment (
    id UUID NOT NULL, 
    invoice_id UUID NOT NULL, 
    method payment_method NOT NULL, 
    amount NUMERIC(12, 2) NOT NULL, 
    paid_at TIMESTAMP WITH TIME ZONE NOT NULL, 
    reference VARCHAR(64), 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    CONSTRAINT pk_payment PRIMARY KEY (id), 
    CONSTRAINT ck_payment_amount_positive CHECK (amount > 0), 
    CONSTRAINT fk_payment_invoice_id_invoice FOREIGN KEY(invoice_id) REFERENCES invoice (id)
);

CREATE INDEX ix_payment_invoice_id ON payment (invoice_id);

CREATE TABLE audit_event (
    id BIGSERIAL NOT NULL, 
    occurred_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    actor VARCHAR(120) NOT NULL, 
    action VARCHAR(40) NOT NULL, 
    entity VARCHAR(63) NOT NULL, 
    entity_key VARCHAR(64) NOT NULL, 
    details JSONB DEFAULT '{}'::jsonb NOT NULL, 
    CONSTRAINT pk_audit_event PRIMARY KEY (id)
);

COMMENT ON TABLE audit_event IS 'Append-only trail of changes to records';

CREATE INDEX ix_audit_event_entity_entity_key ON audit_event (entity, entity_key);

CREATE INDEX ix_audit_event_details ON audit_event USING gin (details);

UPDATE alembic_version SET version_num='83f15b9d6e04' WHERE alembic_version.version_num = '4d8a27e15c30';

-- Running upgrade 83f15b9d6e04 -> c7029ae4d158

ALTER TABLE patient ADD COLUMN fax VARCHAR(32);

ALTER TABLE patient ADD COLUMN primary_practitioner_id INTEGER;

ALTER TABLE patient ADD CONSTRAINT fk_patient_primary_practitioner_id_practitioner FOREIGN KEY(primary_practitioner_id) REFERENCES practitioner (id) ON DELETE SET NULL;

CREATE INDEX ix_patient_primary_practitioner_id ON patient (primary_practitioner_id);

ALTER TABLE appointment ALTER COLUMN reason TYPE VARCHAR(200);

ALTER TABLE appointment ADD COLUMN cancelled_at TIMESTAMP WITH TIME ZONE;

CREATE INDEX ix_appointment_open ON appointment (starts_at) WHERE cancelled_at IS NULL;

UPDATE alembic_version SET version_num='c7029ae4d158' WHERE alembic_version.version_num = '83f15b9d6e04';

COMMIT;

