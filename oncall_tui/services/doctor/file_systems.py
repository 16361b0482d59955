"""Identify a directory's file system: locks do not work on every one, and some ignore the case of names."""

import os

MOUNTS = "/proc/self/mounts"
NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs")


# Less than this and a note may soon be refused: an import or a sync takes as much.
LITTLE_BYTES = 50_000_000


def free_bytes(path: str) -> int:
    """Return how much a person who is not root may still write on the disk of a directory."""
    import shutil

    return shutil.disk_usage(path).free


def kind_of_disk(path: str) -> str:
    """`on ext4, case matters in names`."""
    cases = "case matters" if _is_case_sensitive(path) else "case does not matter"
    return f"on {file_system(path) or 'an unknown file system'}, {cases} in names"


def file_system(path: str) -> str:
    """Return the type of the file system that a path is on; empty where the platform does not say."""
    try:
        with open(MOUNTS, encoding="utf-8", errors="replace") as file:
            mounts = [line.split()[1:3] for line in file]
    except OSError:
        return ""
    real = os.path.realpath(path)
    holding = [
        (point, kind) for point, kind in mounts if real == point or real.startswith(point.rstrip("/") + "/")
    ]
    return max(holding, key=lambda mount: len(mount[0]))[1] if holding else ""


def _is_case_sensitive(path: str) -> bool:
    return not (
        os.path.exists(path) and os.path.exists(path.swapcase()) and os.path.samefile(path, path.swapcase())
    )
