-- The thread has no circle.
--
-- Each statement that adds or moves links takes an advisory lock on the roots it touches and then looks, with a fresh
-- snapshot, for a way from a link's parent up to its child. The lock alone is not enough under REPEATABLE READ or
-- SERIALIZABLE, where the second of two crossing inserts cannot see the first: those isolations are refused.
-- Few links: walk up from each. Many (a load): peel away, from the top, every link whose parent has no way further
-- up; what is left holds a circle.

CREATE FUNCTION goals_link_circle_in(few uuid[], roots uuid[]) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    found_id uuid;
    peeled bigint;
BEGIN
    IF few IS NOT NULL THEN
        WITH RECURSIVE up (start, id) AS (
            SELECT child_id, parent_id FROM goals_link WHERE id = ANY (few)
            UNION
            SELECT up.start, link.parent_id FROM up JOIN goals_link AS link ON link.child_id = up.id
        )
        SELECT start INTO found_id FROM up WHERE up.id = up.start LIMIT 1;
        RETURN found_id;
    END IF;
    CREATE TEMPORARY TABLE IF NOT EXISTS goals_link_peel (child_id uuid, parent_id uuid) ON COMMIT DELETE ROWS;
    TRUNCATE goals_link_peel;
    INSERT INTO goals_link_peel SELECT child_id, parent_id FROM goals_link WHERE root_id = ANY (roots);
    ANALYZE goals_link_peel;
    LOOP
        DELETE FROM goals_link_peel AS edge
            WHERE NOT EXISTS (SELECT FROM goals_link_peel AS above WHERE above.child_id = edge.parent_id);
        GET DIAGNOSTICS peeled = ROW_COUNT;
        EXIT WHEN peeled = 0;
    END LOOP;
    SELECT child_id INTO found_id FROM goals_link_peel LIMIT 1;
    RETURN found_id;
END $$;

CREATE FUNCTION goals_link_refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    roots uuid[];
    few uuid[];
    one uuid;
    found_id uuid;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'links are written under READ COMMITTED only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'link_isolation', TABLE = 'goals_link';
    END IF;
    SELECT array_agg(DISTINCT root_id ORDER BY root_id) INTO roots FROM changed;
    IF roots IS NULL THEN
        RETURN NULL;
    END IF;
    FOREACH one IN ARRAY roots LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended('rodtrad links ' || one::text, 0));
    END LOOP;
    SELECT array_agg(id) INTO few FROM changed HAVING count(*) <= 100;
    found_id := goals_link_circle_in(few, roots);
    IF found_id IS NOT NULL THEN
        RAISE EXCEPTION 'link closes a circle at element %', found_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'link_no_circle', TABLE = 'goals_link',
                  DETAIL = found_id::text;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER link_no_circle_insert AFTER INSERT ON goals_link
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION goals_link_refuse_circle();
CREATE TRIGGER link_no_circle_update AFTER UPDATE ON goals_link
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION goals_link_refuse_circle();

-- The same for placements inside a plan: no element stands under itself.
CREATE FUNCTION goals_placement_refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed boolean;
BEGIN
    IF NEW.parent_id IS NULL THEN
        RETURN NULL;
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'placements are moved under READ COMMITTED only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_isolation', TABLE = 'goals_placement';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('rodtrad placements ' || NEW.plan_id::text, 0));
    WITH RECURSIVE up (id) AS (
        SELECT NEW.parent_id
        UNION
        SELECT placement.parent_id FROM up JOIN goals_placement AS placement ON placement.id = up.id
            WHERE placement.parent_id IS NOT NULL
    )
    SELECT EXISTS (SELECT FROM up WHERE id = NEW.id) INTO closed;
    IF closed THEN
        RAISE EXCEPTION 'placement % stands under itself', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_no_circle', TABLE = 'goals_placement';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER placement_no_circle AFTER UPDATE OF parent_id ON goals_placement
    FOR EACH ROW WHEN (NEW.parent_id IS DISTINCT FROM OLD.parent_id)
    EXECUTE FUNCTION goals_placement_refuse_circle();

-- Rows that are new can have only each other under them: a circle of theirs is all in the same statement.
CREATE FUNCTION goals_placement_refuse_new_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found_id uuid;
BEGIN
    WITH RECURSIVE up (start, id) AS (
        SELECT id, parent_id FROM changed WHERE parent_id IS NOT NULL
        UNION
        SELECT up.start, above.parent_id FROM up JOIN changed AS above ON above.id = up.id
            WHERE above.parent_id IS NOT NULL
    )
    SELECT start INTO found_id FROM up WHERE up.id = up.start LIMIT 1;
    IF found_id IS NOT NULL THEN
        RAISE EXCEPTION 'placement % stands under itself', found_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_no_circle', TABLE = 'goals_placement';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER placement_no_new_circle AFTER INSERT ON goals_placement
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION goals_placement_refuse_new_circle();

-- A link across roots goes from a member to its region only. A region that is itself a member of a region would open
-- a way back, and circles across roots that a look at one root cannot find: it does not contribute upwards.
CREATE FUNCTION goals_link_across() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM organisations_regionmember AS membership
        JOIN organisations_root AS region ON region.id = membership.root_id AND region.kind = 'region'
        JOIN organisations_root AS member ON member.id = membership.member_id AND member.kind <> 'region'
        WHERE membership.root_id = NEW.parent_root_id AND membership.member_id = NEW.root_id
    ) THEN
        RAISE EXCEPTION 'a link across roots goes from a member to its region only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'link_across_membership', TABLE = 'goals_link';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER link_across AFTER INSERT OR UPDATE ON goals_link
    FOR EACH ROW WHEN (NEW.root_id <> NEW.parent_root_id) EXECUTE FUNCTION goals_link_across();
