-- A target is of an indicator of the common set or of its own root; another root's is not there for it.
CREATE FUNCTION target_indicator_of_root() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM indicators_indicator
        WHERE id = NEW.indicator_id AND (root_id IS NULL OR root_id = NEW.root_id)
    ) THEN
        RAISE EXCEPTION 'the indicator belongs to another root'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'target_indicator_of_root';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER target_indicator_of_root BEFORE INSERT OR UPDATE OF indicator_id, root_id ON targets_target
    FOR EACH ROW EXECUTE FUNCTION target_indicator_of_root();
