"""Static files with their hash in the name, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    # Modules find each other by the import map, whose addresses carry the hashes already.
    support_js_module_import_aggregation = False
    manifest_strict = False
