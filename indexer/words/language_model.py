"""The model that names the language of a text, with its two large tables in a file instead of in the memory of each process.

Of a table only those pages are read that texts need, and the system may drop them again.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def load_model() -> Any:
    """A `LanguageIdentifier` of py3langid that gives probabilities."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # the loader's name until 0.3, and since 0.4
    load = getattr(LanguageIdentifier, "from_pickled_model", None) or LanguageIdentifier.from_model_file
    loaded = load(MODEL_FILE, norm_probs=True)
    try:
        return LanguageIdentifier(
            _map(loaded.nb_ptc),
            loaded.nb_pc,
            loaded.nb_classes,
            memoryview(_map(loaded.tk_nextmove)),
            loaded.tk_output,
            norm_probs=True,
            tk_row=loaded.tk_row,
        )
    except (AttributeError, TypeError, OSError):
        # a version with other parts, or no room for the file
        return loaded


def _map(table: Any) -> Any:
    """The same numbers in a file without a name, which ends with the process."""
    import numpy as np

    numbers = np.asarray(table)
    with tempfile.TemporaryFile() as file:
        numbers.tofile(file)
        file.flush()
        return np.memmap(file, dtype=numbers.dtype, mode="r", shape=numbers.shape)
