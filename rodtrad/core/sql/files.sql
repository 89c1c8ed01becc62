-- A stored file is its bytes: the digest and the size are theirs, and no row changes. Stored as they are, so that a
-- part can be read without the rest.
ALTER TABLE core_storedfile ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE core_storedfile
    ADD CONSTRAINT stored_file_digest_of_content CHECK (encode(sha256(content), 'hex') = sha256),
    ADD CONSTRAINT stored_file_size_of_content CHECK (octet_length(content) = size);

CREATE FUNCTION core_stored_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a stored file is never changed: %', OLD.sha256
        USING ERRCODE = 'check_violation', CONSTRAINT = 'stored_file_stays', TABLE = 'core_storedfile';
END $$;
CREATE TRIGGER stored_file_stays BEFORE UPDATE ON core_storedfile
    FOR EACH ROW EXECUTE FUNCTION core_stored_file_stays();
