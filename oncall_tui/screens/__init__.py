"""One file per screen, and one for each thing that several screens do.

A view is a `View` (view.py): the frame, over `view_keys.py` (keys of every view), `live.py` (reading again) and
`conversation.py` (asking). What some views share is a role of its own, mixed in: `*_actions.py` are its keys,
`one_incident.py` and `chosen_*.py` say what these act on. What a row or a pane looks like is pure: `*_row.py`,
`*_rows.py`, `*_detail.py`, `*_help.py`. What stands in front of a view is a `Page` (page.py).
"""
