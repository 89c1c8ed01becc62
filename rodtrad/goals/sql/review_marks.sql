-- An approval knew how far the elements and the plan had come; now it knows of places, links and relations too. What
-- was approved before gets the last event at the time: none of these was compared with until now.
UPDATE goals_review AS review SET marks = jsonb_build_object(
    'element', element_mark,
    'plan', plan_mark,
    'placement', (SELECT coalesce(max(pgh_id), 0) FROM goals_placementevent
                  WHERE root_id = review.root_id AND pgh_created_at <= review.decided_at),
    'link', (SELECT coalesce(max(pgh_id), 0) FROM goals_linkevent
             WHERE review.root_id IN (root_id, parent_root_id) AND pgh_created_at <= review.decided_at),
    'contributing', (SELECT coalesce(max(pgh_id), 0) FROM goals_elementcontributingevent
                     WHERE root_id = review.root_id AND pgh_created_at <= review.decided_at),
    'areas', (SELECT coalesce(max(pgh_id), 0) FROM goals_elementareasevent
              WHERE root_id = review.root_id AND pgh_created_at <= review.decided_at),
    'sdg_goals', (SELECT coalesce(max(pgh_id), 0) FROM goals_elementsdggoalsevent
                  WHERE root_id = review.root_id AND pgh_created_at <= review.decided_at),
    'sdg_targets', (SELECT coalesce(max(pgh_id), 0) FROM goals_elementsdgtargetsevent
                    WHERE root_id = review.root_id AND pgh_created_at <= review.decided_at)
) WHERE state = 'approved';
