-- Only what was adopted is marked as entered in error, and a mark is never changed or taken away.

CREATE FUNCTION plans_versionmark_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a mark on a version is never changed or taken away'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'versionmark_stands', TABLE = 'plans_versionmark';
END $$;
CREATE TRIGGER versionmark_stands BEFORE UPDATE OR DELETE ON plans_versionmark
    FOR EACH ROW EXECUTE FUNCTION plans_versionmark_stands();

CREATE FUNCTION plans_versionmark_of_adopted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM plans_version WHERE id = NEW.version_id AND label = 'adopted') THEN
        RAISE EXCEPTION 'only an adopted version is marked as entered in error'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'versionmark_of_adopted', TABLE = 'plans_versionmark';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER versionmark_of_adopted BEFORE INSERT ON plans_versionmark
    FOR EACH ROW EXECUTE FUNCTION plans_versionmark_of_adopted();
