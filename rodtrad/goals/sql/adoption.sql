-- Adopted text does not change.
--
-- In a plan that is adopted or repealed, titles, descriptions, levels, numbers and links are locked. A correction is
-- possible with a reason in the setting rodtrad.correction (set for one transaction); the lock then writes it down.

CREATE FUNCTION goals_plan_is_locked(plan uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT status IN ('adopted', 'repealed') FROM plans_plan WHERE id = plan
$$;

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
    INSERT INTO goals_correction (id, root_id, element_id, field, before, after, reason, made_at, made_by_id)
        VALUES (gen_random_uuid(), root, element, field, coalesce(before, ''), coalesce(after, ''), reason, now(),
                nullif(current_setting('rodtrad.user', true), '')::uuid);
END $$;

CREATE FUNCTION goals_element_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT goals_plan_is_locked(OLD.plan_id) THEN
        RETURN NEW;
    END IF;
    IF NEW.title <> OLD.title THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'title', OLD.title, NEW.title);
    END IF;
    IF NEW.description <> OLD.description THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'description', OLD.description, NEW.description);
    END IF;
    IF NEW.level_id <> OLD.level_id OR NEW.plan_id <> OLD.plan_id OR NEW.key <> OLD.key THEN
        PERFORM goals_correct(OLD.root_id, OLD.id, 'level', OLD.key, NEW.key);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER element_lock BEFORE UPDATE OF title, description, level_id, plan_id, key ON goals_element
    FOR EACH ROW EXECUTE FUNCTION goals_element_lock();

CREATE FUNCTION goals_placement_lock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_place text := CASE WHEN TG_OP = 'INSERT' THEN '' ELSE concat_ws(' ', OLD.number, OLD.parent_id) END;
    new_place text := CASE WHEN TG_OP = 'DELETE' THEN '' ELSE concat_ws(' ', NEW.number, NEW.parent_id) END;
BEGIN
    IF TG_OP <> 'INSERT' AND goals_plan_is_locked(OLD.plan_id) AND old_place <> new_place THEN
        PERFORM goals_correct(OLD.root_id, OLD.element_id, 'number', old_place, new_place);
    ELSIF TG_OP = 'INSERT' AND goals_plan_is_locked(NEW.plan_id) THEN
        PERFORM goals_correct(NEW.root_id, NEW.element_id, 'number', old_place, new_place);
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER placement_lock BEFORE INSERT OR UPDATE OR DELETE ON goals_placement
    FOR EACH ROW EXECUTE FUNCTION goals_placement_lock();

-- Links inside one locked plan. A reading or an example is somebody's, not the plan's: it stays free.
CREATE FUNCTION goals_link_lock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched goals_link := coalesce(NEW, OLD);
    plan uuid;
BEGIN
    SELECT child.plan_id INTO plan FROM goals_element AS child
        JOIN goals_element AS parent ON parent.id = touched.parent_id AND parent.plan_id = child.plan_id
        WHERE child.id = touched.child_id;
    IF plan IS NOT NULL AND goals_plan_is_locked(plan) THEN
        PERFORM goals_correct(touched.root_id, touched.child_id, 'link',
                              CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.parent_id::text END,
                              CASE WHEN TG_OP = 'DELETE' THEN '' ELSE NEW.parent_id::text END);
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER link_lock_insert BEFORE INSERT ON goals_link
    FOR EACH ROW WHEN (NEW.origin NOT IN ('reading', 'example')) EXECUTE FUNCTION goals_link_lock();
CREATE TRIGGER link_lock_update BEFORE UPDATE OF child_id, parent_id, kind ON goals_link
    FOR EACH ROW WHEN (OLD.origin NOT IN ('reading', 'example')) EXECUTE FUNCTION goals_link_lock();
CREATE TRIGGER link_lock_delete BEFORE DELETE ON goals_link
    FOR EACH ROW WHEN (OLD.origin NOT IN ('reading', 'example')) EXECUTE FUNCTION goals_link_lock();
