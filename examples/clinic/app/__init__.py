"""The clinic: appointments, records and bills of a small outpatient clinic."""
