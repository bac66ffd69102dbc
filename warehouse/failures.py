"""What a database's refusal means and what to do about it, in one sentence."""

from sqlalchemy import URL

LOCK_SECONDS = 30

SQLITE = {
    "is locked": f"is locked by another program for over {LOCK_SECONDS} s: wait until it is done, or stop it",
    "readonly database": "may only be read: make the file and its folder writable, or name another with --warehouse",
    "is full": "cannot grow, the disk is full: free some space; what was loaded before is intact",
    "not a database": "is not a SQLite database: move the file away, or name another with --warehouse",
    "unable to open": "cannot be opened: make its folder and the file readable and writable",
    "disk i/o error": "cannot be read or written by its disk: see the disk's health, then run the command again",
    "malformed": "is damaged: move it away and refresh, which loads all landed runs anew",
}
POSTGRESQL = {
    "25006": "may only be read: connect to the primary server, or with a role that may write rows",
    "28": "refuses the role or its password: set them in the address, postgresql://ROLE:PASSWORD@HOST/NAME",
    "3D000": "does not exist on the server: make it with `createdb`, or name another with --warehouse",
    "3F000": "has no schema for our tables: let its owner make one on the role's search path",
    "42501": "lets this role not do that: grant it rows (SELECT, INSERT, UPDATE, DELETE) on all tables, and bring"
    " the tables up to date with `alembic upgrade head` as a role that owns them",
    "53100": "cannot grow, the server's disk is full: free some space; what was loaded before is intact",
    "53": "has no connection or memory left on its server: end other sessions, then run the command again",
    "55P03": f"is locked by another program for over {LOCK_SECONDS} s: wait until it is done, or stop it",
    "57P": "was shut down while we worked: start the server, then run the command again",
}
UNREACHABLE = "cannot be reached: start the server, and see to its host, port and network"


class WarehouseError(RuntimeError):
    """The warehouse cannot do what was asked; the text is one clear sentence with the remedy."""


def explained(error: BaseException, url: URL) -> WarehouseError | None:
    """The error in our words, naming the warehouse without its password; None for a fault that is not its state."""
    if url.get_backend_name() == "sqlite":
        text = str(error).lower()
        meaning = next((words for sign, words in SQLITE.items() if sign in text), None)
    else:
        state = getattr(error, "sqlstate", None)
        meaning = next((words for sign, words in POSTGRESQL.items() if (state or "").startswith(sign)), None)
        if state is None and type(error).__name__ in {"OperationalError", "ConnectionTimeout"}:
            meaning = _without_state(str(error).lower())
    return WarehouseError(f"the warehouse {place(url)} {meaning}") if meaning else None


def _without_state(text: str) -> str:
    """libpq refuses a connection without a code, in words only."""
    if "password" in text or "authentication" in text or ("role" in text and "does not exist" in text):
        return POSTGRESQL["28"]
    return POSTGRESQL["3D000"] if "does not exist" in text and "database" in text else UNREACHABLE


def place(url: URL) -> str:
    """How a warehouse is called in a message: its file, or its address without the password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
