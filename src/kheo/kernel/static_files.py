"""Style sheets, scripts and pictures under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = (
    r"""(?P<matched>import(?P<import>\s*\{[^}]*\})\s*from\s*"(?P<url>\./[^"]+)";)""",
    'import%(import)s from "%(url)s";',
)


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Our own modules import each other by the hashed name too: an old one never meets a new one.

    Django's own switch for this reads the modules of libraries as well, with what their comments name.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("kheo/*.js", (_IMPORT,)))
