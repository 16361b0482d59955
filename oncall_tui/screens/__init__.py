"""A folder for each screen, named as people name it: `screen.py` is the screen, the others are its parts.

A tab is a `TabScreen` (tab_screen.py): the frame, over `tab_bindings.py` (keys of every tab),
`polling_screen.py` (loading
again) and `prompting.py` (asking). What some screens share is a mixin of its own: `actions/` are its keys,
`incident_screen.py` and `*selection.py` say what these act on. The look of a row or a pane is pure: `row.py`,
`rows.py`,
`detail.py`, `help.py`. A page in front of a tab is a `FullPage` (full_page.py). No screen imports another.

An `action_*` method does what the tooltip of its binding says, an `on_*` method handles the message of its name:
neither has a docstring unless there is more to say.
"""
