"""The share: syncs beside the screens, the sync screen, conflicts."""
