-- A version is what the plan said. It is never changed and never taken away; the digest is the content's own.

CREATE FUNCTION plans_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version is never changed or taken away: % of plan %', OLD.number, OLD.plan_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'version_is_frozen', TABLE = 'plans_version';
END $$;
CREATE TRIGGER version_is_frozen BEFORE UPDATE OR DELETE ON plans_version
    FOR EACH ROW EXECUTE FUNCTION plans_version_is_frozen();

CREATE FUNCTION plans_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM plans_version) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'versions are never taken away'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'version_is_frozen', TABLE = 'plans_version';
END $$;
CREATE TRIGGER version_stays BEFORE TRUNCATE ON plans_version
    FOR EACH STATEMENT EXECUTE FUNCTION plans_versions_stay();

CREATE FUNCTION plans_version_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF encode(sha256(NEW.content), 'hex') <> NEW.sha256 THEN
        RAISE EXCEPTION 'the digest of version % is not that of its content', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_digest_of_content', TABLE = 'plans_version';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER version_digest BEFORE INSERT ON plans_version
    FOR EACH ROW EXECUTE FUNCTION plans_version_digest();
