-- Borders that Django's own foreign keys cannot say: same root, same framework, level rules, one origin.

-- Element: its plan, level and framework belong together and to its root; the plan it comes from holds a placement of it.
ALTER TABLE goals_element
    ADD CONSTRAINT element_id_root UNIQUE (id, root_id),
    ADD CONSTRAINT element_id_level UNIQUE (id, level_id);
ALTER TABLE goals_level
    ADD CONSTRAINT level_id_framework UNIQUE (id, framework_id),
    ADD CONSTRAINT level_id_root UNIQUE (id, root_id);
ALTER TABLE goals_framework
    ADD CONSTRAINT framework_id_root UNIQUE (id, root_id);
ALTER TABLE goals_planframework
    ADD CONSTRAINT plan_framework_same_root_plan
        FOREIGN KEY (plan_id, root_id) REFERENCES plans_plan (id, root_id),
    ADD CONSTRAINT plan_framework_same_root_framework
        FOREIGN KEY (framework_id, root_id) REFERENCES goals_framework (id, root_id);
ALTER TABLE goals_level
    ADD CONSTRAINT level_same_root FOREIGN KEY (framework_id, root_id) REFERENCES goals_framework (id, root_id);
-- The parent of a rule may be a region's level: a member's elements contribute to it.
ALTER TABLE goals_levelrule
    ADD CONSTRAINT level_rule_same_root_child FOREIGN KEY (child_id, root_id) REFERENCES goals_level (id, root_id);
ALTER TABLE goals_placement
    ADD CONSTRAINT placement_id_plan UNIQUE (id, plan_id),
    ADD CONSTRAINT placement_id_level UNIQUE (id, level_id);
ALTER TABLE goals_element
    ADD CONSTRAINT element_level_of_framework
        FOREIGN KEY (level_id, framework_id) REFERENCES goals_level (id, framework_id),
    ADD CONSTRAINT element_framework_of_plan
        FOREIGN KEY (plan_id, framework_id) REFERENCES goals_planframework (plan_id, framework_id),
    ADD CONSTRAINT element_same_root_plan
        FOREIGN KEY (plan_id, root_id) REFERENCES plans_plan (id, root_id),
    ADD CONSTRAINT element_same_root_responsible
        FOREIGN KEY (responsible_id, root_id) REFERENCES organisations_organisation (id, root_id),
    ADD CONSTRAINT element_same_root_source
        FOREIGN KEY (source_id, root_id) REFERENCES organisations_source (id, root_id),
    ADD CONSTRAINT element_same_root_predecessor
        FOREIGN KEY (predecessor_id, root_id) REFERENCES goals_element (id, root_id),
    ADD CONSTRAINT element_has_origin
        FOREIGN KEY (plan_id, id) REFERENCES goals_placement (plan_id, element_id) DEFERRABLE INITIALLY DEFERRED;

-- Placement: within one root and one plan, under what the level rules allow.
ALTER TABLE goals_placement
    ADD CONSTRAINT placement_same_root_plan
        FOREIGN KEY (plan_id, root_id) REFERENCES plans_plan (id, root_id),
    ADD CONSTRAINT placement_same_root_element
        FOREIGN KEY (element_id, root_id) REFERENCES goals_element (id, root_id),
    ADD CONSTRAINT placement_level_of_element
        FOREIGN KEY (element_id, level_id) REFERENCES goals_element (id, level_id) ON UPDATE CASCADE,
    ADD CONSTRAINT placement_parent_same_plan
        FOREIGN KEY (parent_id, plan_id) REFERENCES goals_placement (id, plan_id),
    ADD CONSTRAINT placement_level_of_parent
        FOREIGN KEY (parent_id, parent_level_id) REFERENCES goals_placement (id, level_id) ON UPDATE CASCADE,
    ADD CONSTRAINT placement_level_rule
        FOREIGN KEY (level_id, parent_level_id, rule_kind) REFERENCES goals_levelrule (child_id, parent_id, kind);

-- Link: within one root (or from a member to its region), between levels that the rules allow.
ALTER TABLE goals_link
    ADD CONSTRAINT link_child_root
        FOREIGN KEY (child_id, root_id) REFERENCES goals_element (id, root_id),
    ADD CONSTRAINT link_parent_root
        FOREIGN KEY (parent_id, parent_root_id) REFERENCES goals_element (id, root_id),
    ADD CONSTRAINT link_child_level
        FOREIGN KEY (child_id, child_level_id) REFERENCES goals_element (id, level_id) ON UPDATE CASCADE,
    ADD CONSTRAINT link_parent_level
        FOREIGN KEY (parent_id, parent_level_id) REFERENCES goals_element (id, level_id) ON UPDATE CASCADE,
    ADD CONSTRAINT link_level_rule
        FOREIGN KEY (child_level_id, parent_level_id, kind) REFERENCES goals_levelrule (child_id, parent_id, kind),
    ADD CONSTRAINT link_same_root_source
        FOREIGN KEY (source_id, root_id) REFERENCES organisations_source (id, root_id);

-- Conflict: owner, case and the elements of its steps are of its root.
ALTER TABLE goals_conflict
    ADD CONSTRAINT conflict_id_root UNIQUE (id, root_id),
    ADD CONSTRAINT conflict_same_root_owner
        FOREIGN KEY (owner_id, root_id) REFERENCES organisations_organisation (id, root_id),
    ADD CONSTRAINT conflict_same_root_case
        FOREIGN KEY (case_id, root_id) REFERENCES cases_case (id, root_id),
    ADD CONSTRAINT conflict_same_root_source
        FOREIGN KEY (source_id, root_id) REFERENCES organisations_source (id, root_id);
ALTER TABLE goals_conflictstep
    ADD CONSTRAINT conflict_step_same_root_conflict
        FOREIGN KEY (conflict_id, root_id) REFERENCES goals_conflict (id, root_id),
    ADD CONSTRAINT conflict_step_same_root_element
        FOREIGN KEY (element_id, root_id) REFERENCES goals_element (id, root_id);
ALTER TABLE goals_correction
    ADD CONSTRAINT correction_same_root_element
        FOREIGN KEY (element_id, root_id) REFERENCES goals_element (id, root_id) ON DELETE SET NULL (element_id);

-- Contributing units are of the element's root. The table only joins two models and has no root of its own.
CREATE FUNCTION goals_contributing_same_root() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM goals_element AS element
        JOIN organisations_organisation AS unit ON unit.root_id = element.root_id
        WHERE element.id = NEW.element_id AND unit.id = NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'a contributing unit is of the root of its element'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contributing_same_root',
                  TABLE = 'goals_element_contributing';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contributing_same_root BEFORE INSERT OR UPDATE ON goals_element_contributing
    FOR EACH ROW EXECUTE FUNCTION goals_contributing_same_root();
