"""A folder for each view, named as people name it: `screen.py` is the view, the others are its parts.

A view is a `View` (view.py): the frame, over `view_keys.py` (keys of every view), `live.py` (reading again) and
`conversation.py` (asking). What some views share is a role of its own, mixed in: `actions/` are its keys,
`one_incident.py` and `chosen*.py` say what these act on. What a row or a pane looks like is pure: `row.py`,
`rows.py`, `detail.py`, `help.py`. What stands in front of a view is a `Page` (page.py). No view imports another.

An `action_*` method does what the tooltip of its binding says, an `on_*` method handles the message of its name:
neither has a docstring unless there is more to say.
"""
