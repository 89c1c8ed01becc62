-- What is said of an element or a plan is of its root; a comment is never changed and never deleted.
ALTER TABLE goals_review
    ADD CONSTRAINT review_same_root_element
        FOREIGN KEY (element_id, root_id) REFERENCES goals_element (id, root_id) ON DELETE SET NULL (element_id),
    ADD CONSTRAINT review_same_root_plan
        FOREIGN KEY (plan_id, root_id) REFERENCES plans_plan (id, root_id) ON DELETE SET NULL (plan_id);
ALTER TABLE goals_comment
    ADD CONSTRAINT comment_same_root_element
        FOREIGN KEY (element_id, root_id) REFERENCES goals_element (id, root_id) ON DELETE SET NULL (element_id),
    ADD CONSTRAINT comment_same_root_plan
        FOREIGN KEY (plan_id, root_id) REFERENCES plans_plan (id, root_id) ON DELETE SET NULL (plan_id);
ALTER TABLE goals_draftlink
    ADD CONSTRAINT draft_link_same_root_element
        FOREIGN KEY (element_id, root_id) REFERENCES goals_element (id, root_id) ON DELETE CASCADE,
    ADD CONSTRAINT draft_link_same_root_plan
        FOREIGN KEY (plan_id, root_id) REFERENCES plans_plan (id, root_id) ON DELETE CASCADE;

CREATE FUNCTION goals_comment_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a comment is never changed and never deleted'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_stands', TABLE = 'goals_comment';
END $$;
CREATE TRIGGER comment_stands_delete BEFORE DELETE ON goals_comment
    FOR EACH ROW EXECUTE FUNCTION goals_comment_stands();
CREATE TRIGGER comment_stands_text BEFORE UPDATE OF text, written_at, key, root_id ON goals_comment
    FOR EACH ROW WHEN (NEW.text <> OLD.text OR NEW.written_at <> OLD.written_at OR NEW.key <> OLD.key
                       OR NEW.root_id <> OLD.root_id)
    EXECUTE FUNCTION goals_comment_stands();
