-- A treatment in a meeting has the meeting's body and day; when the meeting is moved, so is the treatment.
ALTER TABLE cases_meeting ADD CONSTRAINT meeting_pair UNIQUE (id, body_id, date);
ALTER TABLE cases_treatment
    ADD CONSTRAINT treatment_of_its_meeting FOREIGN KEY (meeting_id, body_id, date)
        REFERENCES cases_meeting (id, body_id, date) ON UPDATE CASCADE;

-- A point of a treatment is of the treatment's case.
ALTER TABLE cases_treatment ADD CONSTRAINT treatment_pair UNIQUE (id, case_id);
ALTER TABLE cases_point
    ADD CONSTRAINT point_of_its_treatment FOREIGN KEY (treatment_id, case_id) REFERENCES cases_treatment (id, case_id);

-- What calendars must hear of lets the sequence grow (RFC 5545, 3.8.7.4); it never falls.
CREATE FUNCTION cases_meeting_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.body_id, NEW.date, NEW.begins, NEW.ends, NEW.place_text, NEW.status)
        IS DISTINCT FROM (OLD.body_id, OLD.date, OLD.begins, OLD.ends, OLD.place_text, OLD.status) THEN
        NEW.sequence := greatest(NEW.sequence, OLD.sequence + 1);
        NEW.changed_at := now();
    ELSE
        NEW.sequence := greatest(NEW.sequence, OLD.sequence);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER meeting_sequence BEFORE UPDATE ON cases_meeting
    FOR EACH ROW EXECUTE FUNCTION cases_meeting_sequence();
