-- Adopted text does not change.
--
-- In a plan that is adopted or repealed, titles, descriptions, levels, numbers and links are locked. A correction is
-- possible with a reason in the setting rodtrad.correction (set for one transaction); the lock then writes it down.

-- The share lock keeps the answer true until the transaction ends: an adoption waits for those who write, and who
-- writes waits for an adoption.
CREATE FUNCTION goals_plan_is_locked(plan uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    found_status text;
BEGIN
    SELECT status INTO found_status FROM plans_plan WHERE id = plan FOR SHARE;
    RETURN coalesce(found_status IN ('adopted', 'repealed'), false);
END $$;

CREATE FUNCTION goals_correct(root uuid, element uuid, field text, before text, after text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reason text := coalesce(current_setting('rodtrad.correction', true), '');
BEGIN
    IF reason = '' THEN
        RAISE EXCEPTION 'adopted text does not change: % of element %', field, element
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_lock', TABLE = 'goals_element',
                  DETAIL = element::text, COLUMN = field;
    END IF;
    INSERT INTO goals_correction (id, root_id, element_id, key, field, before, after, reason, made_at, made_by_id)
        VALUES (gen_random_uuid(), root, element, (SELECT key FROM goals_element WHERE id = element), field, coalesce(before, ''), coalesce(after, ''), reason, now(),
                nullif(current_setting('rodtrad.user', true), '')::uuid);
END $$;

CREATE FUNCTION goals_element_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT goals_plan_is_locked(OLD.plan_id) AND NOT goals_plan_is_locked(NEW.plan_id) THEN
        RETURN NEW;
    END IF;
    IF NEW.title <> OLD.title THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'title', OLD.title, NEW.title);
    END IF;
    IF NEW.description <> OLD.description THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'description', OLD.description, NEW.description);
    END IF;
    IF NEW.key <> OLD.key THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'key', OLD.key, NEW.key);
    END IF;
    IF NEW.level_id <> OLD.level_id THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'level',
                              (SELECT key FROM goals_level WHERE id = OLD.level_id),
                              (SELECT key FROM goals_level WHERE id = NEW.level_id));
    END IF;
    IF NEW.plan_id <> OLD.plan_id THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'plan',
                              (SELECT key FROM plans_plan WHERE id = OLD.plan_id),
                              (SELECT key FROM plans_plan WHERE id = NEW.plan_id));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER element_lock BEFORE UPDATE OF title, description, level_id, plan_id, key ON goals_element
    FOR EACH ROW EXECUTE FUNCTION goals_element_lock();

-- What a correction says of a place: the number, and the key of the element above; a dash for neither.
CREATE FUNCTION goals_place_in_words(number text, parent uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(concat_ws(' ', nullif(number, ''), (
        SELECT 'under ' || element.key FROM goals_placement AS above
        JOIN goals_element AS element ON element.id = above.element_id WHERE above.id = parent)), ''), '–')
$$;

CREATE FUNCTION goals_placement_lock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    leaves boolean := TG_OP <> 'INSERT' AND goals_plan_is_locked(OLD.plan_id);
    enters boolean := TG_OP <> 'DELETE' AND goals_plan_is_locked(NEW.plan_id);
    old_place text := CASE WHEN leaves THEN goals_place_in_words(OLD.number, OLD.parent_id) END;
    new_place text := CASE WHEN enters THEN goals_place_in_words(NEW.number, NEW.parent_id) END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.plan_id = NEW.plan_id AND OLD.element_id = NEW.element_id THEN
        IF leaves AND (OLD.number <> NEW.number OR OLD.parent_id IS DISTINCT FROM NEW.parent_id) THEN
            PERFORM goals_correct(OLD.root_id, OLD.element_id, 'number', old_place, new_place);
        END IF;
        RETURN NEW;
    END IF;
    IF leaves THEN
        PERFORM goals_correct(OLD.root_id, OLD.element_id, 'number', old_place, '');
    END IF;
    IF enters THEN
        PERFORM goals_correct(NEW.root_id, NEW.element_id, 'number', '', new_place);
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER placement_lock BEFORE INSERT OR UPDATE OR DELETE ON goals_placement
    FOR EACH ROW EXECUTE FUNCTION goals_placement_lock();

-- Links inside one locked plan. A reading or an example is somebody's, not the plan's: it stays free.
CREATE FUNCTION goals_link_is_locked(link goals_link) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    plan uuid;
BEGIN
    IF link.origin IN ('reading', 'example') THEN
        RETURN false;
    END IF;
    SELECT child.plan_id INTO plan FROM goals_element AS child
        JOIN goals_element AS parent ON parent.id = link.parent_id AND parent.plan_id = child.plan_id
        WHERE child.id = link.child_id;
    RETURN plan IS NOT NULL AND goals_plan_is_locked(plan);
END $$;

CREATE FUNCTION goals_link_lock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    leaves boolean := TG_OP <> 'INSERT' AND goals_link_is_locked(OLD);
    enters boolean := TG_OP <> 'DELETE' AND goals_link_is_locked(NEW);
BEGIN
    IF TG_OP = 'UPDATE' AND leaves AND enters AND OLD.child_id = NEW.child_id AND OLD.parent_id = NEW.parent_id THEN
        IF OLD.kind <> NEW.kind THEN
            PERFORM goals_correct(OLD.root_id, OLD.child_id, 'kind', OLD.kind, NEW.kind);
        END IF;
        RETURN NEW;
    END IF;
    IF leaves THEN
        PERFORM goals_correct(OLD.root_id, OLD.child_id, 'link',
                              (SELECT key FROM goals_element WHERE id = OLD.parent_id), '');
    END IF;
    IF enters THEN
        PERFORM goals_correct(NEW.root_id, NEW.child_id, 'link', '',
                              (SELECT key FROM goals_element WHERE id = NEW.parent_id));
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER link_lock BEFORE INSERT OR DELETE OR UPDATE OF child_id, parent_id, kind, origin ON goals_link
    FOR EACH ROW EXECUTE FUNCTION goals_link_lock();
