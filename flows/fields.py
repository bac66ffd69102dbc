"""Parameters of flows as a form gives them: a field left alone is an empty text, which means: nothing was given."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator


def _given(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


Text: TypeAlias = Annotated[str | None, BeforeValidator(_given)]
Day: TypeAlias = Annotated[date | None, BeforeValidator(_given)]
Folder: TypeAlias = Annotated[Path | None, BeforeValidator(_given)]
