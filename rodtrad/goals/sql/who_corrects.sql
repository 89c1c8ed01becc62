-- A correction is made by the account that the audit trail is told about: a logged-in request, or a command.
CREATE OR REPLACE FUNCTION goals_correct(root uuid, element uuid, field text, before text, after text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reason text := coalesce(current_setting('rodtrad.correction', true), '');
    told jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
BEGIN
    IF reason = '' THEN
        RAISE EXCEPTION 'adopted text does not change: % of element %', field, element
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adoption_lock', TABLE = 'goals_element',
                  DETAIL = element::text, COLUMN = field;
    END IF;
    INSERT INTO goals_correction (id, root_id, element_id, key, field, before, after, reason, made_at, made_by_id)
        VALUES (gen_random_uuid(), root, element, (SELECT key FROM goals_element WHERE id = element), field,
                coalesce(before, ''), coalesce(after, ''), reason, now(),
                (SELECT id FROM accounts_user WHERE id = (told ->> 'user')::uuid));
END $$;
