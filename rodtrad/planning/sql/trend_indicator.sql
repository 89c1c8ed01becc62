-- A trend shows in an indicator of the common set or of its own root; another root's is not there for it.
CREATE FUNCTION strategy_trend_indicator_of_root() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.indicator_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM indicators_indicator
        WHERE id = NEW.indicator_id AND (root_id IS NULL OR root_id = NEW.root_id)
    ) THEN
        RAISE EXCEPTION 'the indicator belongs to another root'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'strategy_trend_indicator_of_root';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER strategy_trend_indicator_of_root
    BEFORE INSERT OR UPDATE OF indicator_id, root_id ON planning_strategytrend
    FOR EACH ROW EXECUTE FUNCTION strategy_trend_indicator_of_root();
