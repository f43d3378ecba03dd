"""Pages for staff: tasks, the case page, decisions, help at the counter."""
