"""Tells people of news through a block of Prefect: a webhook, an e-mail, a chat. It never fails a run."""

from typing import TYPE_CHECKING, Any

from prefect.variables import Variable

if TYPE_CHECKING:
    from prefect.blocks.core import Block

VARIABLE = "credscope_notify"  # of Prefect: the block to tell where a run names none


class NotToldError(RuntimeError):
    """Nobody could be told; the text says why, without an address or a key."""


def told_by(name: str | None) -> str | None:
    """The block that a run names, else the one that the variable does; None: nobody wants to be told."""
    return name or str(Variable.get(VARIABLE) or "") or None


def tell(name: str, subject: str, text: str) -> None:
    """Send a message through the block called `name` (or `type/name`). Raises `NotToldError`."""
    try:
        _send(_block(name), subject, text)
    except NotToldError:
        raise
    except Exception as error:  # its own text may hold the address, which is a secret
        status = getattr(getattr(error, "response", None), "status_code", None)
        why = f"the answer was {status}" if status else type(error).__name__
        raise NotToldError(f"the block {name!r} could not tell: {why}") from None


def _block(name: str) -> "Block":
    import prefect.blocks.notifications
    import prefect.blocks.webhook  # noqa: F401  both make their types known
    from prefect.blocks.core import Block
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        known = [(d.block_type.slug, d.name) for d in client.read_block_documents() if d.block_type and d.name]
    meant = [f"{slug}/{called}" for slug, called in known if name in (called, f"{slug}/{called}")]
    if len(meant) != 1:
        remedy = (
            f"give one of {', '.join(meant)}" if meant else "make one under Blocks in the page of `credscope serve`"
        )
        raise NotToldError(f"{'several blocks are' if meant else 'no block is'} called {name!r}: {remedy}")
    found: Block = Block.load(meant[0])  # type: ignore[assignment]
    return found


def _send(block: "Block", subject: str, text: str) -> None:
    from prefect.blocks.abstract import NotificationBlock
    from prefect.blocks.webhook import Webhook
    from prefect.utilities.asyncutils import run_coro_as_sync

    if isinstance(block, Webhook):
        answer: Any = run_coro_as_sync(block.call({"subject": subject, "text": f"{subject}\n{text}"}))
        answer.raise_for_status()
    elif isinstance(block, NotificationBlock):
        told: object = block.notify(text, subject=subject)
        assert told is None  # outside an event loop it is no coroutine
    else:
        raise NotToldError(
            f"a block of the type {block.get_block_type_slug()!r} tells nobody: take a notification or a webhook"
        )
